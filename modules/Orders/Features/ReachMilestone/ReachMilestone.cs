using Portal.Contracts.Orders;

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

    public string? Carrier { get; set; }

    public string? WaybillNumber { get; set; }

    public string? TrackingLink { get; set; }

    /// <summary>Only a part of the goods left; the rest follows.</summary>
    public bool IsPart { get; set; }
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

internal sealed class ReachMilestoneHandler(OrdersDb db, Caller caller, TimeProvider clock) : IRequestHandler<ReachMilestone, OrderChanged>
{
    public async Task<OrderChanged> Handle(ReachMilestone request, CancellationToken cancellation)
    {
        var order = await db.RequireAsync(request.Id, cancellation);
        var definition = await db.Definitions.AsNoTracking().FirstOrDefaultAsync(row => row.Key == request.Milestone, cancellation)
            ?? throw new RuleBroken(nameof(request.Milestone), new Phrase("ReachMilestone.Milestone.unknown", request.Milestone));
        var how = new Reached(Text(request.Note), definition.IsShipment ? WaybillOf(request) : null, definition.IsShipment && request.IsPart, request.SeenBy);
        if (order.Reach(definition, how, Actor.Of(caller, clock)) is not { } milestone)
            return OrderChanged.Of(order);
        db.Publish(new MilestoneReached(order.Id, order.Number, order.CompanyId, definition.Key, milestone.Audience == Audience.Customer));
        if (milestone.Audience == Audience.Customer)
            db.Publish(new ShownMilestoneRecorded(milestone.Id));
        db.Touch(order);
        await db.SaveChangesAsync(cancellation);
        return OrderChanged.Of(order);
    }

    private static Waybill? WaybillOf(ReachMilestone request)
    {
        var waybill = new Waybill(Text(request.Carrier), Text(request.WaybillNumber), Text(request.TrackingLink));
        return waybill == new Waybill(null, null, null) ? null : waybill;
    }

    private static string? Text(string? typed) => typed?.Trim() is { Length: > 0 } text ? text : null;
}

public sealed class ReachMilestoneEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<ReachMilestone, OrderChanged>("orders/{id:guid}/milestones");
}
