using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;

namespace Portal.Accounts;

/// <summary>Principals by membership and by token, kept for a minute and dropped at once when somebody's rights change on any host.</summary>
internal sealed class PrincipalSource : IPrincipalSource
{
    public const string Topic = "principals";

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;
    private MemoryCache _cache = new(new MemoryCacheOptions());

    public PrincipalSource(IServiceScopeFactory scopes, TimeProvider clock, PgListener listener)
    {
        (_scopes, _clock) = (scopes, clock);
        listener.Touched += topic =>
        {
            if (topic is Topic or PgListener.Everything)
                Interlocked.Exchange(ref _cache, new MemoryCache(new MemoryCacheOptions())).Dispose();
        };
    }

    public async Task<PersonPrincipal?> OfSessionAsync(Guid membershipId, string stamp, CancellationToken cancellation)
    {
        var found = await CachedAsync($"session/{membershipId}", db => LoadAsync(db, membershipId, cancellation));
        return found is { } known && known.Stamp == stamp ? known.Principal : null;
    }

    public async Task<PersonPrincipal?> OfTokenAsync(string token, CancellationToken cancellation)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        var found = await CachedAsync($"token/{Convert.ToHexString(hash)}", async db =>
        {
            var row = await db.Tokens.AsNoTracking().FirstOrDefaultAsync(it => it.Hash == hash && it.RevokedAt == null, cancellation);
            return row is null || await LoadAsync(db, row.MembershipId, cancellation) is not { } owner ? null : owner with { ExpiresAt = row.ExpiresAt };
        });
        return found is { } known && known.ExpiresAt > _clock.GetUtcNow() ? known.Principal : null;
    }

    private async Task<Known?> CachedAsync(string key, Func<AccountsDb, Task<Known?>> load)
    {
        if (_cache.TryGetValue(key, out Known? known))
            return known;
        await using var scope = _scopes.AsSystem("accounts", "who calls");
        known = await load(scope.ServiceProvider.GetRequiredService<AccountsDb>());
        return _cache.Set(key, known, known is null ? TimeSpan.FromSeconds(2) : KeptFor);
    }

    private static async Task<Known?> LoadAsync(AccountsDb db, Guid membershipId, CancellationToken cancellation)
    {
        var row = await db.Memberships.AsNoTracking().Where(it => it.Id == membershipId && it.IsActive)
            .Select(it => new
            {
                it.PersonId,
                it.Person.Name,
                it.Person.Language,
                it.CompanyId,
                CompanyName = it.Company.Name,
                it.Company.IsOperator,
                it.Roles,
                it.BranchId,
                it.Reach,
                Stamp = db.Accounts.Where(account => account.Id == it.PersonId).Select(account => account.SecurityStamp).FirstOrDefault(),
            }).FirstOrDefaultAsync(cancellation);
        if (row is null)
            return null;
        var audience = row.IsOperator ? Audience.Internal : Audience.Customer;
        var roles = await db.Roles.AsNoTracking().Where(role => row.Roles.Contains(role.Key)).ToListAsync(cancellation);
        var permissions = roles.Where(role => role.Audience == audience).SelectMany(role => role.Permissions).ToHashSet();
        return new Known(new PersonPrincipal(row.PersonId, row.Name, membershipId, row.CompanyId, row.CompanyName, row.IsOperator, row.Language, permissions)
        {
            BranchId = row.BranchId,
            Reach = await ReachAsync(db, row.CompanyId, row.BranchId, row.Reach, cancellation),
        }, row.Stamp ?? "", DateTimeOffset.MaxValue);
    }

    /// <returns>The branches a person sees beside what is their own; null is the whole company. Who is of no branch has none.</returns>
    private static async Task<Guid[]?> ReachAsync(AccountsDb db, Guid companyId, Guid? branchId, BranchReach reach, CancellationToken cancellation) => (reach, branchId) switch
    {
        (BranchReach.Company, _) => null,
        (BranchReach.BranchAndBelow, { } branch) => [.. BranchTree.From(branch, [.. (await db.Branches.AsNoTracking().Where(row => row.CompanyId == companyId).Select(row => new { row.Id, row.ParentId }).ToListAsync(cancellation)).Select(row => (row.Id, row.ParentId))])],
        (BranchReach.Branch, { } branch) => [branch],
        _ => [],
    };

    private sealed record Known(PersonPrincipal Principal, string Stamp, DateTimeOffset ExpiresAt);
}
