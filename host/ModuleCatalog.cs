using Portal.Kernel;

namespace Portal.Host;

/// <summary>All modules of the product, in the order their data is set up. The only place in the host that names them.</summary>
internal static class ModuleCatalog
{
    private static readonly IModule[] All =
    [
        new Accounts.AccountsModule(),
        new Workflow.WorkflowModule(),
        new Catalog.CatalogModule(),
        new Inquiries.InquiriesModule(),
        new Orders.OrdersModule(),
    ];

    private static readonly string[] AlwaysOn = ["accounts", "workflow", "catalog"];

    /// <summary>The modules the company switched on (Portal:Modules:orders = false switches one off), and those it did not.</summary>
    /// <exception cref="StartException">An enabled module needs one that is off.</exception>
    public static IReadOnlyList<(IModule Module, bool Enabled)> Read(IConfiguration configuration)
    {
        var modules = All.Select(module => (Module: module, Enabled: AlwaysOn.Contains(module.Id) || configuration.GetValue($"Portal:Modules:{module.Id}", true))).ToList();
        foreach (var (module, _) in modules.Where(it => it.Enabled))
        {
            if (module.Requires.FirstOrDefault(id => !modules.Any(it => it.Enabled && it.Module.Id == id)) is { } missing)
                throw new StartException($"Module \"{module.Id}\" is switched on but needs \"{missing}\", which is off. Switch on Portal:Modules:{missing}, or switch off Portal:Modules:{module.Id}.");
        }

        return modules;
    }
}

/// <summary>The host can't start; the message says what happened, why and what to do.</summary>
internal sealed class StartException(string message) : Exception(message);
