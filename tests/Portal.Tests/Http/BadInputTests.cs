using System.Text.Json.Nodes;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>What a slip is answered with: which field, what is wrong and what would do, in the reader's language.</summary>
public sealed class BadInputTests(SharedHost shared) : HttpTest(shared)
{
    [Theory]
    [InlineData("ewa", "Liczba stron 17 jest nieparzysta; następna parzysta: 18.")]
    [InlineData("oliver", "17 is odd; the next even number of pages is 18.")]
    [InlineData("petra", "Počet stran 17 je lichý; nejbližší vyšší sudý: 18.")]
    [InlineData("jonas", "17 ist ungerade; die nächste gerade Seitenzahl ist 18.")]
    public async Task An_odd_number_of_pages_is_refused_with_the_next_even_one(string reader, string message)
    {
        var problems = await RefusedAsync(reader, spec => spec["block"]![0]!["pages"] = 17);

        problems["spec/block/0/pages"].ShouldBe([message]);
    }

    [Fact]
    public async Task Pages_that_no_stapled_book_has_are_refused_with_the_nearest_that_one_has()
    {
        var problems = await RefusedAsync("oliver", spec =>
        {
            spec["binding"]!["kind"] = "saddle";
            spec["block"]![0]!["pages"] = 34;
        });

        problems["spec/block/0/pages"].ShouldHaveSingleItem().ShouldBe("34 is not a multiple of 4, as this binding needs; 32 or 36 would be.");
    }

    [Fact]
    public async Task A_write_that_needs_no_body_may_name_its_content_type()
    {
        var oliver = Host.Api("oliver");
        var (deleted, sent) = (await oliver.StartAsync("To be deleted"), await oliver.StartAsync("To be sent"));
        // As some programs do it: the type, and neither a body nor its length.
        using (var line = new System.Net.Sockets.TcpClient("localhost", new Uri(Host.Address).Port))
        {
            await line.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"DELETE /api/v1/inquiries/{deleted} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Host.Person("oliver").Token}\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
            (await new StreamReader(line.GetStream()).ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldStartWith("HTTP/1.1 200");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/inquiries/{sent}/submit") { Content = new StreamContent(new MemoryStream()) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;
        using var answer = await oliver.Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        (await oliver.GetAsync($"inquiries/{deleted}")).Status.ShouldBe(404);
        (await oliver.ReadAsync($"inquiries/{sent}"))["number"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_field_that_the_product_does_not_have_is_refused_by_name()
    {
        var problems = await RefusedAsync("oliver", spec => spec["cover"]!["perfume"] = "rose");

        problems["spec/cover/perfume"].ShouldBe(["This product has no field “cover/perfume”."]);
    }

    [Fact]
    public async Task Unknown_choices_and_missing_fields_are_refused_each_at_its_place()
    {
        var problems = await RefusedAsync("oliver", spec =>
        {
            spec["block"]![0]!["paper"] = "gold-leaf";
            ((JsonObject)spec["format"]!).Remove("size");
        });

        problems.Keys.ShouldContain("spec/block/0/paper");
        problems.Keys.ShouldContain("spec/format/size");
    }

    [Fact]
    public async Task A_slip_in_an_alternative_is_reported_there()
    {
        var oliver = Host.Api("oliver");
        var id = await oliver.StartAsync("Wrong alternative", [100m], [Stories.Changing("cover/lamination", "gloss"), new { changes = new Dictionary<string, int> { ["block/0/pages"] = 161 } }]);

        var problems = (await oliver.PostAsync($"inquiries/{id}/submit")).Problems();

        problems["alt/1/spec/block/0/pages"].ShouldHaveSingleItem().ShouldStartWith("Alternative C: 161 is odd");
    }

    [Theory]
    [InlineData("0", "A run of 0 is not possible: use a whole number from 1 to 1,000,000.")]
    [InlineData("-5", "A run of -5 is not possible: use a whole number from 1 to 1,000,000.")]
    [InlineData("1.5", "A run of 1.5 is not possible: use a whole number from 1 to 1,000,000.")]
    [InlineData("2000000", "A run of 2,000,000 is not possible: use a whole number from 1 to 1,000,000.")]
    public async Task A_run_length_that_cannot_be_is_refused(string quantity, string message)
    {
        var oliver = Host.Api("oliver");
        var id = await oliver.StartAsync("Odd run", [decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture)]);

        (await oliver.PostAsync($"inquiries/{id}/submit")).Problems()["quantity"].ShouldBe([message]);
        (await oliver.ReadAsync($"inquiries/{id}"))["number"].ShouldBeNull();
    }

    [Theory]
    [InlineData("{ \"title\": ")]
    [InlineData("[1, 2]")]
    [InlineData("{ \"title\": 7 }")]
    [InlineData("{ \"productType\": \"printing.book\", \"items\": [ { \"spec\": 12 } ] }")]
    [InlineData("{ \"productType\": \"printing.book\", \"items\": [ null ] }")]
    [InlineData("{ \"productType\": \"printing.book\", \"items\": [ { \"spec\": null } ] }")]
    [InlineData("{ \"productType\": \"printing.book\", \"items\": [ { \"alternatives\": [ null ] } ] }")]
    [InlineData("{ \"productType\": \"printing.book\", \"items\": [ { \"quantities\": null } ] }")]
    [InlineData("{ \"productType\": \"printing.book\", \"title\": null }")]
    [InlineData("{ \"productType\": null }")]
    [InlineData("{ \"productType\": \"printing.book\", \"title\": \"a\\u0000b\" }")]
    [InlineData("null")]
    public async Task Broken_JSON_gets_problem_details(string json)
    {
        var answer = await Host.Api("oliver").PostTextAsync("inquiries", json);

        answer.Problems();
        answer.Json.Text("title").ShouldNotBeNullOrEmpty();
        answer.Json["trace"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("inquiries?q=%00")]
    [InlineData("orders?q=%00")]
    [InlineData("inquiries?after=x%7Cy")]
    [InlineData("inquiries?take=1000000000")]
    [InlineData("orders?size=-1")]
    [InlineData("orders?after=nothing")]
    [InlineData("inquiries?q=%25%5C")]
    public async Task A_strange_search_breaks_nothing(string path) => (await Host.Api("oliver").GetAsync(path)).Status.ShouldBeOneOf(200, 400, 422);

    [Fact]
    public async Task A_product_nobody_sells_is_refused() =>
        (await Host.Api("oliver").PostAsync("inquiries", new { productType = "printing.cathedral" })).Problems()["productType"].ShouldBe(["There is no product “printing.cathedral”."]);

    private async Task<IReadOnlyDictionary<string, string[]>> RefusedAsync(string reader, Action<JsonObject> spoil)
    {
        var api = Host.Api(reader);
        var spec = await api.SampleAsync();
        spoil(spec);
        var id = await api.StartAsync("Pomyłka", [100m], null, spec);
        return (await api.PostAsync($"inquiries/{id}/submit")).Problems();
    }
}
