using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>
/// A rule of the domain says no. The message is for the person at the screen; the field is where it is shown ("" for the whole form).
/// Turned into a message at the field on pages and into problem details (422) in the API.
/// </summary>
public sealed class RuleBroken(string field, Phrase message) : Exception(message.Key)
{
    public string Field { get; } = field;

    public Phrase Phrase { get; } = message;
}
