namespace Portal.Orders;

/// <summary>Files of a contract: staff add them, the client's people who may see prices read them as long as the contract is kept.</summary>
internal sealed class ContractMatter(OrdersDb db, Caller caller, FileStore files) : ISubjectOwner
{
    public string SubjectKind => "contract";

    public async Task<Guid> MayAddAsync(Guid subjectId, CancellationToken cancellation)
    {
        var contract = await db.Contracts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == subjectId, cancellation) ?? throw new NotFoundException();
        caller.Require(OrdersPermissions.Manage);
        return contract.CompanyId;
    }

    public async Task DemandSeenAsync(Guid subjectId, CancellationToken cancellation)
    {
        if (!MayRead || !await db.Contracts.AnyAsync(row => row.Id == subjectId, cancellation))
            throw new NotFoundException();
    }

    /// <summary>A contract that was taken back takes its files with it.</summary>
    public async Task<IReadOnlyCollection<Guid>> ReadableAsync(IReadOnlyCollection<Guid> fileIds, CancellationToken cancellation)
    {
        var readable = new List<Guid>();
        foreach (var id in MayRead ? fileIds : [])
        {
            if (await files.FindAsync(id, cancellation) is { } file && await db.Contracts.AnyAsync(row => row.Id == file.SubjectId, cancellation))
                readable.Add(id);
        }

        return readable;
    }

    private bool MayRead => caller.Can(OrdersPermissions.Prices) || caller.Can(OrdersPermissions.Manage);
}
