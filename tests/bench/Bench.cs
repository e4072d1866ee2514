using Npgsql;

namespace Portal.Bench;

/// <summary>The whole run: start, fill, measure, report.</summary>
internal static class Bench
{
    private static readonly string Repository = FindRepository();

    public static async Task<int> RunAsync(Options options)
    {
        var data = Directory.CreateTempSubdirectory("portal-bench-").FullName;
        var report = new Report(options) { Calibration = Calibration.Milliseconds() };
        try
        {
            await using (var host = await PortalHost.StartAsync(Repository, data))
                await MeasureAsync(host, data, options, report);
            Console.WriteLine("Starting a second time");
            await using (var again = await PortalHost.StartAsync(Repository, data))
                report.Start = again.ReadyIn;
            var text = report.Markdown();
            Console.WriteLine();
            Console.WriteLine(text);
            if (!options.Quick)
                await File.WriteAllTextAsync(Path.Combine(Repository, "tests", "bench", "results.md"), text);
            return 0;
        }
        finally
        {
            if (options.Keep)
                Console.WriteLine($"The data folder is {data}");
            else
                Directory.Delete(data, recursive: true);
        }
    }

    private static async Task MeasureAsync(PortalHost host, string data, Options options, Report report)
    {
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        await connection.OpenAsync();
        using var buyer = Visitor.WithToken(host, host.Person("ewa.kaminska"));
        using var estimator = Visitor.WithToken(host, host.Person("tomasz.kaczmarek"));
        using var staff = await Visitor.SignInAsync(host, host.Person("tomasz.kaczmarek"));
        using var customer = await Visitor.SignInAsync(host, host.Person("oliver.grant"));
        var sample = SixtyCells.Engine(Repository).Spec.ToJson();

        Console.WriteLine($"Filling {options.Inquiries} inquiries");
        var prototype = await SendAsync(buyer, sample);
        var pool = await Filling.RunAsync(connection, prototype, options);
        Console.WriteLine("Sixty cells");
        report.Cells = await SixtyCells.MeasureAsync(buyer, Repository, options);
        report.FirstVisit = await Visits.MeasureAsync(customer, $"/inquiries/{report.Cells.Last}");
        var quote = (await estimator.PostAsync($"inquiries/{await SendAsync(buyer, sample)}/quotes", new { validUntil = InTwoWeeks() })).GetProperty("id").GetGuid();
        var sold = await SendAsync(buyer, sample);
        var accepted = (await estimator.PostAsync($"inquiries/{sold}/quotes", new { validUntil = InTwoWeeks() })).GetProperty("id").GetGuid();
        await Outbox.EmptyAsync(connection);
        var acceptance = (await buyer.PostAsync($"inquiries/{sold}/quotes/{accepted}/accept", new { lines = new[] { await Acceptances.FirstLineAsync(connection, accepted) } })).GetProperty("acceptanceId").GetGuid();
        if (options.LogQueries)
            report.Statements = await StatementCount.MeasureAsync(connection, data, staff, estimator, report.Cells.Last, prototype, InTwoWeeks());
        await Outbox.EmptyAsync(connection);

        await File.WriteAllTextAsync(Path.Combine(data, "list.html"), await staff.Http.GetStringAsync("/inquiries"));
        await File.WriteAllTextAsync(Path.Combine(data, "inquiry.html"), await staff.Http.GetStringAsync($"/inquiries/{report.Cells.Last}"));
        var port = Child.FreePort();
        await using var bare = Child.Start(
            AppContext.BaseDirectory,
            [Path.Combine(AppContext.BaseDirectory, "Portal.Bench.dll"), "bare", $"--connection={host.ConnectionString}", $"--port={port}", $"--capture={data}", $"--inquiry={report.Cells.Last}", $"--quote={quote}", $"--acceptance={acceptance}"],
            BareProgram.Ready);
        await bare.HeardAsync(BareProgram.Ready);
        await CompareAsync(port, staff, report);

        var (a, b) = (new LoadGenerator(host.Port, host.ProcessorTime), new LoadGenerator(port, bare.ProcessorTime));
        var list = RawConnection.Get("/inquiries", staff.CookieHeader + "\r\n");
        var page = RawConnection.Get($"/inquiries/{report.Cells.Last}", staff.CookieHeader + "\r\n");
        var (bareList, barePage, plain) = (RawConnection.Get("/inquiries", ""), RawConnection.Get("/inquiry", ""), RawConnection.Post("/plain-quotes", "", "{}"));
        report.Ratios.Add(await Ratio.MeasureAsync($"List page, 50 of {options.Inquiries:N0}", options, a, _ => list, b, _ => bareList));
        report.Ratios.Add(await Ratio.MeasureAsync("Inquiry page, 60 cells", options, a, _ => page, b, _ => barePage));
        report.PlainQuotes = (await b.RunAsync(_ => plain, options.WarmUp, options.Length)).PerSecond;
        report.Ratios.Add(await QuotesAsync(host, options, report, connection, pool, a, b));
        report.Ratios.Add(await Acceptances.MeasureAsync(host, options, connection, pool, quote, a, b));
        report.Resident = host.Resident;
        report.Live = await LiveReaders.MeasureAsync(host, customer, estimator, sold);
        report.BareResident = bare.Resident();
    }

    private static async Task<Ratio> QuotesAsync(PortalHost host, Options options, Report report, NpgsqlConnection connection, IReadOnlyList<Guid> pool, LoadGenerator product, LoadGenerator bare)
    {
        var (header, body) = ($"Authorization: Bearer {host.Person("tomasz.kaczmarek").Token}\r\n", $$"""{"validUntil":"{{InTwoWeeks()}}"}""");
        var half = pool.Count / 2;
        var ofProduct = pool.Take(half).Select(id => RawConnection.Post($"/api/v1/inquiries/{id}/quotes", header, body)).ToList();
        var ofBare = pool.Skip(half).Select(id => RawConnection.Post($"/quotes/{id}", "", body)).ToList();
        // Each turn goes on where the last one ended, so that each inquiry is quoted for the first time as long as there are any.
        var (a, b) = (-1, -1);
        return await Ratio.MeasureAsync(
            "Quote of 5 cells, with its paper", options, product, _ => ofProduct[Interlocked.Increment(ref a) % half], bare, _ => ofBare[Interlocked.Increment(ref b) % half],
            async () => report.MailsPerSecond.Add(await Outbox.EmptyAsync(connection)));
    }

    private static async Task<Guid> SendAsync(Visitor buyer, System.Text.Json.Nodes.JsonNode spec)
    {
        var id = (await buyer.PostAsync("inquiries", Specs.Five(spec))).GetProperty("id").GetGuid();
        await buyer.PostAsync($"inquiries/{id}/submit", new { });
        return id;
    }

    /// <summary>The bare program's pages must be the product's: the same rows to the byte, the rest to the length of its tokens.</summary>
    private static async Task CompareAsync(int port, Visitor staff, Report report)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
        foreach (var (name, ours, theirs) in new[] { ("list", "/inquiries", "/inquiries"), ("inquiry", $"/inquiries/{report.Cells!.Last}", "/inquiry") })
        {
            var (product, bare) = (await staff.Http.GetStringAsync(ours), await http.GetStringAsync(theirs));
            var (from, until) = (ListPage.Table(product), ListPage.Table(bare));
            var same = product.AsSpan(from.Begin..from.End).SequenceEqual(bare.AsSpan(until.Begin..until.End));
            report.Pages.Add($"{name} page {product.Length:N0} bytes against {bare.Length:N0}, rows {(same ? "the same to the byte" : "NOT the same")}");
            if (!same)
            {
                var at = product.AsSpan(from.Begin..from.End).CommonPrefixLength(bare.AsSpan(until.Begin..until.End));
                Console.Error.WriteLine($"The rows of the {name} page differ:\n{Around(product, from.Begin + at)}\n---\n{Around(bare, until.Begin + at)}");
            }
        }
    }

    private static string Around(string html, int place) => html[Math.Max(0, place - 200)..Math.Min(html.Length, place + 200)];

    private static string InTwoWeeks() => DateTime.UtcNow.AddDays(14).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The benchmark must lie in the repository, and no Portal.sln was found above it.");
    }
}
