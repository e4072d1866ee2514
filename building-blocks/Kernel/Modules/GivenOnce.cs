using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Portal.Kernel;

/// <summary>
/// Remembers what set-ups gave an installation, so that each thing is given once: what a new release brings reaches those that are there already,
/// and what the company took away does not come back.
/// </summary>
public sealed class GivenOnce(KernelDb db)
{
    /// <param name="what">Names the things, as "workflow.rules".</param>
    /// <param name="all">All that this release gives.</param>
    /// <param name="isOld">Whether an installation that remembers nothing yet had the thing from its beginning.</param>
    /// <param name="give">Gives what was never given and saves it. Run again after a crash it finds that done.</param>
    public async Task GiveAsync(string what, IReadOnlyCollection<string> all, Func<string, bool> isOld, Func<IReadOnlyList<string>, Task> give, CancellationToken cancellation)
    {
        var key = $"given.{what}";
        var memory = await db.Settings.FirstOrDefaultAsync(row => row.Key == key, cancellation);
        var given = memory is null ? [.. all.Where(isOld)] : JsonSerializer.Deserialize<List<string>>(memory.Value, Json.Options)!;
        if (memory is not null && all.All(given.Contains))
            return;
        await give([.. all.Except(given)]);
        if (memory is null)
            db.Settings.Add(memory = new Setting(key, ""));
        memory.Value = JsonSerializer.Serialize(given.Union(all).Order(StringComparer.Ordinal), Json.Options);
        await db.SaveChangesAsync(cancellation);
    }
}
