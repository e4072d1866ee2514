using Npgsql;

namespace Portal.Bench;

/// <summary>Statements the database saw for a request, from its log.</summary>
internal static class StatementCount
{
    public static async Task<IReadOnlyList<string>> MeasureAsync(NpgsqlConnection connection, string data, Visitor staff, Visitor estimator, Guid inquiry, Guid toQuote, string validUntil)
    {
        var folder = Path.Combine(data, "postgres");
        await File.AppendAllTextAsync(Path.Combine(folder, "data", "own.conf"), "log_min_duration_statement = 0\nlog_line_prefix = '@%a '\n");
        await ReloadAsync(folder);
        var log = Path.Combine(folder, "log");
        var result = new List<string>
        {
            await CountAsync("list page", () => staff.Http.GetStringAsync("/inquiries")),
            await CountAsync("inquiry page", () => staff.Http.GetStringAsync($"/inquiries/{inquiry}")),
            await CountAsync("quote", () => estimator.PostAsync($"inquiries/{toQuote}/quotes", new { validUntil })),
        };
        await File.WriteAllTextAsync(Path.Combine(folder, "data", "own.conf"), "");
        await ReloadAsync(folder);
        return result;

        async Task<string> CountAsync(string name, Func<Task> visit)
        {
            // Once before, so that what is kept in memory is there.
            if (name != "quote")
                await visit();
            await Task.Delay(500);
            var from = new FileInfo(log).Length;
            await visit();
            await Task.Delay(300);
            await using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Seek(from, SeekOrigin.Begin);
            using var reader = new StreamReader(stream);
            var lines = (await reader.ReadToEndAsync()).Split('\n').Where(line => line.StartsWith("@Portal ", StringComparison.Ordinal) && line.Contains("duration: ", StringComparison.Ordinal)).ToList();
            Console.WriteLine($"--- {name}\n{string.Join('\n', lines.Select(line => line.Length > 220 ? line[..220] : line))}");
            return $"{name}: {lines.Count(line => line.Contains(" execute ", StringComparison.Ordinal) || line.Contains(" statement: ", StringComparison.Ordinal))} statements";
        }
    }

    private static async Task ReloadAsync(string folder)
    {
        var id = (await File.ReadAllLinesAsync(Path.Combine(folder, "data", "postmaster.pid")))[0];
        using var ask = System.Diagnostics.Process.Start("kill", ["-HUP", id]);
        await ask.WaitForExitAsync();
        await Task.Delay(500);
    }
}
