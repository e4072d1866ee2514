namespace Portal.Orders;

/// <summary>What happens to an order afterwards. Every method asks the guard first and writes the timeline.</summary>
internal sealed partial class Order
{
    /// <exception cref="RuleBroken">It lacks what orders of this client must carry.</exception>
    public void Confirm(ClientTerms? terms, Actor actor)
    {
        Demand(OrderAction.Confirm, actor);
        if (terms?.Missing(new OwnData(CustomerNumber, CostCentre, RequestedDate, DeliveryAddress, null).Given).ToList() is [var (field, message), ..])
            throw new RuleBroken(field, message);
        ConfirmedAt = actor.At;
        Move(OrderState.Confirmed, "order.event.confirmed", actor);
    }

    /// <param name="reason">Both sides read it.</param>
    public void Hold(Phrase reason, Actor actor)
    {
        Demand(OrderAction.Hold, actor);
        (HeldFrom, Reason) = (State, reason);
        Move(OrderState.OnHold, new Phrase("order.event.held", reason), actor);
    }

    public void Release(Actor actor)
    {
        Demand(OrderAction.Release, actor);
        var back = HeldFrom ?? OrderState.Placed;
        (HeldFrom, Reason) = (null, null);
        Move(back, "order.event.released", actor);
    }

    public void Cancel(Phrase reason, Actor actor)
    {
        Demand(OrderAction.Cancel, actor);
        (HeldFrom, Reason) = (null, reason);
        Move(OrderState.Cancelled, new Phrase("order.event.cancelled", reason), actor);
    }

    public void Complete(Actor actor)
    {
        Demand(OrderAction.Complete, actor);
        Move(OrderState.Completed, "order.event.completed", actor);
    }

    public void SetHandler(Guid person, string name, Actor actor)
    {
        Demand(OrderAction.SetHandler, actor);
        if (HandlerId == person)
            return;
        HandlerId = person;
        ChangedAt = actor.At;
        Tell(new Phrase("order.event.handler", name), Audience.Customer, actor.PersonId, actor.At);
    }

    /// <summary>Records a milestone; the order's state follows. One that is reached already, or a part with the same waybill, changes nothing.</summary>
    /// <returns>The milestone, or null where there was nothing to do.</returns>
    public OrderMilestone? Reach(MilestoneStep definition, Reached how, Actor actor)
    {
        var before = Milestones.Where(it => it.Key == definition.Key).ToList();
        if (before.Any(it => !it.IsPart) || (how is { IsPart: true, Waybill: not null } && before.Any(it => it.Waybill == how.Waybill)))
            return null;
        Demand(OrderAction.ReachMilestone, actor);
        if (definition.IsShipment)
            how = how with { Quantities = Shipping(definition, how) };
        var milestone = Add(definition, how, actor.PersonId, actor.At);
        if (definition.MovesTo == OrderState.Delivered)
            Milestones.Where(it => it is { IsShipment: true, DeliveredAt: null }).ToList().ForEach(it => (it.DeliveredAt, it.DeliveredTo) = (actor.At, actor.PersonId));
        Follow(actor.At);
        var name = milestone.IsPart ? new Phrase("order.event.part", definition.Name) : new Phrase("order.event.milestone", definition.Name);
        Tell(how.Note is { Length: > 0 } note ? new Phrase("order.event.noted", name, note) : name, milestone.Audience, actor.PersonId, actor.At);
        return milestone;
    }

    /// <exception cref="NotFoundException">The order never got there.</exception>
    /// <exception cref="RuleBroken">It is the one that the order was made with.</exception>
    public void Undo(Guid milestoneId, Actor actor)
    {
        Demand(OrderAction.UndoMilestone, actor);
        var milestone = Milestones.FirstOrDefault(it => it.Id == milestoneId) ?? throw new NotFoundException();
        if (milestone.PersonId is null)
            throw new RuleBroken("", new Phrase("order.milestoneStays", milestone.Name));
        Milestones.Remove(milestone);
        Follow(actor.At);
        Tell(new Phrase("order.event.undone", milestone.Name), milestone.Audience, actor.PersonId, actor.At);
    }

    /// <summary>What the side may do with this order now: what its state allows, less what has run its course.</summary>
    public IReadOnlyList<OrderAction> Permitted(OrderSide side) => [.. OrderGuard.Permitted(State, side).Where(action => action switch
    {
        OrderAction.ChangeData => ConfirmedAt is null && !SheetStands,
        OrderAction.ConfirmDelivery => Milestones.Any(it => it.IsShipment && it.DeliveredAt is null),
        _ => true,
    })];

    /// <exception cref="ForbiddenException">The side never does such a thing.</exception>
    /// <exception cref="RuleBroken">Not in this state.</exception>
    public void Demand(OrderAction action, Actor actor)
    {
        if (!OrderGuard.Knows(actor.Side, action))
            throw new ForbiddenException();
        if (!Permitted(actor.Side).Contains(action))
            throw new RuleBroken("", new Phrase("order.notNow", new Phrase($"OrderAction.{action}"), new Phrase($"OrderState.{State}")));
    }

    private void Move(OrderState state, Phrase what, Actor actor)
    {
        State = state;
        ChangedAt = actor.At;
        Tell(what, Audience.Customer, actor.PersonId, actor.At);
    }

    /// <summary>The furthest step decides, so that one recorded late never moves an order back.</summary>
    private void Follow(DateTimeOffset at)
    {
        State = Milestones.Where(it => it.MovedTo is not null).OrderBy(it => it.Position).ThenBy(it => it.At).LastOrDefault()?.MovedTo ?? OrderState.Confirmed;
        ChangedAt = at;
    }

    private OrderMilestone Add(MilestoneStep definition, Reached how, Guid? person, DateTimeOffset at)
    {
        var milestone = new OrderMilestone
        {
            CompanyId = CompanyId,
            Audience = how.SeenBy ?? definition.Audience,
            Key = definition.Key,
            Name = definition.Name,
            Position = definition.Position,
            At = at,
            PersonId = person,
            Note = how.Note is { Length: > 0 } ? how.Note : null,
            MovedTo = definition.IsShipment && how.IsPart ? OrderState.PartlyShipped : definition.MovesTo,
            Waybill = how.Waybill,
            Quantities = how.Quantities,
        };
        Milestones.Add(milestone);
        return milestone;
    }

    private void Tell(Phrase what, Audience audience, Guid? person, DateTimeOffset at) =>
        Events.Add(new OrderEvent { CompanyId = CompanyId, Audience = audience, What = what, PersonId = person, At = at });
}
