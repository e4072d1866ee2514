namespace Portal.Workflow;

/// <summary>Who may change an absence: the person themselves and those who administer the portal.</summary>
internal sealed class AbsenceChange(WorkflowDb db, Caller caller)
{
    public static bool Allows(Guid person, Caller caller) => person == caller.Principal.PersonId || caller.Can(WorkflowPermissions.Administer);

    /// <exception cref="ForbiddenException">It is somebody else's.</exception>
    public async Task<Absence> RequireAsync(Guid id, CancellationToken cancellation)
    {
        var absence = await db.Absences.FirstOrDefaultAsync(row => row.Id == id, cancellation) ?? throw new NotFoundException();
        return Allows(absence.PersonId, caller) ? absence : throw new ForbiddenException();
    }

    /// <summary>One change of a person's absences at a time, or two that overlap would both find room.</summary>
    public Task TakeTurnAsync(Guid person, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({"workflow/absence/" + person}, 0))", cancellation);
}
