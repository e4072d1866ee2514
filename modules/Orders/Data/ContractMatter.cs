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

    public async Task<bool> MayReadAsync(Guid fileId, CancellationToken cancellation) =>
        MayRead && await files.FindAsync(fileId, cancellation) is { } file && await db.Contracts.AnyAsync(row => row.Id == file.SubjectId, cancellation);

    private bool MayRead => caller.Can(OrdersPermissions.Prices) || caller.Can(OrdersPermissions.Manage);
}
