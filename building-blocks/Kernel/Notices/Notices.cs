using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Accounts;
using Portal.Kernel.Mail;
using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>Whom an event concerns and in which of their companies; for staff the company is the operating one and may be left out.</summary>
public sealed record NoticeReader(Guid PersonId, Guid? CompanyId = null);

/// <summary>What somebody would be told, before it happens: shown beside the button that makes it happen.</summary>
public sealed record NoticePlan(PersonCard Person, NoticeChannel Channel, string Subject, IReadOnlyList<string> Paragraphs);

/// <summary>Tells people what happened to their matters: in the portal and, as each of them chose, by mail at once or in a daily digest.</summary>
public sealed class Notices(KernelDb db, Installed installed, IPeople people, ICompanies companies, PersonMail mail, Texts texts, TimeProvider clock)
{
    /// <summary>
    /// For consumers of events: notice and mail are written in one transaction with the delivery, so that a repeat finds them there.
    /// </summary>
    /// <param name="letter">Its id is the cause: one notice for reader, kind and cause.</param>
    public async Task TellAsync(NoticeReader reader, string kind, PersonLetter letter, CancellationToken cancellation)
    {
        if (await PlanAsync(reader, kind, cancellation) is not { } plan || await db.Set<Notice>().AnyAsync(row => row.PersonId == reader.PersonId && row.Kind == kind && row.Cause == letter.Id, cancellation))
            return;
        db.Add(new Notice
        {
            PersonId = reader.PersonId,
            CompanyId = plan.CompanyId,
            Kind = kind,
            Cause = letter.Id,
            Subject = letter.Subject,
            Address = letter.Address,
            At = clock.GetUtcNow(),
            WaitsForDigest = plan.Channel == NoticeChannel.Digest,
        });
        db.Touch(Topic(reader.PersonId));
        await db.SaveChangesAsync(cancellation);
        if (plan.Channel == NoticeChannel.Mail)
            await mail.SendAsync(plan.Person, letter with { Kind = kind, CompanyId = plan.CompanyId }, cancellation);
    }

    /// <summary>Whom the event would tell and what, in their language; null where nobody would be told.</summary>
    public async Task<NoticePlan?> PreviewAsync(NoticeReader reader, string kind, Phrase subject, IReadOnlyList<Phrase> paragraphs, CancellationToken cancellation)
    {
        if (await PlanAsync(reader, kind, cancellation) is not { } plan)
            return null;
        var culture = Languages.Culture(plan.Person.Language);
        return new(plan.Person, plan.Channel, texts.Say(subject, culture), [.. paragraphs.Select(paragraph => texts.Say(paragraph, culture))]);
    }

    /// <summary>Those of the kinds that a person may choose of.</summary>
    internal IEnumerable<NoticeKind> KindsFor(Caller caller) => installed.Notices.Where(kind => kind.For == (caller.IsStaff ? Audience.Internal : Audience.Customer) && caller.Can(kind.Permission));

    internal const string TopicPrefix = "notices:";

    internal static string Topic(Guid personId) => TopicPrefix + personId;

    private async Task<(PersonCard Person, Guid CompanyId, NoticeChannel Channel)?> PlanAsync(NoticeReader reader, string key, CancellationToken cancellation)
    {
        var kind = installed.Notices.First(it => it.Key == key);
        var company = reader.CompanyId ?? (await companies.OperatorAsync(cancellation)).Id;
        if (!await people.HoldsAsync(reader.PersonId, company, kind.Permission, cancellation) || await people.FindAsync(reader.PersonId, cancellation) is not { } person)
            return null;
        var chosen = await db.Set<NoticeChoice>().AsNoTracking().FirstOrDefaultAsync(row => row.PersonId == reader.PersonId && row.CompanyId == company && row.Kind == key, cancellation);
        var channel = kind.IsCompulsory ? NoticeChannel.Mail : chosen?.Channel ?? kind.Usual;
        return channel == NoticeChannel.None ? null : (person, company, channel);
    }
}
