using System.Text.Json.Nodes;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Versions side by side, comments, counter-offers, changes after the answer, and the end of a quote: INQ-04, INQ-05, INQ-06, INQ-12.</summary>
public sealed class NegotiationTests(SharedHost shared) : HttpTest(shared)
{
    private static readonly DateOnly Today = Days.Today;

    private Api Ewa => Host.Api("ewa");

    private Api Staff => Host.Api("katarzyna");

    [Fact]
    public async Task Versions_stay_open_side_by_side_and_each_cell_is_accepted_once_over_all_of_them()
    {
        var id = (await Host.QuotedAsync("ewa", "Dwie otwarte", [200m, 400m])).Text("id");
        var cells = Cells(await Ewa.ReadAsync($"inquiries/{id}"));
        await Staff.WriteAsync($"inquiries/{id}/discount", new { discountPercent = 5 });
        await Staff.WriteAsync($"inquiries/{id}/quotes", new { validUntil = Today.AddDays(5), keepsEarlier = true, cells = new[] { cells[0] } });

        var quotes = (await Ewa.ReadAsync($"inquiries/{id}")).List("quotes");
        quotes.Select(quote => (quote.Amount("version"), quote.Text("state"), quote.List("lines").Count)).ShouldBe([(2m, "published", 1), (1m, "published", 2)]);
        quotes[1].List("lines")[0].Amount("newerIn").ShouldBe(2);

        // The same cell from both versions at once: one wins, the other is told.
        var answers = await Task.WhenAll(quotes.Select(quote => Ewa.PostAsync($"inquiries/{id}/quotes/{quote.Text("id")}/accept", new { lines = new[] { quote.List("lines").First(line => line.Text("cellId") == cells[0]).Text("id") } })));
        answers.Select(answer => answer.Status).Order().ShouldBe([200, 422]);
        var shown = await Ewa.ReadAsync($"inquiries/{id}");
        shown.Text("state").ShouldBe("partlyAccepted");
        shown.List("acceptances").Count.ShouldBe(1);
        (await Ewa.OrdersOfAsync(id)).Count.ShouldBe(1);

        // The other cell is still open in the first version.
        var first = shown.List("quotes").First(quote => quote.Amount("version") == 1);
        first.List("lines").First(line => line.Text("cellId") == cells[0])["isDecided"]!.GetValue<bool>().ShouldBeTrue();
        await Ewa.WriteAsync($"inquiries/{id}/quotes/{first.Text("id")}/accept", new { lines = new[] { first.List("lines").First(line => line.Text("cellId") == cells[1]).Text("id") }, requestedDate = Today.AddDays(40), costCentre = "MPK-7" });
        (await Ewa.ReadAsync($"inquiries/{id}")).Text("state").ShouldBe("accepted");
    }

    [Fact]
    public async Task Withdrawing_the_inquiry_ends_its_open_counter_offers_and_their_work()
    {
        var inquiry = await Host.QuotedAsync("ewa", "Wycofane z kontrofertą", [200m]);
        var (id, line) = (inquiry.Text("id"), inquiry.List("quotes")[0].List("lines")[0]);
        var offer = (await Ewa.WriteAsync($"inquiries/{id}/quoted/{line.Text("cellId")}/counter-offers", new { unitPrice = line.Amount("unitPrice") - 0.01m, reason = "taniej" })).GetValue<string>();
        var address = $"tasks?show=all&q={Uri.EscapeDataString(inquiry.Text("number"))}";
        (await Staff.ReadAsync(address)).List("rows").ShouldContain(task => task.Text("kind") == "quote.counterOffer");

        await Ewa.WriteAsync($"inquiries/{id}/withdraw", new { reason = "zmiana planów" });

        (await Ewa.ReadAsync($"inquiries/{id}")).List("counterOffers").ShouldHaveSingleItem().Text("state").ShouldNotBe("open");
        (await Staff.PostAsync($"inquiries/{id}/counter-offers/{offer}/accept", new { validUntil = Today.AddDays(9) })).Status.ShouldBe(422);
        (await Staff.PostAsync($"inquiries/{id}/counter-offers/{offer}/decline", new { reason = "x" })).Status.ShouldBe(422);
        (await Staff.ReadAsync(address)).List("rows").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_version_is_withdrawn_with_a_reason_unless_something_of_it_was_accepted()
    {
        var inquiry = await Host.QuotedAsync("ewa", "Wycofana wersja", [200m, 400m]);
        var (id, quote) = (inquiry.Text("id"), inquiry.List("quotes")[0]);
        (await Staff.PostAsync($"inquiries/{id}/quotes/{quote.Text("id")}/withdraw", new { })).Problems().ShouldContainKey("reason");
        (await Ewa.PostAsync($"inquiries/{id}/quotes/{quote.Text("id")}/withdraw", new { reason = "x" })).Status.ShouldBe(403);
        await Staff.WriteAsync($"inquiries/{id}/quotes/{quote.Text("id")}/withdraw", new { reason = "Papier podrożał" });

        var shown = await Ewa.ReadAsync($"inquiries/{id}");
        (shown.List("quotes")[0].Text("state"), shown.List("quotes")[0].Text("withdrawalReason"), shown.Text("state")).ShouldBe(("withdrawn", "Papier podrożał", "inCalculation"));
        (await Ewa.AcceptAsync(inquiry, 0)).Status.ShouldBe(422);
        await MailAsync("Papier podrożał");

        await Staff.PublishAsync(id);
        shown = await Ewa.ReadAsync($"inquiries/{id}");
        (await Ewa.AcceptAsync(shown, 0)).Ok();
        (await Staff.PostAsync($"inquiries/{id}/quotes/{shown.List("quotes")[0].Text("id")}/withdraw", new { reason = "x" })).Status.ShouldBe(422);
    }

    [Fact]
    public async Task Comments_on_a_cell_reach_the_other_side_and_what_staff_keep_does_not()
    {
        var inquiry = await Host.QuotedAsync("ewa", "Komentarze");
        var (id, cell) = (inquiry.Text("id"), Cells(inquiry)[0]);
        await Ewa.WriteAsync($"notes/quoted-cell/{cell}", new { text = "Czy papier może być kremowy?" });
        await Staff.WriteAsync($"notes/quoted-cell/{cell}", new { text = "Tak, bez dopłaty." });
        await Staff.WriteAsync($"notes/quoted-cell/{cell}", new { text = "tylko-u-nas", isInternal = true });

        (await Ewa.ReadAsync($"notes/quoted-cell/{cell}")).List("rows").Select(row => row.Text("text")).ShouldBe(["Czy papier może być kremowy?", "Tak, bez dopłaty."]);
        (await Ewa.ReadAsync($"inquiries/{id}")).List("quotes")[0].List("lines")[0].Amount("comments").ShouldBe(2);
        (await Staff.ReadAsync($"inquiries/{id}")).List("quotes")[0].List("lines")[0].Amount("comments").ShouldBe(3);
        await MailAsync("Tak, bez dopłaty.");
        Host.Mails().ShouldNotContain(mail => mail.Text.Contains("tylko-u-nas"));
        foreach (var stranger in new[] { "jonas", "petra" })
        {
            (await Host.Api(stranger).GetAsync($"notes/quoted-cell/{cell}")).Status.ShouldBe(404);
            (await Host.Api(stranger).PostAsync($"notes/quoted-cell/{cell}", new { text = "x" })).Status.ShouldBe(404);
            (await Host.Api(stranger).GetAsync($"inquiries/{id}/quoted/{cell}")).Status.ShouldBe(404);
        }
    }

    [Fact]
    public async Task An_accepted_counter_offer_becomes_a_version_at_exactly_that_price()
    {
        var inquiry = await Host.QuotedAsync("ewa", "Taniej", [200m, 400m]);
        var (id, line) = (inquiry.Text("id"), inquiry.List("quotes")[0].List("lines")[0]);
        var cell = line.Text("cellId");
        var price = Math.Round(line.Amount("unitPrice") * 0.97m, 2);

        (await OfferAsync(id, cell, new { unitPrice = line.Amount("unitPrice"), reason = "tyle samo" })).Problems()["unitPrice"].ShouldHaveSingleItem().ShouldContain("PLN", customMessage: "the nearest price is named");
        (await OfferAsync(id, cell, new { reason = "nic" })).Problems().ShouldContainKey("unitPrice");
        (await OfferAsync(id, cell, new { unitPrice = price })).Problems().ShouldContainKey("reason");
        (await Staff.PostAsync($"inquiries/{id}/quoted/{cell}/counter-offers", new { unitPrice = price, reason = "x" })).Status.ShouldBe(403);

        // Two colleagues at once: one offer waits.
        var both = await Task.WhenAll(OfferAsync(id, cell, new { unitPrice = price, reason = "Konkurencja jest tańsza" }), OfferAsync(id, cell, new { unitPrice = price, reason = "Konkurencja jest tańsza" }));
        both.Select(answer => answer.Status).Order().ShouldBe([200, 422]);
        var offer = both.First(answer => answer.Status == 200).Json.GetValue<string>();
        (await TasksAsync(inquiry.Text("number"))).ShouldContain("quote.counterOffer");

        // Accepted and taken back at once: one of both happened.
        (await Ewa.PostAsync($"inquiries/{id}/counter-offers/{offer}/accept", new { })).Status.ShouldBe(403);
        var raced = await Task.WhenAll(Staff.PostAsync($"inquiries/{id}/counter-offers/{offer}/accept", new { }), Staff.PostAsync($"inquiries/{id}/counter-offers/{offer}/decline", new { reason = "nie" }));
        raced.Select(answer => answer.Status).Order().ShouldBe([200, 422]);
        if (raced[0].Status != 200)
        {
            offer = (await OfferAsync(id, cell, new { unitPrice = price, reason = "jeszcze raz" })).Ok().GetValue<string>();
            await Staff.WriteAsync($"inquiries/{id}/counter-offers/{offer}/accept", new { });
        }

        var shown = await Ewa.ReadAsync($"inquiries/{id}");
        var agreed = shown.List("quotes")[0];
        (agreed.Amount("version"), agreed.List("lines").ShouldHaveSingleItem().Amount("unitPrice")).ShouldBe((2m, price));
        shown.List("quotes")[1].Text("state").ShouldBe("published");
        var closed = shown.List("counterOffers")[0];
        (closed.Text("state"), closed.Amount("answerVersion")).ShouldBe(("accepted", 2m));
        (await TasksAsync(inquiry.Text("number"))).ShouldNotContain("quote.counterOffer");
        (await Ewa.AcceptAsync(shown, 0)).Ok();
    }

    [Fact]
    public async Task A_counter_offer_below_the_floor_waits_for_approval_and_stays_open_until_then()
    {
        var inquiry = await Host.QuotedAsync("ewa", "Za tanio");
        var (id, line) = (inquiry.Text("id"), inquiry.List("quotes")[0].List("lines")[0]);
        var price = Math.Round(line.Amount("unitPrice") * 0.85m, 2);
        var offer = (await OfferAsync(id, line.Text("cellId"), new { total = price * line.Amount("quantity"), reason = "budżet" })).Ok().GetValue<string>();
        var held = await Staff.WriteAsync($"inquiries/{id}/counter-offers/{offer}/accept", new { });
        held["number"].ShouldBeNull();
        (await Ewa.ReadAsync($"inquiries/{id}")).List("counterOffers")[0].Text("state").ShouldBe("open");

        await Host.Api("piotr").WriteAsync($"inquiries/{id}/margin-decision", new { approvalId = held.Text("approvalId"), isApproved = true });
        await Staff.WriteAsync($"inquiries/{id}/counter-offers/{offer}/accept", new { });
        (await Ewa.ReadAsync($"inquiries/{id}")).List("quotes")[0].List("lines")[0].Amount("unitPrice").ShouldBe(price);
    }

    [Fact]
    public async Task Another_run_length_agreed_on_is_quoted_and_a_declined_offer_says_why()
    {
        var inquiry = await Host.QuotedAsync("ewa", "Inny nakład", [200m], [Stories.Changing("cover/lamination", "gloss")]);
        var (id, cell) = (inquiry.Text("id"), Cells(inquiry)[1]);
        var offer = (await OfferAsync(id, cell, new { quantity = 333, validUntil = Today.AddDays(60), reason = "tyle potrzeba" })).Ok().GetValue<string>();
        await Staff.WriteAsync($"inquiries/{id}/counter-offers/{offer}/accept", new { });
        var shown = await Ewa.ReadAsync($"inquiries/{id}");
        var line = shown.List("quotes")[0].List("lines").ShouldHaveSingleItem();
        (line.Amount("quantity"), line.Text("alternative"), shown.List("quotes")[0].Text("validUntil")).ShouldBe((333m, "B", Today.AddDays(60).ToString("yyyy-MM-dd")));

        var second = (await OfferAsync(id, cell, new { validUntil = Today.AddDays(90), reason = "dłużej" })).Ok().GetValue<string>();
        (await Staff.PostAsync($"inquiries/{id}/counter-offers/{second}/decline", new { })).Problems().ShouldContainKey("reason");
        await Staff.WriteAsync($"inquiries/{id}/counter-offers/{second}/decline", new { reason = "Ceny papieru zmieniają się co miesiąc" });
        await MailAsync("Ceny papieru zmieniają się");
        var third = (await OfferAsync(id, cell, new { validUntil = Today.AddDays(50), reason = "krócej" })).Ok().GetValue<string>();
        await Ewa.WriteAsync($"inquiries/{id}/counter-offers/{third}/withdraw");
        (await Staff.PostAsync($"inquiries/{id}/counter-offers/{third}/accept", new { })).Status.ShouldBe(422);
    }

    [Fact]
    public async Task A_change_makes_a_revision_with_its_differences_and_supersedes_nothing()
    {
        var inquiry = await Host.QuotedAsync("ewa", "Powieść przed zmianą", [200m, 400m], [Stories.Changing("cover/lamination", "gloss")]);
        var (id, cells) = (inquiry.Text("id"), Cells(inquiry));
        var line = DeskStories.Leaves((await Staff.CellAsync(id, cells[0]))["tree"]!).First();
        await Staff.OverrideAsync(id, cells[0], line.Path, line.Node.Amount("amount") + 3m, "uzgodnione");

        (await Host.Api("jonas").PostAsync($"inquiries/{id}/changes")).Status.ShouldBe(404);
        (await Staff.PostAsync($"inquiries/{id}/changes")).Status.ShouldBe(403);
        var draft = (await Ewa.WriteAsync($"inquiries/{id}/changes")).Text("id");
        (await Ewa.WriteAsync($"inquiries/{id}/changes")).Text("id").ShouldBe(draft);
        (await Staff.GetAsync($"inquiries/{draft}")).Status.ShouldBe(404);
        (await Ewa.PostAsync($"inquiries/{draft}/submit")).Status.ShouldBe(422);

        // The base stays with one run length less and one more; another alternative takes the place of the first.
        var file = (await Ewa.UploadAsync("inquiry", draft, "zmiana.txt", "portal"u8.ToArray())).Ok().Text("id");
        (await Ewa.PutAsync($"inquiries/{draft}", new
        {
            title = "Powieść po zmianie",
            customerNumber = "PO-77",
            items = new[] { new { spec = await Ewa.SampleAsync(), quantities = new[] { 200, 600 }, alternatives = new[] { Stories.Changing("cover/lamination", "soft-touch") } } },
        })).Ok();
        (await Ewa.WriteAsync($"inquiries/{draft}/submit")).Text("id").ShouldBe(id);

        foreach (var api in new[] { Ewa, Staff })
        {
            var shown = await api.ReadAsync($"inquiries/{id}");
            (shown.Text("title"), shown.Amount("revision"), shown.Text("state"), shown.List("quotes")[0].Text("state")).ShouldBe(("Powieść po zmianie", 2m, "submitted", "published"));
            var changes = shown.List("revisions")[0];
            changes.Text("person").ShouldStartWith("Ewa");
            var said = changes["changes"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            foreach (var word in new[] { "Powieść przed zmianą", "Powieść po zmianie", "400", "600", "revision.alternative" })
                said.ShouldContain(word);
            shown.List("items")[0].List("cells").Select(cell => (cell.Text("alternative"), cell.Amount("quantity"))).ShouldBe([("A", 200m), ("A", 600m), ("C", 200m), ("C", 600m)]);
            shown.List("items")[0].List("cells")[0].Text("id").ShouldBe(cells[0]);
        }

        (await Staff.CellAsync(id, cells[0])).List("overrides").ShouldHaveSingleItem();
        (await Ewa.GetAsync($"inquiries/{draft}")).Status.ShouldBe(404);
        (await Ewa.GetAsync($"files/{file}")).Status.ShouldBe(200);
        (await TasksAsync(inquiry.Text("number"))).ShouldContain("inquiry.revised");

        // What was quoted before is still acceptable, also a cell that is no longer asked for; the next version answers the revision.
        await Staff.WriteAsync($"inquiries/{id}/quotes", new { validUntil = Today.AddDays(20), keepsEarlier = true });
        var versions = (await Ewa.ReadAsync($"inquiries/{id}")).List("quotes");
        versions.Select(quote => (quote.Amount("version"), quote.Amount("revision"), quote.List("lines").Count)).ShouldBe([(2m, 2m, 4), (1m, 1m, 4)]);
        var old = versions[1].List("lines").First(it => it.Text("cellId") == cells[3]);
        await Ewa.WriteAsync($"inquiries/{id}/quotes/{versions[1].Text("id")}/accept", new { lines = new[] { old.Text("id") } });
        (await TasksAsync(inquiry.Text("number"))).ShouldNotContain("inquiry.revised");
    }

    [Fact]
    public async Task Chosen_cells_are_refused_with_a_reason_of_the_list_and_the_rest_stays_open()
    {
        var inquiry = await Host.QuotedAsync("ewa", "Część odrzucona", [200m, 400m, 600m]);
        var (id, cells) = (inquiry.Text("id"), Cells(inquiry));
        (await Ewa.PostAsync($"inquiries/{id}/refuse", new { why = "other", cells = new[] { cells[0] } })).Problems().ShouldContainKey("reason");
        await Ewa.WriteAsync($"inquiries/{id}/refuse", new { why = "price", cells = new[] { cells[0] } });
        (await Ewa.PostAsync($"inquiries/{id}/refuse", new { why = "price", cells = new[] { cells[0] } })).Problems().ShouldContainKey("cells");
        (await Ewa.AcceptAsync(inquiry, 0)).Problems().ShouldContainKey("lines");
        var shown = await Ewa.ReadAsync($"inquiries/{id}");
        (shown.Text("state"), shown.List("refusals")[0].Text("why"), shown.List("quotes")[0].List("lines")[0]["isRefused"]!.GetValue<bool>()).ShouldBe(("quoted", "price", true));

        (await Ewa.AcceptAsync(inquiry, 1)).Ok();
        await Ewa.WriteAsync($"inquiries/{id}/refuse", new { why = "notNeeded", cells = new[] { cells[2] } });
        shown = await Ewa.ReadAsync($"inquiries/{id}");
        (shown.Text("state"), shown.List("quotes")[0].Text("state")).ShouldBe(("accepted", "accepted"));
    }

    [Fact]
    public async Task The_page_compares_with_a_chosen_base_by_unit_and_says_what_a_new_version_changed()
    {
        var inquiry = await Host.QuotedAsync("oliver", "Compared", [200m, 400m], [Stories.Changing("cover/lamination", "soft-touch")]);
        var (id, lines) = (inquiry.Text("id"), inquiry.List("quotes")[0].List("lines"));
        var (a, b) = (lines.First(line => line.Text("alternative") == "A"), lines.First(line => line.Text("alternative") == "B"));
        var visitor = await Leaks.Visitor.OfAsync(Host, Host.Person("oliver"));
        async Task<string> PageAsync(string query = "") => System.Net.WebUtility.HtmlDecode(await visitor.Pages.GetStringAsync($"/inquiries/{id}{query}"));
        var percent = Math.Round((b.Amount("total") - a.Amount("total")) / a.Amount("total") * 100m, 1);
        (await PageAsync("?base=A")).ShouldContain($"({(percent < 0 ? "−" : "+")}{Kernel.Show.Percent(Math.Abs(percent), Kernel.Languages.Culture("en"))})");
        var unit = b.Amount("unitPrice") - a.Amount("unitPrice");
        (await PageAsync($"?base={a.Text("cellId")}&show=unit")).ShouldContain($"{(unit < 0 ? "−" : "+")}{Kernel.Show.Amount(Math.Abs(unit), Kernel.Languages.Culture("en"))} (");

        await Staff.WriteAsync($"inquiries/{id}/discount", new { discountPercent = 4 });
        await Staff.WriteAsync($"inquiries/{id}/quotes", new { validUntil = Today.AddDays(9) });
        var html = await PageAsync();
        html.ShouldContain("What changed since version 1");
        html.ShouldContain(Kernel.Show.Amount(a.Amount("total"), Kernel.Languages.Culture("en")));
        html.ShouldContain("days left");
    }

    private async Task<Answer> OfferAsync(string id, string cell, object offer) => await Ewa.PostAsync($"inquiries/{id}/quoted/{cell}/counter-offers", offer);

    private Task<KeptMail> MailAsync(string word) => Eventually.GetAsync($"a mail to Ewa that says {word}", () => Task.FromResult(Host.Mails().FirstOrDefault(mail => mail.To.Contains(Host.Person("ewa").Email) && mail.Text.Contains(word))));

    private async Task<IReadOnlyList<string>> TasksAsync(string number) =>
        [.. (await Host.Api("anna").ReadAsync($"tasks?show=all&q={Uri.EscapeDataString(number)}")).List("rows").Select(task => task.Text("kind"))];

    private static List<string> Cells(JsonNode inquiry) => [.. inquiry.List("items")[0].List("cells").Select(cell => cell.Text("id"))];
}

/// <summary>Expiry is judged when the request arrives: a host of its own, whose clock moves.</summary>
public sealed class ExpiryTests
{
    [Fact]
    public async Task A_cell_can_be_accepted_up_to_the_second_of_expiry_and_not_from_it_on()
    {
        await using var host = await RunningHost.StartAsync();
        var (first, second) = (await host.QuotedAsync("ewa", "Przed terminem"), await host.QuotedAsync("ewa", "Po terminie"));
        var expires = DateTimeOffset.Parse(first.List("quotes")[0].Text("expiresAt"), System.Globalization.CultureInfo.InvariantCulture);
        second.List("quotes")[0].Text("expiresAt").ShouldBe(first.List("quotes")[0].Text("expiresAt"));

        // Ten seconds before the end, and the same quote a moment after it.
        host.MoveClockTo(expires - TimeSpan.FromSeconds(10));
        (await host.Api("ewa").AcceptAsync(first, 0)).Ok();
        (await host.Api("ewa").ReadAsync($"inquiries/{second.Text("id")}")).List("quotes")[0]["isOpen"]!.GetValue<bool>().ShouldBeTrue();
        host.MoveClockTo(expires);
        var late = await host.Api("ewa").AcceptAsync(second, 0);
        late.Status.ShouldBe(422);
        var shown = await host.Api("ewa").ReadAsync($"inquiries/{second.Text("id")}");
        (shown.List("quotes")[0]["isExpired"]!.GetValue<bool>(), shown.List("quotes")[0].Text("state")).ShouldBe((true, "published"));
        shown.List("acceptances").ShouldBeEmpty();
    }
}
