using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts.Accounts;
using Portal.Kernel.Mail;
using Portal.PluginSdk;
using Quartz;

namespace Portal.Kernel;

/// <summary>Once a day, from the set hour of the operator's day on: one mail a person with what they chose to be told together.</summary>
internal sealed class SendDigests(IServiceScopeFactory scopes, OperatorClock clock, IConfiguration configuration) : IJob
{
    private const int MostLines = 50;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (clock.Local(clock.Now).Hour < configuration.GetValue("Portal:Notices:DigestHour", 7))
            return;
        foreach (var (person, company) in await WaitingAsync(cancellationToken))
            await SendAsync(person, company, cancellationToken);
    }

    private async Task<List<(Guid Person, Guid Company)>> WaitingAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.AsSystem("kernel", "digest");
        var today = clock.EndOf(clock.Today.AddDays(-1));
        var waiting = await scope.ServiceProvider.GetRequiredService<KernelDb>().Set<Notice>().Where(row => row.WaitsForDigest && row.At < today)
            .Select(row => new { row.PersonId, row.CompanyId }).Distinct().ToListAsync(cancellation);
        return [.. waiting.Select(row => (row.PersonId, row.CompanyId))];
    }

    /// <summary>One transaction a person: what fails leaves theirs to the next run, and nobody else's.</summary>
    private async Task SendAsync(Guid personId, Guid companyId, CancellationToken cancellation)
    {
        await using var scope = scopes.AsSystem("kernel", "digest");
        var services = scope.ServiceProvider;
        var (session, db, people) = (services.GetRequiredService<DbSession>(), services.GetRequiredService<KernelDb>(), services.GetRequiredService<IPeople>());
        await session.BeginAsync(cancellation);
        var rows = await db.Set<Notice>().FromSql($"select * from portal.notice where person_id = {personId} and company_id = {companyId} and waits_for_digest order by id for update skip locked").ToListAsync(cancellation);
        foreach (var row in rows)
            row.WaitsForDigest = false;
        await db.SaveChangesAsync(cancellation);
        var kinds = services.GetRequiredService<Installed>().Notices.ToDictionary(kind => kind.Key);
        var still = new List<Notice>();
        foreach (var row in rows.Where(row => row.SeenAt is null && kinds.ContainsKey(row.Kind)))
        {
            if (await people.HoldsAsync(personId, companyId, kinds[row.Kind].Permission, cancellation))
                still.Add(row);
        }

        if (still.Count > 0 && await people.FindAsync(personId, cancellation) is { } person)
        {
            List<Phrase> lines = [.. still.Take(MostLines).Select(row => row.Subject)];
            if (still.Count > MostLines)
                lines.Add(new Phrase("notices.digest.more", still.Count - MostLines));
            await services.GetRequiredService<PersonMail>().SendAsync(
                person, new PersonLetter($"digest-{still[^1].Id:N}", new Phrase("notices.digest.subject", still.Count, DateOnly.FromDateTime(clock.Local(clock.Now).DateTime)), lines, "notices.digest.open", "/notices") { Kind = "digest" }, cancellation);
        }

        await session.CommitAsync(cancellation);
    }
}
