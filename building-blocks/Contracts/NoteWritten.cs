using Portal.PluginSdk;

namespace Portal.Contracts;

/// <summary>Somebody wrote into the conversation on a matter: the module that owns it tells the other side.</summary>
public sealed record NoteWritten(string SubjectKind, Guid SubjectId, Guid NoteId, Guid PersonId, string Author, Audience Audience, bool FromStaff, string Text) : IEvent;
