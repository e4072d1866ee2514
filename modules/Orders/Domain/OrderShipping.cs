namespace Portal.Orders;

/// <summary>What leaves the house and what arrived: quantities per line within the tolerance.</summary>
internal sealed partial class Order
{
    /// <summary>How much of a line has left already.</summary>
    public decimal ShippedOf(Guid lineId) => Milestones.SelectMany(it => it.Quantities).Where(it => it.LineId == lineId).Sum(it => it.Quantity);

    /// <summary>The most of a line that may still leave.</summary>
    public decimal MostOf(OrderLine line) => Math.Max(0, WithTolerance(line, 1) - ShippedOf(line.Id));

    /// <summary>A shipment has arrived.</summary>
    /// <returns>Whether it was not known yet.</returns>
    /// <exception cref="NotFoundException">There is no such shipment.</exception>
    public bool ConfirmDelivery(Guid milestoneId, Actor actor)
    {
        var shipment = Milestones.FirstOrDefault(it => it.Id == milestoneId && it.IsShipment) ?? throw new NotFoundException();
        if (shipment.DeliveredAt is not null)
            return false;
        Demand(OrderAction.ConfirmDelivery, actor);
        (shipment.DeliveredAt, shipment.DeliveredTo, ChangedAt) = (actor.At, actor.PersonId, actor.At);
        Tell(shipment.Waybill?.Number is { } number ? new Phrase("order.event.arrived.waybill", number) : new Phrase("order.event.arrived"), shipment.Audience, actor.PersonId, actor.At);
        return true;
    }

    /// <summary>When the last shipment of a wholly shipped order has arrived, the order is delivered. Asked by the system, which sees hidden shipments too.</summary>
    /// <returns>The milestone that says so, or null while something is still on its way.</returns>
    public OrderMilestone? ArriveWhenAllDid(Actor actor)
    {
        if (State != OrderState.Shipped || Milestones.Any(it => it.IsShipment && it.DeliveredAt is null)
            || Plan.Where(step => step.MovesTo == OrderState.Delivered).MinBy(step => step.Position) is not { } delivered || Milestones.Any(it => it.Key == delivered.Key))
            return null;
        var milestone = Add(delivered, new Reached(), actor.PersonId, actor.At);
        Follow(actor.At);
        Tell(new Phrase("order.event.milestone", delivered.Name), milestone.Audience, actor.PersonId, actor.At);
        return milestone;
    }

    /// <summary>What is typed, or all that is left where nothing is; checked against what was ordered.</summary>
    private IReadOnlyList<ShippedQuantity> Shipping(MilestoneStep step, Reached how)
    {
        if (how.Quantities.Count == 0)
        {
            // A part of unknown size is allowed: not every house counts what it loads. The rest is then of unknown size as well.
            return how.IsPart || Milestones.Any(it => it.Key == step.Key && it.Quantities.Count == 0)
                ? [] : [.. Lines.Select(line => new ShippedQuantity(line.Id, Math.Max(0, line.Quantity - ShippedOf(line.Id)))).Where(it => it.Quantity > 0)];
        }

        foreach (var shipped in how.Quantities)
        {
            var line = Lines.FirstOrDefault(it => it.Id == shipped.LineId) ?? throw new NotFoundException();
            if (shipped.Quantity < 0 || shipped.Quantity > MostOf(line))
                throw new RuleBroken(FieldOf(line), new Phrase("order.ship.tooMany", MostOf(line), line.Quantity, TolerancePercent, ShippedOf(line.Id)));
        }

        if (how.Quantities.All(it => it.Quantity == 0))
            throw new RuleBroken(FieldOf(Lines[0]), "order.ship.nothing");
        var after = Lines.ToDictionary(line => line, line => ShippedOf(line.Id) + how.Quantities.Where(it => it.LineId == line.Id).Sum(it => it.Quantity));
        var earlierKnown = Milestones.Where(it => it.Key == step.Key).All(it => it.Quantities.Count > 0);
        if (!how.IsPart && earlierKnown && after.FirstOrDefault(it => it.Value < WithTolerance(it.Key, -1)) is { Key: { } missing, Value: var so })
            throw new RuleBroken("IsPart", new Phrase("order.ship.tooFew", missing.Name, so, missing.Quantity, WithTolerance(missing, -1)));
        return [.. how.Quantities.Where(it => it.Quantity > 0)];
    }

    /// <summary>The most (1) or least (-1) that fulfils the line; whole where the line is counted in whole pieces.</summary>
    private decimal WithTolerance(OrderLine line, int side)
    {
        var bound = line.Quantity * (1 + (side * TolerancePercent / 100m));
        return line.Quantity != decimal.Truncate(line.Quantity) ? bound : side > 0 ? decimal.Floor(bound) : decimal.Ceiling(bound);
    }

    /// <summary>The field of the form where a line's quantity is typed.</summary>
    public static string FieldOf(OrderLine line) => $"quantity/{line.Position}";
}
