using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Portal.Kernel.Mail;

/// <summary>Adds mail to the host.</summary>
public static class MailRegistration
{
    /// <summary>
    /// Registers <see cref="IMailTransport"/> as the section "Portal:Mail" says, and <see cref="FolderMailTransport"/> beside it when mail is kept in a
    /// folder, so that administration can list it.
    /// </summary>
    /// <param name="dataDirectory">Where mail is kept when no folder is set.</param>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message says which and what to set.</exception>
    public static IServiceCollection AddPortalMail(this IServiceCollection services, IConfiguration configuration, string dataDirectory)
    {
        var options = configuration.GetSection(MailOptions.Section).Get<MailOptions>() ?? new MailOptions();
        if (options.Problem() is { } problem)
            throw new InvalidOperationException(problem);

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        if (options.Transport == MailTransportKind.Smtp)
            return services.AddSingleton<IMailTransport, SmtpMailTransport>();

        var folder = Path.GetFullPath(Path.Combine(dataDirectory, options.Folder.Length > 0 ? options.Folder : "mail"));
        services.AddSingleton(provider => new FolderMailTransport(folder, options, provider.GetRequiredService<TimeProvider>()));
        return services.AddSingleton<IMailTransport>(provider => provider.GetRequiredService<FolderMailTransport>());
    }
}
