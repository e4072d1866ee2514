using Npgsql;

namespace Portal.Bench;

/// <summary>
/// What the product is measured against: Kestrel and Npgsql with the fewest queries for the same bytes. No rights, no model, no components; the pages are
/// templates cut from the product's own answers, filled with rows read from the database at each request.
/// </summary>
internal static class BareProgram
{
    public const string Ready = "The bare program is ready.";

    /// <summary>Settings: connection, port, capture (the folder with list.html and inquiry.html), inquiry, quote, acceptance.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        var (settings, port) = (builder.Configuration, builder.Configuration["port"]);
        builder.WebHost.UseUrls($"http://localhost:{port}");
        await using var source = NpgsqlDataSource.Create(settings["connection"]!);
        var clock = TimeProvider.System;
        var list = new ListPage(source, await File.ReadAllTextAsync(Path.Combine(settings["capture"]!, "list.html")));
        var inquiry = new InquiryPage(source, await File.ReadAllTextAsync(Path.Combine(settings["capture"]!, "inquiry.html")), Guid.Parse(settings["inquiry"]!));
        var quotes = await QuoteWriter.LoadAsync(source, clock, Guid.Parse(settings["quote"]!));
        var acceptances = await AcceptanceWriter.LoadAsync(source, clock, Guid.Parse(settings["acceptance"]!));
        await list.LearnAsync();

        await using var app = builder.Build();
        app.MapGet("/inquiries", (HttpContext http) => list.WriteAsync(http));
        app.MapGet("/inquiry", (HttpContext http) => inquiry.WriteAsync(http));
        app.MapPost("/quotes/{id:guid}", async (Guid id, HttpContext http) => await Answer(http, await quotes.WriteAsync(id, http.RequestAborted)));
        app.MapPost("/acceptances/{id:guid}", async (Guid id, HttpContext http) => await Answer(http, await acceptances.WriteAsync(id, http.RequestAborted)));
        app.MapPost("/plain-quotes", async (HttpContext http) => await Answer(http, await PlainQuote.WriteAsync(source, clock, http.RequestAborted)));
        await app.StartAsync();
        Console.WriteLine(Ready);
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static Task Answer(HttpContext http, Guid id)
    {
        http.Response.ContentType = "application/json";
        var body = System.Text.Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","number":"OF/2026/000001","version":1}""");
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body).AsTask();
    }
}
