using System.Reflection;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;

namespace Portal.Kernel;

/// <summary>A part of the product that a company enables: its own schema, requests, pages, menu, jobs. The host knows it by this alone.</summary>
public interface IModule
{
    /// <summary>Lower case, as in configuration.</summary>
    string Id { get; }

    /// <summary>Modules it can't work without. A start with one of them off ends with a sentence that says so.</summary>
    IReadOnlyList<string> Requires => [];

    void Add(ModuleBuilder module);
}

/// <summary>What a module brings. Requests, validators, consumers, endpoints, pages and texts are found in its assembly.</summary>
public sealed class ModuleBuilder(string id, IServiceCollection services, IConfiguration configuration, Installed installed)
{
    public IServiceCollection Services { get; } = services;

    public IConfiguration Configuration { get; } = configuration;

    /// <summary>The module's tables, in a schema named like the module.</summary>
    public ModuleBuilder Db<TDb>()
        where TDb : ModuleDb
    {
        Services.AddModuleDb<TDb>(id);
        installed.Databases.Add(typeof(TDb));
        return this;
    }

    public ModuleBuilder Permissions(params Permission[] permissions)
    {
        installed.Permissions.AddRange(permissions);
        return this;
    }

    public ModuleBuilder Menu(params MenuItem[] items)
    {
        installed.Menu.AddRange(items);
        return this;
    }

    /// <summary>What people can be told of by this module.</summary>
    public ModuleBuilder Notices(params NoticeKind[] kinds)
    {
        installed.Notices.AddRange(kinds);
        return this;
    }

    /// <summary>A household job, run by one host at a time.</summary>
    public ModuleBuilder Job<TJob>(TimeSpan every)
        where TJob : class, IJob
    {
        Services.TryAddTransient<TJob>();
        installed.Jobs.Add((typeof(TJob), every));
        return this;
    }

    public ModuleBuilder Demo<TDemo>()
        where TDemo : class, IDemoData
    {
        Services.AddScoped<IDemoData, TDemo>();
        return this;
    }

    /// <summary>A part for another module's page, shown where that page names the slot.</summary>
    public ModuleBuilder Slot<TComponent>(string slot)
        where TComponent : Microsoft.AspNetCore.Components.IComponent
    {
        installed.Slots.Add((slot, typeof(TComponent)));
        return this;
    }
}

/// <summary>A line of the menu, shown to whoever may open it. Text key: "menu." + <paramref name="Key"/>.</summary>
/// <param name="For">Whom the line is for; null for both faces.</param>
public sealed record MenuItem(string Key, string Address, string Icon, int Order, string? Permission = null, PluginSdk.Audience? For = null);

/// <summary>Loads a module's part of the demo, in the order given, through the same requests that people send.</summary>
public interface IDemoData
{
    int Order { get; }

    Task LoadAsync(CancellationToken cancellation);
}

/// <summary>What this installation consists of.</summary>
public sealed class Installed
{
    public List<(string Id, Assembly Assembly, bool Enabled)> Modules { get; } = [];

    public List<Type> Databases { get; } = [typeof(KernelDb)];

    public List<Permission> Permissions { get; } = [];

    public List<MenuItem> Menu { get; } = [];

    public List<NoticeKind> Notices { get; } = [];

    public List<(Type Job, TimeSpan Every)> Jobs { get; } = [];

    public List<(string Slot, Type Component)> Slots { get; } = [];

    public bool Has(string module) => Modules.Any(it => it.Id == module && it.Enabled);
}

/// <summary>Registers what is found in the assembly of an enabled module, by convention.</summary>
public static class ModuleScan
{
    public static void AddFrom(this IServiceCollection services, Assembly assembly, string module, ConsumerRegistry consumers, Texts texts)
    {
        services.Scan(scan => scan.FromAssemblies(assembly)
            .AddClasses(classes => classes.AssignableTo(typeof(IRequestHandler<,>)), publicOnly: false).AsImplementedInterfaces().WithScopedLifetime()
            .AddClasses(classes => classes.AssignableTo(typeof(FluentValidation.IValidator<>)), publicOnly: false)
                .As(type => type.GetInterfaces().Where(door => door.IsGenericType && door.GetGenericTypeDefinition() == typeof(FluentValidation.IValidator<>))).WithScopedLifetime()
            .AddClasses(classes => classes.AssignableTo(typeof(IConsumer<>)), publicOnly: false).AsSelf().WithScopedLifetime());
        foreach (var consumer in assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }
            && type.GetInterfaces().Any(door => door.IsGenericType && door.GetGenericTypeDefinition() == typeof(IConsumer<>))))
            consumers.Add(consumer, module);
        texts.AddFrom(assembly);
    }
}
