using Portal.Contracts.Accounts;

namespace Portal.Orders;

/// <summary>Records that an order reached a milestone. Asked twice it changes nothing the second time.</summary>
[Permission(OrdersPermissions.Manage)]
public sealed class ReachMilestone : IWrite<OrderChanged>
{
    public Guid Id { get; set; }

    /// <summary>Key of the milestone.</summary>
    public string Milestone { get; set; } = "";

    /// <summary>Whom it is shown to; as the company set for the milestone where nothing is said.</summary>
    public Audience? SeenBy { get; set; }

    public string? Note { get; set; }

    /// <summary>One of the company's carriers: its name and the way to follow the waybill come from the list.</summary>
    public Guid? CarrierId { get; set; }

    /// <summary>Another carrier, by name.</summary>
    public string? Carrier { get; set; }

    public string? WaybillNumber { get; set; }

    public string? TrackingLink { get; set; }

    /// <summary>Only a part of the goods left; the rest follows.</summary>
    public bool IsPart { get; set; }

    /// <summary>What of each line leaves. Where nothing is said: with the last shipment all that is left, with a part nobody counts.</summary>
    public List<ShippedQuantity> Shipped { get; set; } = [];
}

internal sealed class ReachMilestoneValidator : AbstractValidator<ReachMilestone>
{
    public ReachMilestoneValidator(Texts texts)
    {
        RuleFor(it => it.Milestone).NotEmpty().WithMessage(_ => texts["ReachMilestone.Milestone.needed"]);
        RuleFor(it => it.Note).MaximumLength(1000);
        RuleFor(it => it.Carrier).MaximumLength(100);
        RuleFor(it => it.WaybillNumber).MaximumLength(100);

        // The link stands on the customer's page: nothing but the web, or it could run as a script.
        RuleFor(it => it.TrackingLink).MaximumLength(500)
            .Must(link => link is null or "" || (Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"))
            .WithMessage(_ => texts["ReachMilestone.TrackingLink.unreadable"]);
    }
}

internal sealed class ReachMilestoneHandler(OrdersDb db, IPeople people, Caller caller, TimeProvider clock) : IRequestHandler<ReachMilestone, OrderChanged>
{
    public async Task<OrderChanged> Handle(ReachMilestone request, CancellationToken cancellation)
    {
        var order = await db.RequireInTurnAsync(request.Id, cancellation);
        var step = order.Plan.FirstOrDefault(row => row.Key == request.Milestone)
            ?? throw new RuleBroken(nameof(request.Milestone), new Phrase("ReachMilestone.Milestone.unknown", request.Milestone));
        if (step.Department is { } department && caller.Person is { } person && !(await people.DepartmentsOfAsync(person.Person, cancellation)).Contains(department))
            throw new RuleBroken(nameof(request.Milestone), new Phrase("ReachMilestone.Milestone.department", step.Name, new Phrase($"department.{department}")));
        var how = new Reached(Text(request.Note), step.IsShipment ? await WaybillOfAsync(request, cancellation) : null, step.IsShipment && request.IsPart, request.SeenBy) { Quantities = request.Shipped };
        if (order.Reach(step, how, Actor.Of(caller, clock)) is not { } milestone)
            return OrderChanged.Of(order);
        db.Announce(order, milestone);
        db.Touch(order);
        await db.SaveChangesAsync(cancellation);
        return OrderChanged.Of(order);
    }

    private async Task<Waybill?> WaybillOfAsync(ReachMilestone request, CancellationToken cancellation)
    {
        var (name, number) = (Text(request.Carrier), Text(request.WaybillNumber));
        var carrier = await db.Carriers.AsNoTracking().FirstOrDefaultAsync(row => request.CarrierId != null ? row.Id == request.CarrierId : row.Name == name, cancellation);
        if (request.CarrierId is not null && carrier is null)
            throw new RuleBroken(nameof(request.CarrierId), "ReachMilestone.CarrierId.unknown");
        var waybill = new Waybill(carrier?.Name ?? name, number, Text(request.TrackingLink) ?? carrier?.LinkFor(number));
        return waybill == new Waybill(null, null, null) ? null : waybill;
    }

    private static string? Text(string? typed) => typed?.Trim() is { Length: > 0 } text ? text : null;
}

public sealed class ReachMilestoneEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<ReachMilestone, OrderChanged>("orders/{id:guid}/milestones");
}
