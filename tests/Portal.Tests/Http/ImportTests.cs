using System.Text;
using System.Text.Json.Nodes;
using Portal.Kernel.Documents;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>Companies and people from a list: looked at first, then imported row by row, each once.</summary>
public sealed class ImportTests(SharedHost shared) : HttpTest(shared)
{
    private Api Staff => Host.Api("piotr");

    private Task<JsonNode> DoneAsync(string id) => Eventually.GetAsync("the end of the import", async () => await Staff.ReadAsync($"company-imports/{id}") is var shown && shown.Text("state") == "done" ? shown : null);

    [Fact]
    public async Task A_list_is_checked_imported_once_and_its_bad_rows_come_back()
    {
        var (word, known) = ($"Imp{Guid.NewGuid().ToString("N")[..8]}", CompanyTests.NewTaxId());
        var there = await CompanyTests.MakeAsync(Host.Api("anna"), $"{word} Stara", new { taxId = known });
        var fresh = CompanyTests.NewTaxId();
        var csv = $"""
            Nazwa;NIP;Miejscowość;Kod pocztowy;Ulica;Osoba kontaktowa;E-mail osoby;Termin płatności;Uwagi
            "{word} Łąka; sp. z o.o.";{fresh};Łódź;90-001;Piotrkowska 1;Jan Żak;jan@{word}.example;30;x
            {word} Łąka 2;PL {fresh[..3]}-{fresh[3..6]}-{fresh[6..8]}-{fresh[8..]};Łódź;90-001;Piotrkowska 1;Ewa Żak;ewa@{word}.example;;
            Inaczej;{known};Kraków;;;Nowa Osoba;nowa@{word}.example;;
            {word} Zła;1234567890;;;;;nie-mail;zaraz;
            ;{CompanyTests.NewTaxId()};;;;;;;
            """.Replace("\n", "\r\n");
        foreach (var (encoding, again) in new[] { (Encoding.UTF8, false), (Encoding.UTF8, true) })
        {
            var id = (await Staff.WriteAsync("company-imports", new { fileName = "klienci.csv", content = encoding.GetBytes(csv) })).GetValue<string>();
            var shown = await Staff.ReadAsync($"company-imports/{id}");
            shown.List("fields").Select(field => field.ToString()).ShouldBe(["name", "taxId", "city", "postCode", "street", "personName", "personEmail", "paymentDays", "none"]);
            if (!again)
            {
                ((int)shown.Amount("new"), (int)shown.Amount("known"), (int)shown.Amount("wrong")).ShouldBe((1, 2, 2));
                shown.List("problems").Select(problem => (int)problem.Amount("no")).ShouldBe([5, 6]);
                shown.List("problems")[0].List("why").Count.ShouldBe(3);
                (await Staff.ReadAsync($"companies?q={word}")).List("rows").Count.ShouldBe(1, "Looking makes nothing.");
            }

            (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Staff.PostAsync($"company-imports/{id}/run")))).ShouldAllBe(answer => answer.Status == 200);
            var done = await DoneAsync(id);
            ((int)done.Amount("new"), (int)done.Amount("known"), (int)done.Amount("wrong")).ShouldBe((1, 2, 2));
        }

        var made = (await Staff.ReadAsync($"companies?q={Uri.EscapeDataString(word + " laka")}")).List("rows").Single();
        made.Text("city").ShouldBe("Łódź");
        made.Text("name").ShouldBe($"{word} Łąka; sp. z o.o.");
        (await Staff.ReadAsync($"companies/{made.Text("id")}")).List("people").Select(person => person.Text("name")).ShouldBe(["Ewa Żak", "Jan Żak"], ignoreOrder: true);
        (await Staff.ReadAsync($"companies/{there}")).List("people").Select(person => person.Text("name")).ShouldBe(["Nowa Osoba"]);
        (await Host.Api("katarzyna").PostAsync("company-imports", new { content = "x"u8.ToArray() })).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("Nazwa;Osoba;E-mail;Telefon", "name,personName,personEmail,personPhone")]
    [InlineData("Nazwa;E-mail;Telefon;Osoba", "name,email,phone,personName")]
    [InlineData("Firma;E-mail;Osoba;E-mail osoby", "name,email,personName,personEmail")]
    public async Task A_mail_after_a_persons_name_is_that_persons(string head, string fields)
    {
        var id = (await Staff.WriteAsync("company-imports", new { fileName = "kolumny.csv", content = Encoding.UTF8.GetBytes($"{head}\r\nX{Guid.NewGuid():N};a;b;c\r\n") })).GetValue<string>();
        (await Staff.ReadAsync($"company-imports/{id}")).List("fields").Select(field => field.ToString()).ShouldBe(fields.Split(','));
    }

    [Fact]
    public async Task Columns_are_corrected_by_hand_and_a_workbook_of_thousands_runs_to_its_end()
    {
        var word = $"Xls{Guid.NewGuid().ToString("N")[..8]}";
        using var workbook = new MemoryStream();
        Spreadsheet.Write(workbook, [new SheetColumn("Kontrahent"), new SheetColumn("Coś"), new SheetColumn("Numer")], Enumerable.Range(1, 1_200).Select(at => new object?[] { $"{word} {at}", $"mail{at}@{word}.example", $"{word}-{at}" }), "Lista");
        var id = (await Staff.WriteAsync("company-imports", new { fileName = "lista.xlsx", content = workbook.ToArray() })).GetValue<string>();
        (await Staff.PutAsync($"company-imports/{id}/fields", new { fields = new[] { "name", "name", "contractorNo" } })).Problems().Keys.ShouldBe(["fields"]);
        (await Staff.PutAsync($"company-imports/{id}/fields", new { fields = new[] { "name", "email" } })).Problems().Keys.ShouldBe(["fields"]);
        (await Staff.PutAsync($"company-imports/{id}/fields", new { fields = new[] { "none", "email", "contractorNo" } })).Ok();
        (await Staff.PostAsync($"company-imports/{id}/run")).Status.ShouldBe(422, "Without a name there is nothing to make.");
        (await Staff.PutAsync($"company-imports/{id}/fields", new { fields = new[] { "name", "email", "contractorNo" } })).Ok();
        (await Staff.PostAsync($"company-imports/{id}/run")).Ok();
        var done = await DoneAsync(id);
        ((int)done.Amount("new"), (int)done.Amount("wrong"), (int)done.Amount("handled")).ShouldBe((1_200, 0, 1_200));
        (await Staff.ReadAsync($"companies?q={word}-777")).List("rows").Single().Text("name").ShouldBe($"{word} 777");
        (await Staff.PutAsync($"company-imports/{id}/fields", new { fields = new[] { "name", "email", "contractorNo" } })).Status.ShouldBe(422);
    }

    [Fact]
    public async Task What_is_no_list_is_refused()
    {
        foreach (var content in new[] { "nagłówek bez wierszy"u8.ToArray(), [0x50, 0x4B, 0x03, 0x04, 1, 2, 3], Pictures.Png(10, 10) })
            (await Staff.PostAsync("company-imports", new { fileName = "x", content })).Problems().Keys.ShouldBe(["content"]);
    }
}
