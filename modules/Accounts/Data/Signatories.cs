using Portal.Contracts.Accounts;

namespace Portal.Accounts;

internal sealed class Signatories(AccountsDb db, Directory directory) : ISignatories
{
    public async Task<IReadOnlyList<Signatory>> OfAsync(Guid companyId, CancellationToken cancellation)
    {
        // Read anew each time: a right taken away a moment ago must not sign any more.
        var members = await db.Memberships.AsNoTracking().Where(row => row.CompanyId == companyId && row.IsActive).OrderBy(row => row.Id)
            .Select(row => new { row.PersonId, row.Roles, row.ApprovalLimit }).ToListAsync(cancellation);
        var roles = await db.Roles.AsNoTracking().Where(role => role.Audience == Audience.Customer).ToDictionaryAsync(role => role.Key, role => role.Permissions, cancellation);
        var people = (await directory.ReadAsync()).People;
        return [.. members.Select(row => new Signatory(
            row.PersonId, people.GetValueOrDefault(row.PersonId)?.Name ?? "", row.ApprovalLimit, row.Roles.SelectMany(role => roles.GetValueOrDefault(role) ?? []).ToHashSet()))];
    }
}
