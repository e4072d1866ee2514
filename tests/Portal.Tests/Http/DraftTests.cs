using System.Text.Json.Nodes;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Filing an inquiry: alternatives of ticked values, cells left out, copies and templates, and drafts that colleagues share.</summary>
public sealed class DraftTests(SharedHost shared) : HttpTest(shared)
{
    private static readonly Dictionary<string, string[]> PaperAndFoil = new() { ["block/0/paper"] = ["cream-80", "offset-90"], ["cover/lamination"] = ["gloss"] };

    [Fact]
    public async Task Ticked_values_become_every_combination_once_and_alternatives_made_by_hand_stay()
    {
        var ewa = Host.Api("ewa");
        var id = await StartAsync(ewa, "Osie", new { alternatives = new object[] { new { key = "B", name = "Mój", changes = new Dictionary<string, string> { ["cover/lamination"] = "gloss" } } }, axes = PaperAndFoil });
        (await ewa.PostAsync($"inquiries/{id}/submit")).Problems().Keys.ShouldContain("axes");

        (await ewa.WriteAsync($"inquiries/{id}/alternatives")).Amount("made").ShouldBe(4);
        (await ewa.WriteAsync($"inquiries/{id}/alternatives")).Amount("made").ShouldBe(0);

        var choices = (await ewa.ReadAsync($"inquiries/{id}")).List("items")[0].List("choices");
        choices.Select(choice => choice.Text("key")).ShouldBe(["A", "B", "C", "D", "E", "F"]);
        choices[1].Text("name").ShouldBe("Mój");
        choices.Select(choice => string.Join(' ', ((JsonObject)choice["patch"]!).Select(change => change.Value!.ToString()).Order(StringComparer.Ordinal))).ShouldBe(
            ["", "gloss", "cream-80", "cream-80 gloss", "offset-90", "gloss offset-90"]);
        (await ewa.WriteAsync($"inquiries/{id}/submit")).Amount("cells").ShouldBe(12);
    }

    [Fact]
    public async Task Letters_go_on_beyond_Z_and_a_thousand_cells_are_the_most()
    {
        var ewa = Host.Api("ewa");
        string[] papers = ["offset-70", "offset-90", "offset-100", "cream-60", "cream-70", "cream-80", "volume-90", "matt-115"];
        var id = await StartAsync(ewa, "Wiele", new { axes = new Dictionary<string, string[]> { ["block/0/paper"] = papers, ["cover/lamination"] = ["gloss", "soft-touch"] } });
        (await ewa.WriteAsync($"inquiries/{id}/alternatives")).Amount("made").ShouldBe(26);
        (await ewa.ReadAsync($"inquiries/{id}")).List("items")[0].List("choices")[^1].Text("key").ShouldBe("AA");

        await SaveAsync(ewa, id, new { axes = new Dictionary<string, string[]> { ["block/0/paper"] = papers, ["cover/lamination"] = ["gloss", "soft-touch", "none"], ["cover/colours"] = ["4/4", "1/0", "1/1"], ["format/size"] = ["a4", "a6", "b5"] } });
        (await ewa.PostAsync($"inquiries/{id}/alternatives")).Problems()["axes"].ShouldHaveSingleItem().ShouldContain("575");
    }

    [Fact]
    public async Task Cells_left_out_are_not_priced_and_what_is_wholly_left_out_is_said()
    {
        var ewa = Host.Api("ewa");
        object[] alternatives = [Stories.Changing("cover/lamination", "gloss"), Stories.Changing("block/0/paper", "cream-80")];
        var id = await StartAsync(ewa, "Dziury", new { alternatives, leftOut = new[] { Cell("B", 100), Cell("C", 300), Cell("C", 999) } });
        (await ewa.WriteAsync($"inquiries/{id}/submit")).Amount("cells").ShouldBe(4);
        var sent = (await Host.Api("katarzyna").ReadAsync($"inquiries/{id}")).List("items")[0];
        sent.List("cells").Select(cell => $"{cell.Text("alternative")}{cell.Text("quantity")}").ShouldBe(["A100", "A300", "B300", "C100"]);
        sent.List("leftOut").Count.ShouldBe(2);
        await Host.Api("katarzyna").PublishAsync(id);
        (await ewa.ReadAsync($"inquiries/{id}")).List("quotes")[0].List("lines").Count.ShouldBe(4);

        foreach (var (leftOut, said) in new (object[], string)[]
        {
            ([Cell("B", 100), Cell("B", 300)], "B"),
            ([Cell("A", 300), Cell("B", 300), Cell("C", 300)], "300"),
            ([.. from key in new[] { "A", "B", "C" } from quantity in new[] { 100, 300 } select Cell(key, quantity)], ""),
        })
        {
            var empty = await StartAsync(ewa, "Puste", new { alternatives, leftOut });
            (await ewa.PostAsync($"inquiries/{empty}/submit")).Problems()["cells"].ShouldHaveSingleItem().ShouldContain(said);
        }

        // The description itself may be left out: then only the alternatives are priced.
        var bare = await StartAsync(ewa, "Bez opisu", new { alternatives, leftOut = new[] { Cell("A", 100), Cell("A", 300) } });
        (await ewa.WriteAsync($"inquiries/{bare}/submit")).Amount("cells").ShouldBe(4);
    }

    [Fact]
    public async Task What_was_asked_before_is_copied_whatever_became_of_it_by_the_own_company_alone()
    {
        var ewa = Host.Api("ewa");
        var id = await ewa.SubmitAsync("Do powtórki", [150m, 250m], [Stories.Changing("cover/lamination", "gloss")]);
        await ewa.WriteAsync($"inquiries/{id}/withdraw", new { reason = "zmiana planu" });

        var copy = await Host.Api("oliver").ReadAsync($"inquiries/{(await Host.Api("oliver").WriteAsync($"inquiries/{id}/copy")).Text("id")}");

        copy.Text("state").ShouldBe("draft");
        (copy.Text("title"), copy.Text("customerNumber")).ShouldBe(("Do powtórki", ""));
        var item = copy.List("items")[0];
        item.List("quantities").Select(quantity => quantity.ToString()).ShouldBe(["150", "250"]);
        item.List("choices").Count.ShouldBe(2);
        item["spec"]!.ToJsonString().ShouldBe((await ewa.ReadAsync($"inquiries/{id}")).List("items")[0]["spec"]!.ToJsonString());
        (await Host.Api("jonas").PostAsync($"inquiries/{id}/copy")).Status.ShouldBe(404);
        (await Host.Api("katarzyna").PostAsync($"inquiries/{id}/copy")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_template_is_shared_in_the_company_renamed_used_and_deleted()
    {
        var (ewa, oliver, jonas) = (Host.Api("ewa"), Host.Api("oliver"), Host.Api("jonas"));
        var id = await ewa.StartAsync("Powieść", [400m], [Stories.Changing("cover/lamination", "gloss")]);
        var name = $"Powieść {Guid.NewGuid():N}";
        var template = (await ewa.WriteAsync($"inquiries/{id}/template", new { name })).ToString();
        (await ewa.PostAsync($"inquiries/{id}/template", new { name = name.ToUpperInvariant() })).Problems().Keys.ShouldContain("name");
        (await ewa.PostAsync($"inquiries/{id}/template", new { name = " " })).Problems().Keys.ShouldContain("name");

        (await oliver.PutAsync($"inquiry-templates/{template}", new { name = $"{name} 2" })).Ok();
        (await oliver.ReadAsync("inquiry-templates")).List("rows").Single(row => row.Text("id") == template).Text("name").ShouldBe($"{name} 2");
        (await jonas.ReadAsync("inquiry-templates")).List("rows").ShouldNotContain(row => row.Text("id") == template);
        (await jonas.PostAsync($"inquiry-templates/{template}/use")).Status.ShouldBe(404);

        var made = await oliver.ReadAsync($"inquiries/{(await oliver.WriteAsync($"inquiry-templates/{template}/use")).Text("id")}");
        made.List("items")[0].List("choices").Count.ShouldBe(2);
        (await oliver.DeleteAsync($"inquiry-templates/{template}")).Ok();
        (await ewa.PostAsync($"inquiry-templates/{template}/use")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task What_two_people_change_in_different_places_is_kept_of_both()
    {
        var (ewa, oliver) = (Host.Api("ewa"), Host.Api("oliver"));
        var id = await StartAsync(ewa, "Wspólny", new { alternatives = new object[] { Stories.Changing("cover/lamination", "gloss") } });
        var seen = await SaveAsync(ewa, id, new { alternatives = Keyed("B", "gloss") });

        await SaveAsync(oliver, id, new { alternatives = Keyed("B", "gloss", "C", "soft-touch"), quantities = new[] { 100, 300, 700 } }, seen["seen"], note: "od Olivera");
        var saved = await SaveAsync(ewa, id, new { alternatives = Keyed("B", "gloss", "C", "none"), quantities = new[] { 300, 900 }, pages = 176 }, seen["seen"], title: "Wspólny tytuł");

        saved.List("conflicts").ShouldBeEmpty();
        saved.Text("otherPerson").ShouldBe(Host.Person("oliver").Name);
        var draft = await ewa.ReadAsync($"inquiries/{id}");
        (draft.Text("title"), draft.Text("note")).ShouldBe(("Wspólny tytuł", "od Olivera"));
        var item = draft.List("items")[0];
        item["spec"]!["block"]![0]!["pages"]!.ToString().ShouldBe("176");
        // 100 was taken away by one, 700 and 900 were added by either.
        item.List("quantities").Select(quantity => (int)quantity).Order().ShouldBe([300, 700, 900]);
        // Two alternatives made at once are two.
        item.List("choices").Select(choice => $"{choice.Text("key")} {choice["patch"]!["cover/lamination"]}".Trim()).ShouldBe(["A", "B gloss", "C soft-touch", "D none"]);
        (await ewa.ReadAsync("inquiries?show=drafts")).List("rows").First(row => row.Text("id") == id).Text("writer").ShouldBe(Host.Person("ewa").Name);
    }

    [Fact]
    public async Task Where_two_people_change_the_same_the_second_chooses()
    {
        var (ewa, oliver) = (Host.Api("ewa"), Host.Api("oliver"));
        var id = await StartAsync(ewa, "Spór", new { });
        var seen = await SaveAsync(ewa, id, new { });
        await SaveAsync(oliver, id, new { pages = 192 }, seen["seen"], title: "Olivera");

        var saved = await SaveAsync(ewa, id, new { pages = 208 }, seen["seen"], title: "Ewy", note: "bez sporu");

        saved.List("conflicts").Select(conflict => (conflict.Text("part"), conflict.Text("mine"), conflict.Text("theirs"))).ShouldBe([("item/1/spec/block/0/pages", "208", "192"), ("title", "Ewy", "Olivera")]);
        var draft = await ewa.ReadAsync($"inquiries/{id}");
        (draft.Text("title"), draft.Text("note")).ShouldBe(("Olivera", "bez sporu"));

        // Saved again without having chosen, it is still asked; with theirs as seen, mine takes its place.
        (await SaveAsync(ewa, id, new { pages = 208 }, saved["seen"], title: "Ewy", note: "bez sporu")).List("conflicts").Count.ShouldBe(2);
        var chosen = (JsonObject)saved["seen"]!.DeepClone();
        chosen["title"] = "Olivera";
        chosen["items"]![0]!["spec"]!["block"]![0]!["pages"] = 192;
        (await SaveAsync(ewa, id, new { pages = 208 }, chosen, title: "Ewy", note: "bez sporu")).List("conflicts").ShouldBeEmpty();
        draft = await ewa.ReadAsync($"inquiries/{id}");
        (draft.Text("title"), draft.List("items")[0]["spec"]!["block"]![0]!["pages"]!.ToString()).ShouldBe(("Ewy", "208"));
    }

    [Fact]
    public async Task An_alternative_changed_by_one_outlives_its_removal_by_the_other()
    {
        var (ewa, oliver) = (Host.Api("ewa"), Host.Api("oliver"));
        var id = await StartAsync(ewa, "Usuwany", new { });
        var seen = await SaveAsync(ewa, id, new { alternatives = Keyed("B", "gloss", "C", "none") });
        await SaveAsync(oliver, id, new { alternatives = Keyed("B", "soft-touch", "C", "none") }, seen["seen"]);

        await SaveAsync(ewa, id, new { alternatives = Array.Empty<object>() }, seen["seen"]);

        (await ewa.ReadAsync($"inquiries/{id}")).List("items")[0].List("choices").Skip(1).Select(choice => $"{choice.Text("key")} {choice["patch"]!["cover/lamination"]}").ShouldBe(["B soft-touch"]);
    }

    [Fact]
    public async Task Many_who_save_at_once_lose_nothing()
    {
        var ewa = Host.Api("ewa");
        var id = await StartAsync(ewa, "Naraz", new { });
        var seen = (await SaveAsync(ewa, id, new { }))["seen"];

        await Task.WhenAll(Enumerable.Range(1, 12).Select(n => SaveAsync(Host.Api(n % 2 == 0 ? "ewa" : "oliver"), id, new { quantities = new[] { 100, 300, 1000 + n } }, seen)));

        (await ewa.ReadAsync($"inquiries/{id}")).List("items")[0].List("quantities").Count.ShouldBe(14);
    }

    [Fact]
    public async Task A_draft_is_deleted_with_its_files_and_one_that_was_sent_is_not()
    {
        var (ewa, oliver) = (Host.Api("ewa"), Host.Api("oliver"));
        var id = await ewa.StartAsync("Do kosza");
        var file = (await ewa.UploadAsync("inquiry", id, "opis.txt", "opis"u8.ToArray())).Ok();
        (await Host.Api("jonas").DeleteAsync($"inquiries/{id}")).Status.ShouldBe(404);

        (await oliver.DeleteAsync($"inquiries/{id}")).Ok();

        (await ewa.GetAsync($"inquiries/{id}")).Status.ShouldBe(404);
        (await ewa.GetAsync($"files/{file.Text("id")}")).Status.ShouldBe(404);
        var sent = await ewa.SubmitAsync("Wysłane");
        (await ewa.DeleteAsync($"inquiries/{sent}")).Status.ShouldBe(422);
    }

    [Fact]
    public async Task A_quoted_inquiry_is_withdrawn_with_its_reason_quotes_and_tasks_until_something_is_accepted()
    {
        var (ewa, staff) = (Host.Api("ewa"), Host.Api("katarzyna"));
        var quoted = await Host.QuotedAsync("ewa", "Wycofane", [120m, 240m]);
        var id = quoted.Text("id");
        await ewa.WriteAsync($"notes/inquiry/{id}", new { text = "Czy zdążymy?" });

        await ewa.WriteAsync($"inquiries/{id}/withdraw", new { reason = "autor się rozmyślił" });

        var after = await staff.ReadAsync($"inquiries/{id}");
        (after.Text("state"), after.List("quotes")[0].Text("state")).ShouldBe(("withdrawn", "withdrawn"));
        after.List("events")[^1]["what"]!.ToJsonString().ShouldContain("autor");
        (await Host.Api("anna").ReadAsync($"tasks?show=all&q={Uri.EscapeDataString(after.Text("number"))}")).List("rows").ShouldBeEmpty();
        (await ewa.AcceptAsync(quoted, 0)).Status.ShouldBe(422);

        var partly = await Host.QuotedAsync("ewa", "Częściowe", [120m, 240m]);
        (await ewa.AcceptAsync(partly, 0)).Ok();
        (await ewa.PostAsync($"inquiries/{partly.Text("id")}/withdraw")).Status.ShouldBe(422);
    }

    private static object Cell(string alternative, int quantity) => new { alternative, quantity };

    private static object[] Keyed(params string[] pairs) => [.. pairs.Chunk(2).Select(pair => new { key = pair[0], changes = new Dictionary<string, string> { ["cover/lamination"] = pair[1] } })];

    private static async Task<string> StartAsync(Api api, string title, object item) =>
        (await api.WriteAsync("inquiries", new { productType = Stories.Book, title, items = new[] { await ItemAsync(api, item) } })).Text("id");

    private static async Task<JsonNode> SaveAsync(Api api, string id, object item, JsonNode? seen = null, string? title = null, string note = "") =>
        (await api.PutAsync($"inquiries/{id}", new { title = title ?? seen?["title"]?.ToString() ?? "Draft", note, items = new[] { await ItemAsync(api, item) }, seen = seen?.DeepClone() })).Ok();

    /// <summary>The sample in two run lengths, with what the test says of it; "pages" are those of the block.</summary>
    private static async Task<JsonObject> ItemAsync(Api api, object item)
    {
        var made = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(item)!;
        made["spec"] = await api.SampleAsync();
        if (made["pages"]?.DeepClone() is { } pages)
            made["spec"]!["block"]![0]!["pages"] = pages;
        made.Remove("pages");
        made["quantities"] ??= new JsonArray(100, 300);
        return made;
    }
}
