using Microsoft.Extensions.Caching.Memory;

namespace Portal.Accounts;

/// <summary>Principals by session and by token, kept for a minute and dropped at once when a person's sessions or rights change on any host.</summary>
internal sealed class PrincipalSource : IPrincipalSource
{
    /// <summary>Everybody's: roles, companies, policies.</summary>
    public const string Topic = "principals";

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;
    private readonly MemoryCache _cache = new(new MemoryCacheOptions());
    private readonly Lock _lock = new();
    private long _changes;

    public PrincipalSource(IServiceScopeFactory scopes, TimeProvider clock, PgListener listener)
    {
        (_scopes, _clock) = (scopes, clock);
        var ofOne = IPrincipalSource.TopicOf(Guid.Empty)[..^Guid.Empty.ToString().Length];
        listener.Touched += topic =>
        {
            if (topic is Topic or PgListener.Everything)
                Forget(null);
            else if (topic.StartsWith(ofOne, StringComparison.Ordinal) && Guid.TryParse(topic.AsSpan(ofOne.Length), out var person))
                Forget(person);
        };
    }

    private void Forget(Guid? person)
    {
        lock (_lock)
        {
            _changes++;
            if (person is null)
                _cache.Clear();
            else
                foreach (var key in _cache.Keys.Where(key => _cache.Get<Known>(key)?.PersonId == person).ToList())
                    _cache.Remove(key);
        }
    }

    public async Task<Principal?> OfSessionAsync(string secret, CancellationToken cancellation)
    {
        var hash = Secrets.Hash(secret);
        var found = await CachedAsync($"session/{Convert.ToHexString(hash)}", async db =>
        {
            var now = _clock.GetUtcNow();
            if (await db.Sessions.AsNoTracking().FirstOrDefaultAsync(it => it.Hash == hash && it.EndedAt == null, cancellation) is not { } session || session.ExpiresAt <= now
                || await LoadAsync(db, session.MembershipId, cancellation) is not { } person || (person.OnlyOwn && session.Way != SignInWay.Company))
                return null;
            var due = now - Session.SeenEvery;
            if (session.LastSeenAt < due)
                await db.Sessions.Where(it => it.Id == session.Id && it.LastSeenAt < due).ExecuteUpdateAsync(set => set.SetProperty(it => it.LastSeenAt, now), cancellation);
            var owes = session.IsStrong ? null : person.HasFactor ? "/sign-in/code" : person.NeedsFactor ? "/sign-in/second-factor" : null;
            var principal = person.Principal with { SessionId = session.Id };
            return new Known(principal.Person, owes is null ? principal : new HalfSignedInPrincipal(principal.Person, session.Id, principal.Language, owes), session.ExpiresAt);
        });
        return found?.Principal;
    }

    public async Task<PersonPrincipal?> OfTokenAsync(string token, CancellationToken cancellation)
    {
        var hash = Secrets.Hash(token);
        var found = await CachedAsync($"token/{Convert.ToHexString(hash)}", async db =>
        {
            var row = await db.Tokens.AsNoTracking().FirstOrDefaultAsync(it => it.Hash == hash && it.RevokedAt == null, cancellation);
            return row is null || row.ExpiresAt <= _clock.GetUtcNow() || await LoadAsync(db, row.MembershipId, cancellation) is not { } owner ? null : new Known(owner.Principal.Person, owner.Principal, row.ExpiresAt);
        });
        return found?.Principal as PersonPrincipal;
    }

    private async Task<Known?> CachedAsync(string key, Func<AccountsDb, Task<Known?>> load)
    {
        var now = _clock.GetUtcNow();
        if (_cache.TryGetValue(key, out Known? known) && (known is null || (known.ExpiresAt > now && known.ReadAt + KeptFor > now)))
            return known;
        var before = Volatile.Read(ref _changes);
        await using var scope = _scopes.AsSystem("accounts", "who calls");
        known = await load(scope.ServiceProvider.GetRequiredService<AccountsDb>()) is { } read ? read with { ReadAt = now } : null;
        lock (_lock)
        {
            // What changed while it was read may be missing in it: such a one is used this once and not kept.
            if (before == _changes)
                _cache.Set(key, known, known is null ? TimeSpan.FromSeconds(2) : KeptFor);
        }

        return known;
    }

    private static async Task<Loaded?> LoadAsync(AccountsDb db, Guid membershipId, CancellationToken cancellation)
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
                IsBlocked = db.Accounts.Any(account => account.Id == it.PersonId && account.BlockedAt != null),
                HasFactor = db.SecondFactors.Any(factor => factor.PersonId == it.PersonId),
                OnlyOwn = db.Policies.Any(policy => policy.CompanyId == it.CompanyId && policy.OnlyOwn && policy.Issuer != ""),
                NeedsFactor = db.Policies.Any(policy => policy.CompanyId == it.CompanyId && policy.SecondFactorRequired),
                it.BranchId,
                it.Reach,
            }).FirstOrDefaultAsync(cancellation);
        if (row is null || row.IsBlocked)
            return null;
        var audience = row.IsOperator ? Audience.Internal : Audience.Customer;
        var roles = await db.Roles.AsNoTracking().Where(role => row.Roles.Contains(role.Key)).ToListAsync(cancellation);
        var permissions = roles.Where(role => role.Audience == audience).SelectMany(role => role.Permissions).ToHashSet();
        return new Loaded(new PersonPrincipal(row.PersonId, row.Name, membershipId, row.CompanyId, row.CompanyName, row.IsOperator, row.Language, permissions)
        {
            BranchId = row.BranchId,
            Reach = await ReachAsync(db, row.CompanyId, row.BranchId, row.Reach, cancellation),
        }, row.HasFactor, row.NeedsFactor, row.OnlyOwn);
    }

    /// <returns>The branches a person sees beside what is their own; null is the whole company. Who is of no branch has none.</returns>
    private static async Task<Guid[]?> ReachAsync(AccountsDb db, Guid companyId, Guid? branchId, BranchReach reach, CancellationToken cancellation) => (reach, branchId) switch
    {
        (BranchReach.Company, _) => null,
        (BranchReach.BranchAndBelow, { } branch) => [.. BranchTree.From(branch, [.. (await db.Branches.AsNoTracking().Where(row => row.CompanyId == companyId).Select(row => new { row.Id, row.ParentId }).ToListAsync(cancellation)).Select(row => (row.Id, row.ParentId))])],
        (BranchReach.Branch, { } branch) => [branch],
        _ => [],
    };

    private sealed record Loaded(PersonPrincipal Principal, bool HasFactor, bool NeedsFactor, bool OnlyOwn);

    private sealed record Known(Guid PersonId, Principal Principal, DateTimeOffset ExpiresAt)
    {
        public DateTimeOffset ReadAt { get; init; }
    }
}
