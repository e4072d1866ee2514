using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>Books and leaflets, calculated from a printing house's own machines, papers and prices.</summary>
public sealed class PrintingPlugin : IPlugin
{
    public void Register(IPluginRegistry registry)
    {
        registry.AddProductType(new BookProduct());
        registry.AddProductType(new LeafletProduct());
    }
}
