using Shouldly;

namespace Portal.Tests.Http;

/// <summary>A client company in branches: the tree, who works where, and whose matters each of its people sees.</summary>
public sealed class BranchTests(SharedHost shared) : HttpTest(shared)
{
    private Api Halina => Host.Api("halina");

    private Api Oliver => Host.Api("oliver");

    private async Task<string> CompanyAsync() => (await Halina.ReadAsync("me")).Text("companyId");

    private async Task<string> BranchAsync(string? parent = null) =>
        (await Halina.WriteAsync($"companies/{await CompanyAsync()}/branches", new { name = $"Oddział {Guid.NewGuid():N}", parentId = parent })).GetValue<string>();

    /// <summary>In person: rights are none of a program's.</summary>
    private async Task<Page> PlaceAsync(string person, string? branch, string reach, string by = "halina")
    {
        var (company, id) = (await CompanyAsync(), (await Host.Api(person).ReadAsync("me")).Text("personId"));
        using var browser = await Browser.SignedInAsync(Host, Host.Person(by));
        return await browser.SendAsync(by == "halina" ? "/company" : $"/companies/{company}", $"SetReachreach{Guid.Parse(id):N}", ("BranchId", branch ?? ""), ("Reach", reach));
    }

    private async Task PlacedAsync(string person, string? branch, string reach, string by = "halina") => (await PlaceAsync(person, branch, reach, by)).Target.ShouldNotBeNull();

    /// <summary>The word that rights have changed goes round within moments.</summary>
    private Task SeesAsync(string order, int status) => Eventually.GetAsync($"Oliver's {status}", async () => (await Oliver.GetAsync($"orders/{order}")).Status == status ? order : null);

    private async Task WholeAsync()
    {
        foreach (var person in new[] { "oliver", "ewa" })
            await PlacedAsync(person, null, "Company", "anna");
    }

    [Fact]
    public async Task Each_reach_sees_its_own_part_and_the_rest_does_not_exist()
    {
        var (north, south) = (await BranchAsync(), await BranchAsync());
        var below = await BranchAsync(north);
        try
        {
            async Task<string> FiledIn(string branch)
            {
                await PlacedAsync("ewa", branch, "Company");
                return await Host.Api("ewa").SubmitAsync($"Sprawa {Guid.NewGuid():N}");
            }

            var (inNorth, inSouth, inBelow) = (await FiledIn(north), await FiledIn(south), await FiledIn(below));
            var whole = await Host.Api("halina").SubmitAsync("Sprawa firmy");
            var own = await Oliver.SubmitAsync("Sprawa Olivera");
            foreach (var (branch, reach, seen) in new (string?, string, string[])[]
            {
                (null, "Company", [inNorth, inSouth, inBelow, whole, own]), (north, "BranchAndBelow", [inNorth, inBelow, own]), (north, "Branch", [inNorth, own]), (south, "BranchAndBelow", [inSouth, own]), (null, "Own", [own]), (north, "Own", [own]),
            })
            {
                await PlacedAsync("oliver", branch, reach);
                // The word that rights have changed goes round within moments.
                await Eventually.GetAsync("the new reach", async () => (await Oliver.ReadAsync("inquiries?take=200")).List("rows").Select(row => row.Text("id")).Count(new[] { inNorth, inSouth, inBelow, whole, own }.Contains) == seen.Length ? reach : null);
                foreach (var inquiry in new[] { inNorth, inSouth, inBelow, whole, own })
                    (await Oliver.GetAsync($"inquiries/{inquiry}")).Status.ShouldBe(seen.Contains(inquiry) ? 200 : 404, $"{reach}: {inquiry}");
                var listed = (await Oliver.ReadAsync("inquiries?take=200")).List("rows").Select(row => row.Text("id")).ToList();
                new[] { inNorth, inSouth, inBelow, whole, own }.Where(listed.Contains).ShouldBe(seen, ignoreOrder: true);
            }

            await PlacedAsync("oliver", south, "Branch");
            await Eventually.GetAsync("the branch", async () => (await Oliver.GetAsync($"inquiries/{inSouth}")).Status == 200 ? south : null);
            (await Oliver.PostAsync($"inquiries/{inNorth}/withdraw", new { reason = "x" })).Status.ShouldBe(404);
            (await Oliver.PostAsync("inquiries", new { productType = Stories.Book, branchId = north })).Problems().Keys.ShouldBe(["branchId"]);
            var filed = (await Oliver.WriteAsync("inquiries", new { productType = Stories.Book })).Text("id");
            await PlacedAsync("ewa", south, "Branch");
            (await Host.Api("ewa").GetAsync($"inquiries/{filed}")).Status.ShouldBe(200, "What is filed belongs to the branch of who files it.");
        }
        finally
        {
            await WholeAsync();
        }
    }

    [Fact]
    public async Task An_order_stays_with_the_branch_that_asked_and_the_credit_is_the_whole_companys()
    {
        var (north, south) = (await BranchAsync(), await BranchAsync());
        try
        {
            await PlacedAsync("ewa", north, "Company");
            var order = await Host.OrderedAsync("ewa", $"Północ {Guid.NewGuid():N}");
            var shown = await Host.Api("ewa").ReadAsync($"orders/{order}");
            await PlacedAsync("oliver", south, "Branch");
            await SeesAsync(order, 404);
            (await Oliver.ReadAsync($"orders?q={Uri.EscapeDataString(shown.Text("number"))}")).List("rows").ShouldBeEmpty();
            (await Oliver.GetAsync($"files/order/{order}")).Status.ShouldBe(404);
            await PlacedAsync("oliver", north, "Branch");
            await SeesAsync(order, 200);
            (await Oliver.ReadAsync($"orders/{order}")).Text("number").ShouldBe(shown.Text("number"));

            // What other branches owe counts against the limit of a buyer who does not see it.
            await PlacedAsync("oliver", south, "Branch");
            await SeesAsync(order, 404);
            var (admin, company) = (Host.Api("anna"), await CompanyAsync());
            var card = await admin.ReadAsync($"companies/{company}");
            var (limit, used) = (card["company"]!.Amount("creditLimit"), card["credit"]!.Amount("used"));
            used.ShouldBeGreaterThan(0);
            var inquiry = await Host.QuotedAsync("oliver", "Południe");
            (await admin.PutAsync($"companies/{company}/trade-control", new { creditLimit = used + 1 })).Ok();
            try
            {
                (await Oliver.AcceptAsync(inquiry, 0)).Status.ShouldBe(422);
            }
            finally
            {
                (await admin.PutAsync($"companies/{company}/trade-control", new { creditLimit = limit })).Ok();
            }
        }
        finally
        {
            await WholeAsync();
        }
    }

    [Fact]
    public async Task The_tree_moves_and_closes_but_never_bites_its_tail()
    {
        var company = await CompanyAsync();
        var top = await BranchAsync();
        var middle = await BranchAsync(top);
        var leaf = await BranchAsync(middle);
        Task<Answer> MoveAsync(string id, string? parent, string by = "halina") => Host.Api(by).PostAsync($"companies/{company}/branches", new { id, name = $"Oddział {id}", parentId = parent });
        foreach (var under in new[] { top, middle, leaf })
            (await MoveAsync(top, under)).Problems().Keys.ShouldBe(["parentId"]);
        (await MoveAsync(leaf, top)).Ok();
        (await Halina.PostAsync($"companies/{company}/branches/{top}/close")).Status.ShouldBe(422);
        foreach (var id in new[] { leaf, middle, top })
            (await Halina.PostAsync($"companies/{company}/branches/{id}/close")).Ok();
        (await Halina.PostAsync($"companies/{company}/branches", new { name = "Pod zamkniętym", parentId = top })).Problems().Keys.ShouldBe(["parentId"]);
        (await Halina.PostAsync($"companies/{company}/branches/{leaf}/close", new { reopen = true })).Status.ShouldBe(422);
        (await Halina.PostAsync($"companies/{company}/branches/{top}/close", new { reopen = true })).Ok();
        var shown = await Halina.ReadAsync($"companies/{company}/branches");
        shown.List("rows").First(row => row.Text("id") == leaf)["depth"]!.GetValue<int>().ShouldBe(1);

        // Two moves that would make a ring of them: one of the two is refused.
        var (a, b) = (await BranchAsync(), await BranchAsync());
        var answers = await Task.WhenAll(MoveAsync(a, b), MoveAsync(b, a));
        answers.Select(answer => answer.Status).Order().ShouldBe([200, 422]);

        (await Host.Api("jonas").GetAsync($"companies/{company}/branches")).Status.ShouldBe(404);
        (await Host.Api("ewa").PostAsync($"companies/{company}/branches", new { name = "x" })).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Nobody_gives_more_than_they_have()
    {
        var (north, south) = (await BranchAsync(), await BranchAsync());
        var below = await BranchAsync(north);
        try
        {
            (await PlaceAsync("halina", north, "Own")).Problem.ShouldContain("Własnego zasięgu nie można zmienić");
            await PlacedAsync("halina", north, "BranchAndBelow", "anna");
            (await Eventually.GetAsync("Halina's reach", async () => await PlaceAsync("oliver", south, "Branch", "halina") is { Target: null } refused ? refused : null)).Status.ShouldBe(403);
            await PlacedAsync("oliver", below, "Branch", "anna");
            (await PlaceAsync("oliver", null, "Company", "halina")).Status.ShouldBe(403);
            (await PlaceAsync("oliver", south, "Branch", "halina")).Status.ShouldBe(403);
            await PlacedAsync("oliver", north, "BranchAndBelow", "halina");
            (await PlaceAsync("ewa", below, "Branch", "halina")).Status.ShouldBe(403, "Ewa sees the whole company and is not for Halina to cut.");
            (await Halina.PostAsync($"companies/{await CompanyAsync()}/branches", new { id = below, name = "Wyżej", parentId = south })).Status.ShouldBe(403);
            (await Halina.PostAsync($"companies/{await CompanyAsync()}/branches", new { name = "Samodzielny" })).Status.ShouldBe(403);
            (await PlaceAsync("oliver", null, "Branch", "anna")).Problem.ShouldContain("potrzebny jest oddział");
            (await Halina.PutAsync($"companies/{await CompanyAsync()}/people/{(await Oliver.ReadAsync("me")).Text("personId")}/reach", new { reach = "company" })).Status.ShouldBe(403, "A token gives no rights.");
            var mail = await Eventually.GetAsync("the mail that tells of it", () => Task.FromResult(Host.Mails().LastOrDefault(mail => mail.To.Contains("oliver.grant@kormoran.example") && mail.Subject.Contains("reach"))));
            mail.Text.ShouldContain("branch");
        }
        finally
        {
            await PlacedAsync("halina", null, "Company", "anna");
            await WholeAsync();
        }
    }
}
