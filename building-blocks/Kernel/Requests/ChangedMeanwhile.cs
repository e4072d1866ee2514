using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>
/// Somebody else changed the very value since the sender saw it. Nothing is written; the answer carries the value as it was seen and as it is now, so that
/// the sender decides between theirs and their own. A message at the field on pages, 409 with both values in the API.
/// </summary>
/// <param name="before">The value as the sender saw it, null where there was none.</param>
/// <param name="theirs">The value as it is now.</param>
/// <param name="person">Who changed it.</param>
public sealed class ChangedMeanwhile(string field, Phrase message, decimal? before, decimal? theirs, string person, DateTimeOffset at) : Exception(message.Key)
{
    public string Field { get; } = field;

    public Phrase Phrase { get; } = message;

    public decimal? Before { get; } = before;

    public decimal? Theirs { get; } = theirs;

    public string Person { get; } = person;

    public DateTimeOffset At { get; } = at;
}
