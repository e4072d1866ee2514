using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

internal static class Phrases
{
    /// <summary>A name from a dictionary said as it stands.</summary>
    public static Phrase AsPhrase(this LocalText name) => new("printing.name", name);
}
