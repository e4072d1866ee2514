using System.Globalization;
using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;
using Portal.Kernel.Documents;

namespace Portal.Orders;

/// <summary>The contract sheet: an order's whole content as a paper, in the language of its papers. What the customer accepts is its bytes.</summary>
internal sealed class OrderPaper(PdfRenderer renderer, Texts texts, Microsoft.Extensions.Configuration.IConfiguration configuration)
{
    /// <param name="version">Of the sheet; a changed order gets a new one.</param>
    public MemoryStream Render(Order order, int version, CompanyCard own, PersonCard? handler, DateTimeOffset at)
    {
        var culture = Languages.Culture(order.Language);
        var stream = new MemoryStream();
        renderer.Render(Document(order, version, own, handler, at, culture), at, stream);
        stream.Position = 0;
        return stream;
    }

    private PdfDocument Document(Order order, int version, CompanyCard own, PersonCard? handler, DateTimeOffset at, CultureInfo culture)
    {
        string Say(string key, params object[] arguments) => texts.Say(new Phrase(key, arguments), culture);
        var title = Say("order.paper.sheet", order.Number, version);
        List<PdfKeyValue> facts =
        [
            new(Say("order.paper.date"), at.ToString("d", culture)),
            new(Say("Order.quote"), order.QuoteNumber),
            new(Say("Order.payment"), order.PaymentDays == 0 ? Say("Order.payment.advance") : Say("Order.payment.days", order.PaymentDays)),
            new(Say("Order.handler"), handler is null ? "–" : string.Join(", ", new[] { handler.Name, handler.Phone }.OfType<string>())),
        ];
        void Add(string key, string? value)
        {
            if (value is { Length: > 0 })
                facts.Add(new(Say(key), value));
        }

        Add("Order.customerNumber", order.CustomerNumber);
        Add("Order.costCentre", order.CostCentre);
        Add("Order.requestedDate", order.RequestedDate is { } wanted ? Show.Day(wanted, culture) : null);
        Add("Order.promisedDate", order.PromisedDate is { } promised ? Show.Day(promised, culture) : null);
        Add("Order.deliveryMethod", order.DeliveryMethod);
        Add("Order.tolerance", order.TolerancePercent > 0 ? Say("Order.tolerance.value", order.TolerancePercent) : null);
        var blocks = new List<PdfBlock>
        {
            new PdfHeading(title, 1),
            new PdfColumns(
            [
                new PdfColumn(Say("Order.billing"), [order.CompanyName, .. Address(order.BillingAddress), order.TaxId]),
                new PdfColumn(Say("Order.delivery"), [order.DeliveryAddress.Name, .. Address(order.DeliveryAddress)]),
            ]),
            new PdfKeyValues(facts),
            new PdfHeading(order.Title),
            Prices(order, culture),
        };
        foreach (var line in order.Lines.OrderBy(line => line.Position).Where(line => line.Content.Count > 0))
        {
            blocks.Add(new PdfHeading($"{line.Position}. {line.Name}"));
            blocks.AddRange(line.Content.GroupBy(it => it.Section).Select(section => new PdfParagraph(
                string.Join("; ", section.Select(it => $"{texts.Say(it.Label, culture)}: {texts.Say(it.Value, culture)}")), section.Key is { } name ? texts.Say(name, culture) : null)));
        }

        blocks.Add(new PdfNote(Say("order.paper.note")));
        return new PdfDocument(title, order.Language, own.Name,
            new PdfLetterhead(own.Name, [.. own.Addresses.Take(1).SelectMany(it => new[] { it.Street, $"{it.PostCode} {it.City}", it.Country }), own.TaxId], configuration["Portal:Accent"] ?? "#1f5f8b"),
            new PdfFooter(order.Number, own.Name), blocks);
    }

    private PdfTable Prices(Order order, CultureInfo culture)
    {
        string Say(string key, params object[] arguments) => texts.Say(new Phrase(key, arguments), culture);
        return new PdfTable(
        [
            new(Say("Order.line.name"), 4), new(Say("Order.line.quantity"), 1.6f, PdfAlign.Right), new($"{Say("Order.line.unitPrice")} {order.Currency}", 1.8f, PdfAlign.Right),
            new(Say("Order.line.vat"), 1, PdfAlign.Right), new($"{Say("Order.line.total")} {order.Currency}", 1.8f, PdfAlign.Right),
        ],
        [
            .. order.Lines.OrderBy(line => line.Position).Select(line => new PdfTableRow(PdfRowKind.Line,
                line.Name, $"{Show.Number(line.Quantity, culture)} {Say(line.Unit)}", Show.Amount(line.UnitPrice, culture), Show.Percent(line.VatPercent, culture), Show.Amount(line.Total, culture))),
            Sum(PdfRowKind.Sum, Say("Order.net"), order.Net),
            .. order.Vat.Select(rate => Sum(PdfRowKind.Sum, Say("Order.vat", rate.Percent), rate.Vat)),
            Sum(PdfRowKind.Total, Say("Order.gross"), order.Gross),
        ]);

        PdfTableRow Sum(PdfRowKind kind, string label, decimal amount) => new(kind, label, null, null, null, Show.Amount(amount, culture));
    }

    private static IEnumerable<string> Address(AddressLines? at) => at is null ? [] : [at.Street, $"{at.PostCode} {at.City}", at.Country];
}
