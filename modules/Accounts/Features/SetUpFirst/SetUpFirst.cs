using System.Security.Cryptography;
using System.Text;

namespace Portal.Accounts;

/// <summary>Makes the operating company and its first administrator, by the link that the host printed. Works once.</summary>
[Public]
public sealed class SetUpFirst : ISecretWrite<SetUpFirst.Result>
{
    public string Code { get; set; } = "";

    public string CompanyName { get; set; } = "";

    public string TaxId { get; set; } = "";

    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public string Password { get; set; } = "";

    public sealed record Result(Guid MembershipId);
}

internal sealed class SetUpFirstValidator : AbstractValidator<SetUpFirst>
{
    public SetUpFirstValidator()
    {
        RuleFor(it => it.CompanyName).NotEmpty().MaximumLength(200);
        RuleFor(it => it.Name).NotEmpty().MaximumLength(200);
        RuleFor(it => it.Email).NotEmpty().EmailAddress();
    }
}

internal sealed class SetUpFirstHandler(IServiceScopeFactory scopes, PasswordRules rules) : IRequestHandler<SetUpFirst, SetUpFirst.Result>
{
    public async Task<SetUpFirst.Result> Handle(SetUpFirst request, CancellationToken cancellation)
    {
        rules.Demand(request.Password, nameof(request.Password), request.Name, request.Email, request.CompanyName);
        await using var scope = scopes.AsSystem("accounts", "first set-up");
        var session = scope.ServiceProvider.GetRequiredService<DbSession>();
        var kernel = scope.ServiceProvider.GetRequiredService<KernelDb>();
        var db = scope.ServiceProvider.GetRequiredService<AccountsDb>();
        await session.BeginAsync(cancellation);
        var setting = await kernel.Settings.FirstOrDefaultAsync(row => row.Key == SetUpLink.Setting, cancellation);
        if (setting is null || setting.Value != SetUpLink.Hash(request.Code))
            throw new RuleBroken("", "accounts.setUpLinkUsed");
        kernel.Settings.Remove(setting);
        await kernel.SaveChangesAsync(cancellation);
        var company = new Company(request.CompanyName, request.TaxId, "PL", "PLN", Language) { IsOperator = true };
        db.Companies.Add(company);
        var person = new Person { Name = request.Name.Trim(), Email = request.Email.Trim(), Language = Language };
        var membership = await scope.ServiceProvider.GetRequiredService<AccountOpening>().OpenAsync(person, company.Id, request.Password, ["administrator"]);
        await session.CommitAsync(cancellation);
        return new SetUpFirst.Result(membership.Id);
    }

    private static string Language => System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
}

/// <summary>The one-time link of a new installation: only its hash is stored.</summary>
public static class SetUpLink
{
    public const string Setting = "setup.code";

    public static string Hash(string code) => $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)))}\"";

    /// <returns>A new code while there is no operating company, else null.</returns>
    public static async Task<string?> MakeAsync(IServiceProvider services, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<AccountsDb>().Companies.AnyAsync(company => company.IsOperator, cancellation))
            return null;
        var db = services.GetRequiredService<KernelDb>();
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var setting = await db.Settings.FirstOrDefaultAsync(row => row.Key == Setting, cancellation);
        if (setting is null)
            db.Settings.Add(new Setting(Setting, Hash(code)));
        else
            setting.Value = Hash(code);
        await db.SaveChangesAsync(cancellation);
        return code;
    }
}
