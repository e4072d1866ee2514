using Portal.Contracts.Inquiries;

namespace Portal.Orders;

/// <summary>Asks for a line of an order again in other quantities: a draft inquiry with the same specification, priced anew once it is sent.</summary>
[Permission(OrdersPermissions.File, OrdersPermissions.Manage)]
public sealed class RepeatOrder : IWrite<RepeatOrder.Result>
{
    public Guid Id { get; set; }

    /// <summary>May be left out where the order has one line.</summary>
    public Guid? LineId { get; set; }

    public List<decimal> Quantities { get; set; } = [];

    public string Note { get; set; } = "";

    /// <param name="InquiryId">The draft: its author sends it.</param>
    public sealed record Result(Guid Id, Guid InquiryId);
}

internal sealed class RepeatOrderValidator : AbstractValidator<RepeatOrder>
{
    public RepeatOrderValidator(Texts texts)
    {
        RuleFor(it => it.Quantities).Must(quantities => quantities.Count is >= 1 and <= 20).WithMessage(_ => texts["RepeatOrder.Quantities.needed", 20]);
        RuleForEach(it => it.Quantities).InclusiveBetween(1, 100_000_000).OverridePropertyName(nameof(RepeatOrder.Quantities)).WithMessage(_ => texts["RepeatOrder.Quantities.between", 1, 100_000_000]);
        RuleFor(it => it.Note).MaximumLength(1000);
    }
}

internal sealed class RepeatOrderHandler(OrdersDb db, IEnumerable<IInquiryDrafts> drafts, Caller caller, Texts texts, TimeProvider clock) : IRequestHandler<RepeatOrder, RepeatOrder.Result>
{
    public async Task<RepeatOrder.Result> Handle(RepeatOrder request, CancellationToken cancellation)
    {
        var order = await db.Orders.Include(row => row.Lines).FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        var actor = Actor.Of(caller, clock);
        order.Demand(OrderAction.Repeat, actor);
        var line = request.LineId is { } id ? order.Lines.FirstOrDefault(it => it.Id == id) ?? throw new NotFoundException()
            : order.Lines is [var only] ? only : throw new RuleBroken(nameof(request.LineId), "RepeatOrder.LineId.needed");
        var person = caller.RequirePerson();

        // A draft is its author's alone: what staff prepare becomes a draft of whoever ordered.
        var author = person.IsStaff ? order.PersonId : person.Person;
        var note = string.Join("\n", new[] { texts.Say(new Phrase("RepeatOrder.note", order.Number), Languages.Culture(order.Language)), request.Note.Trim() }.Where(text => text.Length > 0));
        var inquiry = drafts.FirstOrDefault() is { } inquiries
            ? await inquiries.RepeatAsync(new(line.QuoteLineId, order.CompanyId, author, order.Title, [.. request.Quantities.Distinct().Order()], "", note, order.DeliveryAddress), cancellation) : null;
        if (inquiry is not { } draft)
            throw new RuleBroken("", "RepeatOrder.impossible");
        db.Repeats.Add(new OrderRepeat { OrderId = order.Id, CompanyId = order.CompanyId, LineId = line.Id, QuoteLineId = line.QuoteLineId, InquiryId = draft, PersonId = person.Person, At = actor.At });
        if (person.IsStaff)
            db.Publish(new RepeatPrepared(order.Id, draft));
        db.Touch(order);
        await db.SaveChangesAsync(cancellation);
        return new(order.Id, draft);
    }
}

public sealed class RepeatOrderEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<RepeatOrder, RepeatOrder.Result>("orders/{id:guid}/repeat");
}
