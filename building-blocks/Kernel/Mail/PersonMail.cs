using Portal.Contracts;
using Portal.Contracts.Accounts;
using Portal.PluginSdk;

namespace Portal.Kernel.Mail;

/// <summary>What a mail to a person says; put into their language when it is sent.</summary>
/// <param name="Id">Names the mail: sent again it is the same mail.</param>
/// <param name="Open">The button's text, and where in the portal it leads ("/orders/…").</param>
public sealed record PersonLetter(string Id, Phrase Subject, IReadOnlyList<Phrase> Paragraphs, Phrase Open, string Address)
{
    /// <summary>Stored files that go with it.</summary>
    public IReadOnlyList<Guid> Files { get; init; } = [];

    /// <summary>The kind of notice, where the reader may choose not to get such mails; null for what always goes.</summary>
    public string? Kind { get; init; }

    /// <summary>The company the reader is told in.</summary>
    public Guid? CompanyId { get; init; }
}

/// <summary>A mail is to go out.</summary>
internal sealed record LetterWritten(PersonCard To, PersonLetter Letter) : IEvent;

/// <summary>
/// Mails to people, in the reader's language, under the operator's name. A mail is written in the caller's transaction and goes out as a delivery of its
/// own: a mail server that is away delays mails and nothing else, and one that turns down a mail takes back nothing that was done.
/// </summary>
public sealed class PersonMail(KernelDb db)
{
    /// <summary>Does nothing for a person without an address.</summary>
    public async Task SendAsync(PersonCard to, PersonLetter letter, CancellationToken cancellation)
    {
        if (to.Email is not { Length: > 0 })
            return;
        db.Publish(new LetterWritten(to, letter));
        await db.SaveChangesAsync(cancellation);
    }
}
