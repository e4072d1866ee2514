using System.Globalization;
using Portal.Kernel;
using Portal.Tests.Http;
using Shouldly;

namespace Portal.Tests.Leaks;

/// <summary>A company with a matter of every kind, what others could know it by, and what its own people must not see of it.</summary>
internal sealed class Victim
{
    private static readonly byte[] Text = "portal"u8.ToArray();

    /// <summary>Ids by the step of a route that stands before them.</summary>
    public Dictionary<string, string> Ids { get; } = [];

    /// <summary>Texts that stand on this company's rows only.</summary>
    public List<string> Marks { get; } = [];

    /// <summary>What the operating company keeps to itself: costs, calculations, internal notes and files.</summary>
    public List<string> Internals { get; } = [];

    public required string Customer { get; init; }

    /// <summary>The body of any write: each takes from it what it knows.</summary>
    public object Body { get; private set; } = new { };

    public static async Task<Victim> MakeAsync(RunningHost host, string customer)
    {
        var victim = new Victim { Customer = customer };
        var (api, staff, admin) = (host.Api(customer), host.Api("katarzyna"), host.Api("anna"));
        var title = victim.Mark("tajne");
        var inquiry = await api.SubmitAsync(title, [1370m, 2410m], [Stories.Changing("cover/lamination", "gloss")]);
        await staff.WriteAsync($"inquiries/{inquiry}/margin", new { marginPercent = 17.37m });
        victim.Internals.AddRange(["17.37", "17,37"]);
        await victim.WorkOnAsync(staff, inquiry);
        await staff.PublishAsync(inquiry, victim.Mark("wiadomosc"));
        var shown = await api.ReadAsync($"inquiries/{inquiry}");
        var talked = shown.List("quotes")[0].List("lines")[2];
        await api.WriteAsync($"notes/quoted-cell/{talked.Text("cellId")}", new { text = victim.Mark("komentarz") });
        await staff.WriteAsync($"notes/quoted-cell/{talked.Text("cellId")}", new { text = victim.Hide("wewnetrzny"), isInternal = true });
        victim.Ids["quoted"] = talked.Text("cellId");
        victim.Ids["counter-offers"] = (await api.WriteAsync($"inquiries/{inquiry}/quoted/{talked.Text("cellId")}/counter-offers", new { unitPrice = talked.Amount("unitPrice") - 0.01m, reason = victim.Mark("kontroferta") })).GetValue<string>();
        (await api.AcceptAsync(shown, 0)).Ok();
        victim.Ids["inquiry-templates"] = (await api.WriteAsync($"inquiries/{inquiry}/template", new { name = victim.Mark("szablon") })).ToString();
        var order = (await api.OrdersOfAsync(inquiry))[0];
        await admin.WriteAsync($"orders/{order}/confirm");
        await admin.WriteAsync($"orders/{order}/milestones", new { milestone = "in-production", note = victim.Hide("przestoj"), seenBy = "internal" });
        victim.Ids["repeats"] = (await api.WriteAsync($"orders/{order}/repeat", new { quantities = new[] { 1500 } })).Text("inquiryId");
        var document = (await admin.WriteAsync($"orders/{order}/documents", new { kind = "sheet", note = victim.Mark("arkusz") })).Text("documentId");
        await victim.AskAsync(host, api, staff, inquiry);
        var own = (await api.UploadAsync("inquiry", inquiry, victim.Mark("plik") + ".png", Pictures.Png(40, 30))).Ok();
        (await api.DownloadAsync($"files/{own.Text("id")}/preview")).ShouldNotBeEmpty();
        var kept = (await staff.UploadAsync("inquiry", inquiry, victim.Hide("notatka") + ".txt", Text)).Ok();
        victim.Ids["views"] = (await api.WriteAsync("views", new { list = "inquiries", name = victim.Mark("widok"), query = "q=a" })).GetValue<string>();
        var far = Days.In(300);
        victim.Ids["absences"] = (await admin.ReadAsync("absences")).List("rows").FirstOrDefault()?.Text("id") ?? (await admin.WriteAsync("absences", new { from = far, until = far })).GetValue<string>();
        victim.Ids["documents"] = document;
        victim.Ids["registrations"] = Guid.CreateVersion7().ToString();
        victim.Ids["merge"] = Guid.CreateVersion7().ToString();
        victim.Ids["import"] = victim.Ids["company-imports"] = Guid.CreateVersion7().ToString();
        victim.Ids["changes"] = Guid.CreateVersion7().ToString();
        // What failed on its way is the administrator's alone, whichever it is.
        victim.Ids["deliveries"] = Guid.CreateVersion7().ToString();
        await victim.CollectAsync(api, admin, inquiry, order, own.Text("id"), kept.Text("id"));
        return victim;
    }

    /// <summary>What staff make of a calculation and say about it is their own.</summary>
    private async Task WorkOnAsync(Api staff, string inquiry)
    {
        var cell = (await staff.ReadAsync($"inquiries/{inquiry}")).List("items")[0].List("cells")[0].Text("id");
        var line = DeskStories.Leaves((await staff.CellAsync(inquiry, cell))["tree"]!).First();
        await staff.OverrideAsync(inquiry, cell, line.Path, line.Node.Amount("amount") + 7.77m, Hide("powod"));
        await staff.WriteAsync($"notes/cell/{cell}", new { text = Hide("kartka") });
    }

    /// <summary>A link to its quote, the deed of its acceptance, and what a stranger asked in its name.</summary>
    private async Task AskAsync(RunningHost host, Api api, Api staff, string inquiry)
    {
        var seen = await api.ReadAsync($"inquiries/{inquiry}");
        Ids["acceptances"] = seen.List("acceptances")[0].Text("id");
        var link = await staff.WriteAsync($"inquiries/{inquiry}/quotes/{seen.List("quotes")[0].Text("id")}/links", new { forWhom = Mark("odbiorca"), scope = "decide" });
        Ids["links"] = link.Text("id");
        var (email, title) = ($"{Hide("pytanie")}@kormoran.example", Hide("zapytanie"));
        (await host.Api().PostAsync("asks", new { productType = Stories.Book, title, name = "Ktoś", email, company = "Firma", spec = await api.SampleAsync(), quantities = new[] { 300 }, consent = true })).Ok();
        var mail = await Eventually.GetAsync("the mail that confirms", () => Task.FromResult(host.Mails().FirstOrDefault(mail => mail.To.Contains(email))));
        await host.Api().WriteAsync($"asks/confirm/{mail.Text.Split("/ask/confirm/")[1].Split((char[])['\r', '\n', ' '])[0]}");
        Ids["asks"] = (await staff.ReadAsync($"asks?q={Uri.EscapeDataString(title)}")).List("rows")[0].Text("id");
    }

    private async Task CollectAsync(Api customer, Api admin, string inquiry, string order, string file, string keptFile)
    {
        var shown = await admin.ReadAsync($"inquiries/{inquiry}");
        var ordered = await admin.ReadAsync($"orders/{order}");
        var (cells, quote) = (shown.List("items")[0].List("cells"), shown.List("quotes")[0]);
        var company = await admin.ReadAsync($"companies/{shown.Text("companyId")}");
        var task = (await admin.ReadAsync($"tasks?show=all&q={Uri.EscapeDataString(ordered.Text("number"))}")).List("rows").FirstOrDefault()
            ?? (await admin.ReadAsync($"tasks?show=done&q={Uri.EscapeDataString(shown.Text("number"))}")).List("rows")[0];
        foreach (var (step, id) in new (string, string)[]
        {
            ("inquiries", inquiry), ("orders", order), ("files", file), ("kept-files", keptFile), ("companies", shown.Text("companyId")), ("tasks", task.Text("id")), ("quotes", quote.Text("id")),
            ("cells", cells[0].Text("id")), ("calculations", cells[0]["work"]!.Text("calculationId")), ("inquiry", inquiry),
            ("milestones", ordered.List("milestones").SelectMany(milestone => milestone.List("reached")).Last().Text("id")),
            ("notices", (await customer.ReadAsync("notices")).List("rows")[0].Text("id")),
            ("routing-rules", (await admin.ReadAsync("routing-rules")).List("rules")[0].Text("id")),
            ("sessions", Guid.NewGuid().ToString()), ("milestone-definitions", "received"), ("milestone-visibilities", Guid.NewGuid().ToString()), ("people", company.List("people")[0].Text("id")),
            ("branches", (await admin.PostAsync($"companies/{shown.Text("companyId")}/branches", new { name = Mark("oddzial") })).Ok().ToString()), ("addresses", company["company"]!.List("addresses")[0].Text("id")),
            ("contracts", (await admin.PostAsync($"companies/{shown.Text("companyId")}/contracts", new { title = Mark("umowa"), validFrom = "2026-01-01" })).Ok().ToString()),
        })
            Ids[step] = id;
        Marks.Add(ordered.List("documents")[0].Text("sha256"));
        Marks.AddRange([shown.Text("number"), quote.Text("number"), ordered.Text("number"), task.Text("number"), company["company"]!.Text("name"), company["company"]!.Text("taxId"), quote.Text("pdfSha256")]);
        Marks.AddRange(company.List("people").SelectMany(person => new[] { person.Text("name"), person.Text("email") }));
        Marks.AddRange(quote.List("lines").SelectMany(line => Written(line.Amount("total"))));
        Internals.AddRange(cells.SelectMany(cell => Written(cell["work"]!.Amount("cost"))));
        Internals.AddRange(cells.Select(cell => cell["work"]!.Text("calculationId")));
        Body = new
        {
            title = "obce",
            forWhom = "obce",
            reason = "obce",
            note = "obce",
            text = "obce",
            marginPercent = 1,
            discountPercent = 1,
            path = "cost/overhead",
            amount = 1,
            label = "obce",
            validUntil = Days.In(9),
            lines = new[] { quote.List("lines")[1].Text("id") },
            items = new[] { new { quantities = new[] { 1 } } },
            milestone = "ready",
            quantities = new[] { 900 },
            day = "2099-01-01",
            validFrom = "2099-01-01",
            name = "obce",
            street = "obce",
            postCode = "00-950",
            city = "obce",
            department = "office",
            dueHours = 8,
            @base = "EUR",
            quote = "PLN",
            value = 1,
        };
    }

    private string Mark(string word) => Keep(Marks, word);

    private string Hide(string word) => Keep(Internals, word);

    private static string Keep(List<string> list, string word)
    {
        list.Add($"{word}-{Guid.NewGuid():N}");
        return list[^1];
    }

    /// <summary>As JSON, and as each of the four languages writes it.</summary>
    private static IEnumerable<string> Written(decimal amount) =>
        Languages.All.Select(language => Show.Amount(amount, Languages.Culture(language))).Append(amount.ToString("0.00", CultureInfo.InvariantCulture)).Distinct();
}
