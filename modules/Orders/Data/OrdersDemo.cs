using Portal.Kernel.Documents;

namespace Portal.Orders;

/// <summary>What goes on with the demo's order after it was placed, by the same requests that people send.</summary>
internal sealed class OrdersDemo(IServiceScopeFactory scopes, IPrincipalSource principals, DemoBook book, OrdersDb db, FileStore files, PdfRenderer renderer, OperatorClock clock) : IDemoData
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public int Order => 60;

    public async Task LoadAsync(CancellationToken cancellation)
    {
        // The order is made a moment after the acceptance, by whoever delivers events.
        var order = Guid.Empty;
        for (var until = clock.Now + Patience; order == Guid.Empty && clock.Now < until; await Task.Delay(50, cancellation))
            order = await db.Orders.OrderBy(row => row.Id).Select(row => row.Id).FirstOrDefaultAsync(cancellation);
        if (order == Guid.Empty)
            return;
        var company = await db.Orders.Where(row => row.Id == order).Select(row => row.CompanyId).FirstAsync(cancellation);
        await AsAsync("piotr.zielinski", new SetClientTerms { CompanyId = company, Group = "wydawnictwa", RequiresCustomerNumber = true }, cancellation);
        await AsAsync("jonas.becker", new ChangeOrderData { Id = order, CustomerNumber = "NL-2026-118", CostCentre = "4410", RequestedDate = clock.Today.AddDays(28), DeliveryMethod = "DHL" }, cancellation);
        await AsAsync("piotr.zielinski", new SetPromisedDate { Id = order, Day = clock.Today.AddDays(25) }, cancellation);
        await AsAsync("piotr.zielinski", new AskAcceptance { Id = order, Kind = DocumentKind.Sheet }, cancellation);
        var year = clock.Today.Year;
        var contract = await AsAsync("piotr.zielinski", new SaveContract { CompanyId = company, Title = $"Rahmenvertrag {year}", ValidFrom = new DateOnly(year, 1, 1), ValidUntil = new DateOnly(year, 12, 31) }, cancellation);
        await using var paper = Paper($"Rahmenvertrag {year}");
        await files.SaveAsync(paper, $"Rahmenvertrag-{year}.pdf", "contract", contract, company, Audience.Customer, cancellation);
    }

    private MemoryStream Paper(string title)
    {
        var content = new MemoryStream();
        renderer.Render(new PdfDocument(title, "de", null, new PdfLetterhead("Drukarnia Wisła sp. z o.o.", [], "#1f5f8b"), new PdfFooter(title),
            [new PdfHeading(title, 1), new PdfParagraph("Dieser Vertrag regelt Preise, Fristen und Lieferbedingungen für Druckaufträge des laufenden Jahres.")]), clock.Now, content);
        content.Position = 0;
        return content;
    }

    private async Task<TResult> AsAsync<TResult>(string person, IRequest<TResult> request, CancellationToken cancellation)
    {
        var entry = book.Entries.First(it => it.Email.StartsWith(person + "@", StringComparison.Ordinal));
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Principal = await principals.OfTokenAsync(entry.Token, cancellation) ?? throw new InvalidOperationException($"The demo's {entry.Email} can't act.");
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellation);
    }
}
