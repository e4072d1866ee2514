using Portal.Contracts.Workflow;

namespace Portal.Accounts;

/// <summary>A client changed something of its card that the keeper is told of.</summary>
internal sealed record OwnDataTold(Guid ChangeId, Guid CompanyId, IReadOnlyList<ChangeItem> Items) : IEvent;

/// <summary>Staff accepted or refused what a client wanted changed.</summary>
internal sealed record ChangeDecided(Guid ChangeId) : IEvent;

/// <summary>
/// Leads what a client changes the way the company's rule for the field says. Staff change what they like; of a customer's own people only who may.
/// </summary>
internal sealed class OwnDataChanges(AccountsDb db, Caller caller, IWorkDesk desk, TimeProvider clock)
{
    /// <returns>Whether it is to be written now; otherwise it waits for staff.</returns>
    public async Task<bool> PassesAsync(Company company, ChangeItem item, CancellationToken cancellation) => (await SortAsync(company, [item], cancellation)).Count > 0;

    /// <returns>Those to be written now. The others wait for staff, who have a task.</returns>
    public async Task<IReadOnlyList<ChangeItem>> SortAsync(Company company, IReadOnlyList<ChangeItem> items, CancellationToken cancellation)
    {
        if (caller.IsStaff || caller.Principal is SystemPrincipal)
            return items;
        var rules = await db.OwnDataRules.AsNoTracking().ToDictionaryAsync(rule => rule.Field, rule => rule.Policy, cancellation);
        var byPolicy = items.ToLookup(item => rules.TryGetValue(item.Field, out var policy) ? policy : OwnDataRule.Usual(item.Field));
        if (byPolicy[OwnDataPolicy.Told].ToList() is { Count: > 0 } told)
            db.Publish(new OwnDataTold(Guid.CreateVersion7(), company.Id, told));
        if (byPolicy[OwnDataPolicy.Verified].ToList() is { Count: > 0 } verified)
            await AskAsync(company, verified, cancellation);
        return [.. byPolicy[OwnDataPolicy.Free], .. byPolicy[OwnDataPolicy.Told]];
    }

    private async Task AskAsync(Company company, IReadOnlyList<ChangeItem> items, CancellationToken cancellation)
    {
        var (person, now) = (caller.RequirePerson().Person, clock.GetUtcNow());
        var change = await db.Changes.FirstOrDefaultAsync(row => row.CompanyId == company.Id && row.State == ChangeState.Waiting, cancellation);
        if (change is null)
            db.Changes.Add(change = new CompanyChange { CompanyId = company.Id, AskedById = person, AskedAt = now });
        (change.AskedById, change.AskedAt) = (person, now);
        change.Add(items);
        db.Touch($"company:{company.Id}");
        await db.SaveChangesAsync(cancellation);
        await desk.OpenAsync(new Work("company.verify", CompanyChangeMatter.Kind, change.Id, company.TaxId.Length > 0 ? company.TaxId : company.Name, company.Id, new Phrase("OwnData.task", company.Name), $"/companies/{company.Id}/changes/{change.Id}",
            Region: company.Region, KeeperId: company.KeeperId), cancellation);
    }
}

/// <summary>What hangs on a change is for staff.</summary>
internal sealed class CompanyChangeMatter(AccountsDb db, Caller caller) : ISubjectOwner
{
    public const string Kind = "company-change";

    public string SubjectKind => Kind;

    public bool IsInternal => true;

    public async Task<Guid> MayAddAsync(Guid subjectId, CancellationToken cancellation)
    {
        await DemandSeenAsync(subjectId, cancellation);
        return await db.Changes.Where(row => row.Id == subjectId).Select(row => row.CompanyId).FirstAsync(cancellation);
    }

    public async Task DemandSeenAsync(Guid subjectId, CancellationToken cancellation)
    {
        if (!caller.IsStaff || !caller.Can(AccountsPermissions.SeeCompanies) || !await db.Changes.AnyAsync(row => row.Id == subjectId, cancellation))
            throw new NotFoundException();
    }

    public Task<IReadOnlyCollection<Guid>> ReadableAsync(IReadOnlyCollection<Guid> fileIds, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyCollection<Guid>>(caller.Can(AccountsPermissions.SeeCompanies) ? fileIds : []);
}
