using Microsoft.AspNetCore.Identity;

namespace Portal.Accounts;

/// <summary>How people came in and from where. All of it goes with the person: nothing of it is needed by books or law.</summary>
internal sealed class WaysInData(AccountsDb db) : IPersonalData
{
    public string Name => "sign-ins";

    public async Task<object?> ExportAsync(Guid person, CancellationToken cancellation) => new
    {
        Sessions = await db.Sessions.AsNoTracking().Where(row => row.PersonId == person).OrderBy(row => row.Id).Select(row => new { row.Way, row.CreatedAt, row.LastSeenAt, row.EndedAt, row.Device, row.Address }).ToListAsync(cancellation),
        Changes = await db.Events.AsNoTracking().Where(row => row.PersonId == person).OrderBy(row => row.Id).Select(row => new { row.At, row.What, row.Detail, row.Address }).ToListAsync(cancellation),
        Passkeys = (await db.Passkeys.AsNoTracking().Where(row => row.UserId == person).ToListAsync(cancellation)).Select(row => new { row.Data.Name, row.Data.CreatedAt }),
        SecondFactorSince = await db.SecondFactors.AsNoTracking().Where(row => row.PersonId == person).Select(row => (DateTimeOffset?)row.EnabledAt).FirstOrDefaultAsync(cancellation),
    };

    public async Task EraseAsync(Guid person, CancellationToken cancellation)
    {
        await db.Sessions.Where(row => row.PersonId == person).ExecuteDeleteAsync(cancellation);
        await db.Keys.Where(row => row.PersonId == person).ExecuteDeleteAsync(cancellation);
        await db.SecondFactors.Where(row => row.PersonId == person).ExecuteDeleteAsync(cancellation);
        await db.RecoveryCodes.Where(row => row.PersonId == person).ExecuteDeleteAsync(cancellation);
        await db.FirstAccesses.Where(row => row.PersonId == person).ExecuteDeleteAsync(cancellation);
        await db.Events.Where(row => row.PersonId == person).ExecuteDeleteAsync(cancellation);
        await db.Passkeys.Where(row => row.UserId == person).ExecuteDeleteAsync(cancellation);
        await db.Set<IdentityUserLogin<Guid>>().Where(row => row.UserId == person).ExecuteDeleteAsync(cancellation);
        await db.Accounts.Where(row => row.Id == person).ExecuteDeleteAsync(cancellation);
        db.Touch(IPrincipalSource.TopicOf(person));
        await db.SaveChangesAsync(cancellation);
    }
}
