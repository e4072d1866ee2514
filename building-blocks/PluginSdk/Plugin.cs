namespace Portal.PluginSdk;

/// <summary>
/// The entry of a plugin: the host makes one instance of the public class that implements it, found in the entry assembly that plugin.json names.
/// Plugins are trusted code that runs inside the host.
/// </summary>
public interface IPlugin
{
    /// <summary>Says what the plugin brings. Called once at start-up; an exception parks the plugin with its message and the site runs on.</summary>
    void Register(IPluginRegistry registry);
}

/// <summary>What a plugin can bring. Texts (texts/pl.json …) and dictionaries (dictionaries.json) are read from the plugin's folder.</summary>
public interface IPluginRegistry
{
    void AddProductType(IProductType productType);
}

/// <summary>plugin.json: what the host reads before it loads anything.</summary>
/// <param name="Id">Lower case, unique; the first part of the ids the plugin gives.</param>
/// <param name="Sdk">The SDK versions it works with, as "[1.0,2.0)".</param>
/// <param name="Entry">File name of the entry assembly.</param>
public sealed record PluginManifest(string Id, string Version, string Sdk, string Entry, LocalText Name)
{
    /// <summary>The version of this SDK.</summary>
    public static Version SdkVersion { get; } = typeof(PluginManifest).Assembly.GetName().Version!;
}
