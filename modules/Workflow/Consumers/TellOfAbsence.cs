using Portal.Contracts.Accounts;
using Portal.Kernel.Mail;

namespace Portal.Workflow;

/// <summary>Somebody was named to stand in.</summary>
internal sealed record StandInNamed(Guid AbsenceId, Guid SubstituteId) : IEvent;

/// <summary>Tells whoever stands in, unless that changed by then.</summary>
internal sealed class TellOfAbsence(WorkflowDb db, IPeople people, Notices notices) : IConsumer<StandInNamed>
{
    public const string Kind = "absence.standIn";

    public async Task HandleAsync(StandInNamed happened, CancellationToken cancellation)
    {
        if (await db.Absences.AsNoTracking().FirstOrDefaultAsync(row => row.Id == happened.AbsenceId && row.SubstituteId == happened.SubstituteId, cancellation) is { } absence
            && await people.FindAsync(absence.PersonId, cancellation) is { } person)
            await notices.TellAsync(
                new NoticeReader(happened.SubstituteId), Kind,
                new PersonLetter($"absence-{absence.Id:N}-{happened.SubstituteId:N}-{absence.From:yyyyMMdd}-{absence.Until:yyyyMMdd}", new Phrase("absence.notice", person.Name, absence.From, absence.Until), [], "absence.notice.open", "/absences"), cancellation);
    }
}
