using Quartz;

namespace Portal.Accounts;

/// <summary>Lets go of what has served: counts of tries that are over, sessions and links long past.</summary>
internal sealed class ForgetSignIns(IServiceScopeFactory scopes, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await using var scope = scopes.AsSystem("accounts", "sign-ins long past");
        var (db, now) = (scope.ServiceProvider.GetRequiredService<AccountsDb>(), clock.GetUtcNow());
        var past = now.AddDays(-90);
        await db.Set<Attempt>().Where(row => row.EndsAt < now).ExecuteDeleteAsync(cancellationToken);
        await db.Sessions.Where(row => row.LastSeenAt < past).ExecuteDeleteAsync(cancellationToken);
        await db.Keys.Where(row => row.ExpiresAt < past).ExecuteDeleteAsync(cancellationToken);
        await db.FirstAccesses.Where(row => row.ExpiresAt < past).ExecuteDeleteAsync(cancellationToken);
    }
}
