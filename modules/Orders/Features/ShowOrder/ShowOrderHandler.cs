using System.Globalization;
using Portal.Contracts.Accounts;

namespace Portal.Orders;

internal sealed class ShowOrderHandler(OrdersDb db, IPeople people, ISignatories signatories, ICompanies companies, Installed installed, Caller caller, Texts texts) : IRequestHandler<ShowOrder, ShowOrder.Result>
{
    private readonly bool _showsPrices = caller.Can(OrdersPermissions.Prices);

    public async Task<ShowOrder.Result> Handle(ShowOrder request, CancellationToken cancellation)
    {
        // Several children of one parent in one join would multiply each other.
        var order = await db.Orders.AsNoTracking().AsSplitQuery().Include(row => row.Lines).Include(row => row.Milestones).Include(row => row.Events)
            .Include(row => row.Plan).Include(row => row.Documents).ThenInclude(document => document.Signatures).Include(row => row.Promises)
            .FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        var repeats = await db.Repeats.AsNoTracking().Where(row => row.OrderId == order.Id).OrderByDescending(row => row.At).ToListAsync(cancellation);
        var cards = await people.FindAsync(
            new[] { order.PersonId, order.HandlerId }.Concat(order.Milestones.Select(it => it.PersonId)).Concat(order.Events.Select(it => it.PersonId))
                .Concat(order.Documents.SelectMany(it => it.Signatures.Select(signature => (Guid?)signature.PersonId).Append(it.AskedBy).Append(it.RejectedBy)))
                .Concat(order.Promises.Select(it => it.PersonId)).Concat(repeats.Select(it => (Guid?)it.PersonId)).OfType<Guid>().ToHashSet(), cancellation);
        var actions = order.Permitted(OrderGuard.SideOf(caller.Principal)).Where(IsTheirs).ToList();
        var (who, limitCurrency) = await SignatoryAsync(order, actions, cancellation);
        return new(
            order.Id, order.Number, order.Title, order.State, order.Reason is { } reason ? Say(reason) : null, order.CompanyId, order.CompanyName, order.TaxId, order.CustomerNumber,
            order.InquiryId, order.InquiryNumber, order.QuoteId, order.QuoteNumber, order.PlacedAt, order.Currency,
            _showsPrices ? order.Net : null, _showsPrices ? order.Vat : null, _showsPrices ? order.Gross : null, order.PaymentDays,
            order.DeliveryAddress, order.BillingAddress, Card(order.PersonId), order.HandlerId is { } handler ? Card(handler) : null,
            [.. order.Lines.OrderBy(line => line.Position).Select(line => Line(order, line))],
            [.. MilestoneSteps.Of(order.Plan, order.Milestones, order.Lines, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, Name, actions.Contains(OrderAction.UndoMilestone), actions.Contains(OrderAction.ConfirmDelivery)).Where(IsToBeShown)],
            [.. order.Events.OrderByDescending(it => it.At).ThenByDescending(it => it.Id).Select(it => new ShowOrder.Happening(it.At, Say(it.What), Name(it.PersonId), it.Audience))],
            actions, order.CostCentre, order.RequestedDate, order.PromisedDate, order.DeliveryMethod, order.TolerancePercent,
            [.. order.Documents.OrderByDescending(it => it.IsPending).ThenByDescending(it => it.AskedAt).Select(Document)],
            [.. order.Promises.OrderByDescending(it => it.At).Select(it => new ShowOrder.Promised(it.Day, it.Reason, Name(it.PersonId), it.At))],
            [.. repeats.Select(it => new ShowOrder.Repeat(it.InquiryId, Name(it.PersonId), it.At))], order.AcceptanceId);

        ShowOrder.Document Document(OrderDocument it)
        {
            var suffices = who is not null && Order.Suffices(who, it, limitCurrency);
            var mayDecide = who is not null && it.IsOpen && it.Signatures.All(signature => signature.PersonId != who.PersonId) && (it.State == DocumentState.Waiting || suffices);
            return new(
                it.Id, it.Kind, texts.Say(Order.NameOf(it)), it.VersionNo, it.State, it.FileId, it.FileName, it.Sha256, it.Kind != DocumentKind.Sheet || _showsPrices, it.Note, Name(it.AskedBy), it.AskedAt,
                it.RejectReason, Name(it.RejectedBy), it.RejectedAt, [.. it.Signatures.OrderBy(signature => signature.At).Select(signature => new ShowOrder.Signed(signature.Name, Name(signature.PersonId), signature.Sha256, signature.At))],
                mayDecide, mayDecide && !suffices);
        }

        PersonCard? Card(Guid id) => cards.GetValueOrDefault(id);
        string? Name(Guid? id) => id is { } person ? Card(person)?.Name : null;
    }

    /// <summary>The reader as one who signs, where something waits to be signed.</summary>
    private async Task<(Signatory? Who, string Currency)> SignatoryAsync(Order order, List<OrderAction> actions, CancellationToken cancellation)
    {
        if (!actions.Contains(OrderAction.Decide) || !order.Documents.Any(it => it.IsOpen))
            return (null, "");
        var who = (await signatories.OfAsync(order.CompanyId, cancellation)).FirstOrDefault(it => it.PersonId == caller.Principal.PersonId);
        return (who, (await companies.FindAsync(order.CompanyId, cancellation))?.Currency ?? "");
    }

    /// <summary>What the side may do is not what each of its people may do.</summary>
    private bool IsTheirs(OrderAction action) => action switch
    {
        OrderAction.Decide => caller.Can(OrdersPermissions.Accept) || caller.Can(OrdersPermissions.Approve),
        OrderAction.ChangeData or OrderAction.ConfirmDelivery => caller.Can(OrdersPermissions.Accept) || caller.Can(OrdersPermissions.Approve) || caller.Can(OrdersPermissions.Manage),
        OrderAction.Repeat => installed.Has("inquiries") && (caller.Can(OrdersPermissions.File) || caller.Can(OrdersPermissions.Manage)),
        _ => true,
    };

    private ShowOrder.Line Line(Order order, OrderLine line) => new(
        line.Id, order.ShippedOf(line.Id), order.MostOf(line), line.Position, line.CellId, line.QuoteLineId, line.ProductType, line.Name, line.Quantity, line.Unit, _showsPrices ? line.UnitPrice : null, _showsPrices ? line.Total : null, line.VatPercent,
        [.. line.Content.Select(it => new ShowOrder.ContentLine(it.Section is { } section ? texts.Say(section) : null, texts.Say(it.Label), texts.Say(it.Value)))]);

    /// <summary>A step passed over may have been reached behind a customer's back: to them it is simply not there.</summary>
    private bool IsToBeShown(ShowOrder.Step step) => caller.IsStaff || step.State != StepState.NotNeeded;

    private string Say(Phrase phrase) => texts.Say(_showsPrices ? phrase : Discretion.Plain(phrase));
}
