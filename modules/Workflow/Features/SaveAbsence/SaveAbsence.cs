using Portal.Contracts.Accounts;

namespace Portal.Workflow;

/// <summary>Enters or changes days away and who stands in: one's own, or anyone's for those who administer the portal.</summary>
[Permission(WorkflowPermissions.Tasks, WorkflowPermissions.Administer)]
public sealed class SaveAbsence : IWrite<Guid>
{
    /// <summary>Null enters a new one.</summary>
    public Guid? Id { get; set; }

    /// <summary>Null is the caller; of one that is there already it stays.</summary>
    public Guid? PersonId { get; set; }

    public DateOnly? From { get; set; }

    /// <summary>The last day away.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Null leaves new work to the department.</summary>
    public Guid? SubstituteId { get; set; }
}

internal sealed class SaveAbsenceValidator : AbstractValidator<SaveAbsence>
{
    private const int Longest = 366;

    public SaveAbsenceValidator(Texts texts, OperatorClock clock)
    {
        RuleFor(it => it.From).NotNull().WithMessage(_ => texts["SaveAbsence.From.needed"]);
        RuleFor(it => it.Until).Cascade(CascadeMode.Stop).NotNull().WithMessage(_ => texts["SaveAbsence.Until.needed"])
            .Must((it, until) => it.From is null || until >= it.From).WithMessage(it => texts["SaveAbsence.Until.before", it.From!.Value])
            .Must(until => until >= clock.Today).WithMessage(_ => texts["SaveAbsence.Until.past", clock.Today])
            .Must((it, until) => it.From is null || until!.Value.DayNumber - it.From.Value.DayNumber < Longest).WithMessage(it => texts["SaveAbsence.Until.far", it.From!.Value.AddDays(Longest - 1)]);
    }
}

internal sealed class SaveAbsenceHandler(WorkflowDb db, AbsenceChange absences, IPeople people, Caller caller) : IRequestHandler<SaveAbsence, Guid>
{
    public async Task<Guid> Handle(SaveAbsence request, CancellationToken cancellation)
    {
        var absence = request.Id is { } id ? await absences.RequireAsync(id, cancellation) : null;
        var person = absence?.PersonId ?? request.PersonId ?? caller.RequirePerson().Person;
        if (!AbsenceChange.Allows(person, caller))
            throw new ForbiddenException();
        await CheckAsync(nameof(SaveAbsence.PersonId), person, cancellation);
        if (request.SubstituteId == person)
            throw new RuleBroken(nameof(SaveAbsence.SubstituteId), "SaveAbsence.SubstituteId.self");
        if (request.SubstituteId is { } substitute)
            await CheckAsync(nameof(SaveAbsence.SubstituteId), substitute, cancellation);
        await absences.TakeTurnAsync(person, cancellation);
        var (from, until) = (request.From!.Value, request.Until!.Value);
        if (await db.Absences.AsNoTracking().FirstOrDefaultAsync(row => row.PersonId == person && row.Id != request.Id && row.From <= until && row.Until >= from, cancellation) is { } other)
            throw new RuleBroken(nameof(SaveAbsence.From), new Phrase("SaveAbsence.overlaps", other.From, other.Until));
        if (absence is null)
            db.Absences.Add(absence = new Absence { PersonId = person, From = from, Until = until });
        (absence.From, absence.Until, absence.SubstituteId) = (from, until, request.SubstituteId);
        if (absence.SubstituteId is { } named && named != caller.Principal.PersonId)
            db.Publish(new StandInNamed(absence.Id, named));
        db.Touch(AbsencesInMemory.Topic);
        await db.SaveChangesAsync(cancellation);
        return absence.Id;
    }

    private async Task CheckAsync(string field, Guid person, CancellationToken cancellation)
    {
        if ((await people.DepartmentsOfAsync(person, cancellation)).Count == 0)
            throw new RuleBroken(field, "SaveAbsence.noStaff");
    }
}

public sealed class SaveAbsenceEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SaveAbsence, Guid>("absences");
}
