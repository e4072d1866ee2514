using System.Reflection;
using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>What became of a plugin's folder at start-up.</summary>
public enum PluginState
{
    Loaded,

    /// <summary>Switched off by configuration.</summary>
    Disabled,

    /// <summary>Made for another version of the SDK.</summary>
    Incompatible,

    /// <summary>Parked: the reason says why. The site runs without it.</summary>
    Failed,
}

/// <summary>A plugin found in the folder.</summary>
public sealed record InstalledPlugin(string Id, string Version, LocalText Name, PluginState State, string? Reason, string Folder)
{
    public Assembly? Assembly { get; init; }

    public IReadOnlyList<IProductType> ProductTypes { get; init; } = [];

    /// <summary>The dictionaries it ships, null where it has none.</summary>
    public DictionaryFile? Dictionaries { get; init; }
}

/// <summary>All plugins of this installation, the parked ones too.</summary>
public sealed record Plugins(IReadOnlyList<InstalledPlugin> All);
