using System.Globalization;
using Portal.Contracts.Accounts;

namespace Portal.Orders;

internal sealed class ShowOrderHandler(OrdersDb db, IPeople people, Caller caller, Texts texts) : IRequestHandler<ShowOrder, ShowOrder.Result>
{
    private readonly bool _showsPrices = caller.Can(OrdersPermissions.Prices);

    public async Task<ShowOrder.Result> Handle(ShowOrder request, CancellationToken cancellation)
    {
        // Three children of one parent in one join would multiply each other.
        var order = await db.Orders.AsNoTracking().AsSplitQuery().Include(row => row.Lines).Include(row => row.Milestones).Include(row => row.Events)
            .FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        var definitions = await db.Definitions.AsNoTracking().ToListAsync(cancellation);
        var cards = await people.FindAsync(
            new[] { order.PersonId, order.HandlerId }.Concat(order.Milestones.Select(it => it.PersonId)).Concat(order.Events.Select(it => it.PersonId)).OfType<Guid>().ToHashSet(), cancellation);
        var actions = order.Permitted(OrderGuard.SideOf(caller.Principal));
        return new(
            order.Id, order.Number, order.Title, order.State, order.Reason is { } reason ? Say(reason) : null, order.CompanyId, order.CompanyName, order.TaxId, order.CustomerNumber,
            order.InquiryId, order.InquiryNumber, order.QuoteId, order.QuoteNumber, order.PlacedAt, order.Currency,
            _showsPrices ? order.Net : null, _showsPrices ? order.Vat : null, _showsPrices ? order.Gross : null, order.PaymentDays,
            order.DeliveryAddress, order.BillingAddress, Card(order.PersonId), order.HandlerId is { } handler ? Card(handler) : null,
            [.. order.Lines.OrderBy(line => line.Position).Select(Line)],
            [.. MilestoneSteps.Of(definitions, order.Milestones, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, Name, actions.Contains(OrderAction.UndoMilestone)).Where(IsToBeShown)],
            [.. order.Events.OrderByDescending(it => it.At).ThenByDescending(it => it.Id).Select(it => new ShowOrder.Happening(it.At, Say(it.What), Name(it.PersonId), it.Audience))],
            actions);

        PersonCard? Card(Guid id) => cards.GetValueOrDefault(id);
        string? Name(Guid? id) => id is { } person ? Card(person)?.Name : null;
    }

    private ShowOrder.Line Line(OrderLine line) => new(
        line.Position, line.CellId, line.QuoteLineId, line.ProductType, line.Name, line.Quantity, line.Unit, _showsPrices ? line.UnitPrice : null, _showsPrices ? line.Total : null, line.VatPercent,
        [.. line.Content.Select(it => new ShowOrder.ContentLine(it.Section is { } section ? texts[section] : null, texts.Say(it.Label), texts.Say(it.Value)))]);

    /// <summary>A step passed over may have been reached behind a customer's back: to them it is simply not there.</summary>
    private bool IsToBeShown(ShowOrder.Step step) => caller.IsStaff || step.State != StepState.NotNeeded;

    private string Say(Phrase phrase) => texts.Say(_showsPrices ? phrase : Discretion.Plain(phrase));
}
