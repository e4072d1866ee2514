using System.Globalization;
using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;
using Portal.Kernel.Documents;

namespace Portal.Inquiries;

/// <summary>The quote as a paper, in the language of the client company: what the PDF says is what was published.</summary>
internal sealed class QuotePaper(PdfRenderer renderer, Texts texts, Microsoft.Extensions.Configuration.IConfiguration configuration)
{
    public MemoryStream Render(Inquiry inquiry, Quote quote, CompanyCard own, CompanyCard client, PersonCard? handler, IReadOnlyList<IReadOnlyList<SpecLine>> contents)
    {
        var culture = Languages.Culture(quote.Language);
        var stream = new MemoryStream();
        renderer.Render(Document(inquiry, quote, own, client, handler, contents, culture), quote.PublishedAt, stream);
        stream.Position = 0;
        return stream;
    }

    private PdfDocument Document(Inquiry inquiry, Quote quote, CompanyCard own, CompanyCard client, PersonCard? handler, IReadOnlyList<IReadOnlyList<SpecLine>> contents, CultureInfo culture)
    {
        string Say(string key, params object[] arguments) => texts.Say(new Phrase(key, arguments), culture);
        var blocks = new List<PdfBlock>
        {
            new PdfHeading(Say("paper.quote", quote.Number), 1),
            new PdfColumns([new PdfColumn(Say("paper.for"), [client.Name, .. AddressOf(client), $"{Say("Company.taxId")} {client.TaxId}"]), new PdfColumn(Say("paper.delivery"), Delivery(inquiry, client))]),
            new PdfKeyValues(
            [
                new(Say("Inquiry.number"), inquiry.Number ?? ""),
                new(Say("paper.date"), quote.PublishedAt.ToString("d", culture)),
                new(Say("paper.validUntil"), Show.Day(quote.ValidUntil, culture)),
                new(Say("Inquiry.assignee"), handler is null ? "" : string.Join(", ", new[] { handler.Name, handler.Phone }.OfType<string>())),
            ]),
            new PdfHeading(inquiry.Title),
        };
        for (var i = 0; i < inquiry.Items.Count; i++)
            blocks.AddRange(contents[i].GroupBy(line => line.Section).Select(section => new PdfParagraph(
                string.Join("; ", section.Select(line => $"{texts.Say(line.Label, culture)}: {texts.Say(line.Value, culture)}")), section.Key is { } title ? texts.Say(title, culture) : null)));
        blocks.Add(new PdfHeading(Say("paper.prices")));
        blocks.Add(Prices(quote, culture));
        blocks.Add(new PdfNote(Say("paper.terms", quote.TolerancePercent, client.PaymentDays, Show.Day(quote.ValidUntil, culture))));
        if (quote.Message.Length > 0)
            blocks.Add(new PdfParagraph(quote.Message));
        return new PdfDocument(
            Say("paper.quote", quote.Number), quote.Language, own.Name, new PdfLetterhead(own.Name, [.. AddressOf(own), $"{Say("Company.taxId")} {own.TaxId}"], configuration["Portal:Accent"] ?? "#1f5f8b"),
            new PdfFooter(quote.Number, own.Name), blocks);
    }

    private PdfTable Prices(Quote quote, CultureInfo culture)
    {
        string Say(string key, params object[] arguments) => texts.Say(new Phrase(key, arguments), culture);
        var rows = quote.Lines.GroupBy(line => line.Name).SelectMany(group => group.OrderBy(line => line.Order).Select(line => new PdfTableRow(
            PdfRowKind.Line, new PdfCell(line.Name), new PdfCell(Show.Number(line.Quantity, culture)), new PdfCell(Show.Amount(line.UnitPrice, culture)), new PdfCell(Show.Amount(line.Total, culture)), new PdfCell(Show.Percent(line.VatPercent, culture)))));
        return new PdfTable(
        [
            new(Say("Inquiry.choice"), 4), new(Say("Inquiry.quantity"), 1.4f, PdfAlign.Right), new(Say("paper.unitPrice", quote.Currency), 1.8f, PdfAlign.Right),
            new(Say("paper.net", quote.Currency), 1.8f, PdfAlign.Right), new(Say("paper.vat"), 1, PdfAlign.Right),
        ], [.. rows]);
    }

    /// <summary>As chosen, else where the company usually takes deliveries: the address an acceptance without another choice would freeze.</summary>
    private static IReadOnlyList<string> Delivery(Inquiry inquiry, CompanyCard client) => (inquiry.Delivery, client.Addresses.FirstOrDefault(it => it.Kind == "delivery")) switch
    {
        ({ } chosen, _) => [chosen.Name, chosen.Street, $"{chosen.PostCode} {chosen.City}", chosen.Country],
        (_, { } usual) => [usual.Name, usual.Street, $"{usual.PostCode} {usual.City}", usual.Country],
        _ => [client.Name, .. AddressOf(client)],
    };

    private static IEnumerable<string> AddressOf(CompanyCard company) => company.Addresses.FirstOrDefault() is { } address
        ? [address.Street, $"{address.PostCode} {address.City}", address.Country]
        : [];
}
