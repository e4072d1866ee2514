using System.IO.Compression;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>A person's data are given out in one archive and erased, while the books stay.</summary>
public sealed class PersonalDataTests(SharedHost shared) : HttpTest(shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_was_erased_cannot_come_in_is_named_nowhere_and_left_the_books_whole()
    {
        await using var host = await RunningHost.StartAsync();
        var person = host.Person("petra");
        var petra = host.Api("petra");
        var id = (await petra.ReadAsync("me")).Text("personId");
        var inquiry = await petra.SubmitAsync("Vzpomínky");
        await petra.WriteAsync($"notes/inquiry/{inquiry}", new { text = "Prosím o matný papír" });
        await petra.WriteAsync($"people/{id}/photo", new { content = Pictures.Png(64, 64) });
        using var own = await Browser.SignedInAsync(host, person);
        var written = await ArchiveAsync(own, "/profile/data");
        written["photo-and-registration"].ShouldNotBeNullOrEmpty();
        written["person"].ShouldContain(person.Email);
        written["written"].ShouldContain("Prosím o matný papír");
        written["inquiries"].ShouldContain("Vzpomínky");
        written["sign-ins"].ShouldContain("Firefox");

        using var anna = await Browser.SignedInAsync(host, host.Person("anna"));
        var page = $"/people/{id}/access";
        (await anna.SendAsync(page, "ErasePerson", ("Reason", "Prosba"), ("Name", "Kdo jiný"))).Problem.ShouldContain(person.Name);
        (await own.IsInAsync()).ShouldBeTrue();
        (await anna.SendAsync(page, "ErasePerson", ("Reason", "Prosba"), ("Name", person.Name))).Target.ShouldBe(page);

        (await own.IsInAsync()).ShouldBeFalse();
        (await petra.GetAsync("inquiries")).Status.ShouldBe(401);
        using var again = new Browser(host.Address);
        (await again.SignInAsync(person.Email, person.Password)).Target.ShouldBeNull();
        foreach (var query in new[]
        {
            $"select count(*) from accounts.person where name = '{person.Name}' or email = '{person.Email}'", $"select count(*) from portal.note where author = '{person.Name}'",
            $"select count(*) from accounts.photo where person_id = '{id}'", $"select count(*) from accounts.company_text where text like '%dvorakova%'",
            $"select count(*) from accounts.session where person_id = '{id}'", $"select count(*) from portal.person_key where person_id = '{id}' and secret is not null",
        })
            (await host.CountAsync(query)).ShouldBe(0, query);

        // The matter goes on, and the trail says that something was, not what.
        var staff = host.Api("katarzyna");
        (await staff.ReadAsync($"inquiries/{inquiry}")).Text("title").ShouldBe("Vzpomínky");
        (await staff.ReadAsync($"notes/inquiry/{inquiry}")).List("rows").ShouldHaveSingleItem().Text("text").ShouldBe("Prosím o matný papír");
        var trail = (await host.Api("anna").ReadAsync($"trail?row={id}")).List("rows");
        trail.ShouldNotBeEmpty();
        trail.ShouldAllBe(row => row["isErased"]!.GetValue<bool>() && row.List("fields").Count == 0);
        (await RunningHost.DoAsync("verify-trail", $"--Portal:Data={host.DataFolder}")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_takes_or_erases_the_data_of_somebody_else_without_the_right()
    {
        using var ewa = await Browser.SignedInAsync(Host, Host.Person("ewa"));
        var oliver = (await Host.Api("oliver").ReadAsync("me")).Text("personId");
        (await ewa.GetAsync($"/people/{oliver}/data")).Status.ShouldBe(403);
        (await Host.Api("anna").PostAsync($"people/{oliver}/erase", new { reason = "x", name = "Oliver Grant" })).Status.ShouldBe(403);
        using var piotr = await Browser.SignedInAsync(Host, Host.Person("piotr"));
        (await piotr.GetAsync($"/people/{oliver}/data")).Status.ShouldBe(403);
    }

    private static async Task<Dictionary<string, string>> ArchiveAsync(Browser browser, string address)
    {
        await using var archive = new ZipArchive(new MemoryStream(await browser.Http.GetByteArrayAsync(address, Cancelled)));
        var files = new Dictionary<string, string>();
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Cancelled));
            files[Path.GetFileNameWithoutExtension(entry.Name)] = await reader.ReadToEndAsync(Cancelled);
        }

        return files;
    }
}
