using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>Inquiries at every stage, made by the same requests that people send.</summary>
internal sealed class InquiriesDemo(IServiceScopeFactory scopes, IPrincipalSource principals, DemoBook book, IProductTypes types, Contracts.Workflow.IWorkingTime time, OperatorClock clock) : IDemoData
{
    private const string Book = "printing.book";

    public int Order => 50;

    public async Task LoadAsync(CancellationToken cancellation)
    {
        if (types.Find(Book) is not { } type)
            return;
        var hard = type.Sample.With(new Dictionary<string, JsonNode?> { ["block/0/pages"] = 320 });
        var photo = type.Sample.With(new Dictionary<string, JsonNode?> { ["block/0/pages"] = 128, ["block/0/paper"] = "matt-135", ["block/0/colours"] = "4/4" });
        var novel = await SendAsync("ewa.kaminska", "Zapach jesieni, powieść", hard, [1000m, 2000m, 3000m], [("", "cover/lamination", "soft-touch"), ("", "binding/kind", "sewn")], cancellation);
        var album = await SendAsync("jonas.becker", "Bildband Nordsee", photo, [500m, 1000m], [("", "block/0/paper", "matt-150")], cancellation);
        var cookbook = await SendAsync("petra.dvorakova", "Kuchařka z podhůří", photo, [800m, 1500m], [], cancellation);
        var guide = await SendAsync("ewa.kaminska", "Przewodnik po Mazurach", type.Sample, [1500m, 2500m], [("", "cover/lamination", "gloss")], cancellation);
        var axes = new Dictionary<string, IReadOnlyList<string>> { ["block/0/paper"] = ["cream-80"], ["cover/lamination"] = ["gloss", "soft-touch"] };
        var tales = await AsAsync("ewa.kaminska", new StartInquiry { ProductType = Book, Title = "Bajki na dobranoc", Items = [new InquiryItem { Spec = type.Sample, Quantities = [1200m, 2400m], Axes = axes, LeftOut = [new CellKey("F", 1200m)] }] }, cancellation);
        await AsAsync("oliver.grant", new MakeAlternatives { Id = tales.Id }, cancellation);
        await AsAsync("ewa.kaminska", new KeepTemplate { Id = novel, Name = "Powieść w dwóch oprawach" }, cancellation);
        await WorkOnAsync(cookbook, cancellation);
        await AsAsync("katarzyna.wisniewska", new MovePromise { InquiryId = guide, Day = await time.NextDayAsync(clock.Today.AddDays(2), cancellation), Reason = "Czekamy na cenę papieru od dostawcy." }, cancellation);
        await AsAsync("katarzyna.wisniewska", new SaveView { List = "inquiries", Name = "Moje do wyceny", Query = "show=waiting&only=mine&sort=promised" }, cancellation);
        await AsAsync("anna.nowak", new SaveView { List = "inquiries", Name = "Oferty przed końcem terminu", Query = "only=expiring", IsShared = true }, cancellation);
        foreach (var id in new[] { novel, album })
            await AsAsync("katarzyna.wisniewska", new PublishQuote { InquiryId = id, ValidUntil = clock.Today.AddDays(30) }, cancellation);
        await NegotiateAsync(novel, cancellation);
        await AskAsync(type.Sample, cancellation);
        var first = (await AsAsync("ewa.kaminska", new ShowInquiry { Id = novel }, cancellation)).Quotes[^1];
        await AsAsync("ewa.kaminska", new MakeLink { InquiryId = novel, QuoteId = first.Id, ForWhom = "Barbara Lis, zarząd", Scope = LinkScope.Decide }, cancellation);
        var shown = await AsAsync("jonas.becker", new ShowInquiry { Id = album }, cancellation);
        await AsAsync("jonas.becker", new AcceptQuote { InquiryId = album, QuoteId = shown.Quotes[0].Id, Lines = [shown.Quotes[0].Lines[0].Id], CustomerNumber = "NL-2026-118" }, cancellation);
    }

    /// <summary>A calculation that an estimator has begun to work on.</summary>
    private async Task WorkOnAsync(Guid inquiry, CancellationToken cancellation)
    {
        const string estimator = "katarzyna.wisniewska";
        var cell = (await AsAsync(estimator, new ShowDesk { Id = inquiry }, cancellation)).Items[0].Cells[0].Id;
        var (path, line) = (await AsAsync(estimator, new ShowCell { InquiryId = inquiry, Id = cell }, cancellation)).Tree.Lines().First(it => it.Value.Amount > 0);
        await AsAsync(estimator, new OverrideLine { InquiryId = inquiry, CellId = cell, Path = path, Amount = Money.Round(line.Amount * 0.9m), Reason = "Uzgodnione z mistrzem zmiany: krótszy narząd" }, cancellation);
        await AsAsync(estimator, new AddLine { InquiryId = inquiry, CellId = cell, ApplyTo = CellScope.All, Label = "Próbny egzemplarz", Amount = 85m, Reason = "Klient prosi o egzemplarz przed drukiem" }, cancellation);
    }

    /// <summary>A quote in two open versions, with a question answered and a price proposed.</summary>
    private async Task NegotiateAsync(Guid inquiry, CancellationToken cancellation)
    {
        const string buyer = "ewa.kaminska", estimator = "katarzyna.wisniewska";
        var cell = (await AsAsync(buyer, new ShowInquiry { Id = inquiry }, cancellation)).Quotes[0].Lines.First(line => line.Quantity == 2000m).CellId;
        await AsAsync(buyer, new AddNote { SubjectKind = QuotedCellMatter.Kind, SubjectId = cell, Text = "Czy 2000 egzemplarzy można odebrać w dwóch partiach?" }, cancellation);
        await AsAsync(estimator, new AddNote { SubjectKind = QuotedCellMatter.Kind, SubjectId = cell, Text = "Tak, druga partia do sześciu tygodni po pierwszej, bez dopłaty." }, cancellation);
        await AsAsync(estimator, new SetDiscount { InquiryId = inquiry, CellId = cell, DiscountPercent = 2m }, cancellation);
        await AsAsync(estimator, new PublishQuote { InquiryId = inquiry, Cells = [cell], KeepsEarlier = true, ValidUntil = clock.Today.AddDays(14), Message = "Rabat za odbiór w dwóch partiach." }, cancellation);
        var price = (await AsAsync(buyer, new ShowInquiry { Id = inquiry }, cancellation)).Quotes[0].Lines[0].UnitPrice!.Value;
        await AsAsync(buyer, new MakeCounterOffer { InquiryId = inquiry, CellId = cell, UnitPrice = Money.Round(price * 0.98m), Reason = "Przy tej cenie zamówimy jeszcze w tym miesiącu." }, cancellation);
    }

    /// <summary>An inquiry from the public form, confirmed and waiting for somebody to say whose it is.</summary>
    private async Task AskAsync(Spec spec, CancellationToken cancellation)
    {
        var token = QuoteLink.NewToken();
        CultureInfo.CurrentUICulture = Languages.Culture("pl");
        await using var scope = scopes.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        await mediator.Send(
            new FileAsk
            {
                ProductType = Book,
                Title = "Śpiewnik na zlot",
                Name = "Olga Maj",
                Email = "olga.maj@kormoran.example",
                Company = "Kormoran",
                Phone = "+48 602 555 019",
                Spec = spec,
                Quantities = [400m, 800m],
                Message = "Termin: połowa czerwca. Proszę o dwie wersje nakładu.",
                Consent = true,
                Token = token,
            },
            cancellation);
        await mediator.Send(new ConfirmAsk { Token = token }, cancellation);
    }

    private async Task<Guid> SendAsync(string person, string title, Spec spec, IReadOnlyList<decimal> quantities, IReadOnlyList<(string Name, string Path, string Value)> alternatives, CancellationToken cancellation)
    {
        var item = new InquiryItem
        {
            Spec = spec,
            Quantities = quantities,
            Alternatives = [.. alternatives.Select(it => new Alternative { Name = it.Name, Changes = new Dictionary<string, JsonNode?> { [it.Path] = it.Value } })],
        };
        var started = await AsAsync(person, new StartInquiry { ProductType = Book, Title = title, Items = [item] }, cancellation);
        await AsAsync(person, new SubmitInquiry { Id = started.Id }, cancellation);
        return started.Id;
    }

    private async Task<TResult> AsAsync<TResult>(string person, IRequest<TResult> request, CancellationToken cancellation)
    {
        var entry = book.Entries.First(it => it.Email.StartsWith(person + "@", StringComparison.Ordinal));
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Principal = await principals.OfTokenAsync(entry.Token, cancellation) ?? throw new InvalidOperationException($"The demo's {entry.Email} can't act.");
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellation);
    }
}
