namespace Portal.Orders;

/// <summary>A milestone that the customer sees was recorded: names the row, so that each part of a shipment has its own mail.</summary>
internal sealed record ShownMilestoneRecorded(Guid MilestoneId) : IEvent;

/// <summary>Tells whoever ordered how far the order is.</summary>
internal sealed class MailMilestone(OrdersDb db, OrderMail mail) : IConsumer<ShownMilestoneRecorded>
{
    public async Task HandleAsync(ShownMilestoneRecorded happened, CancellationToken cancellation)
    {
        // Undone before the mail went: nothing to tell.
        if (await db.Milestones.AsNoTracking().FirstOrDefaultAsync(row => row.Id == happened.MilestoneId, cancellation) is not { } milestone)
            return;
        var order = await db.Orders.AsNoTracking().FirstAsync(row => row.Id == milestone.OrderId, cancellation);
        List<Phrase> paragraphs = [new(milestone.IsPart ? "order.mail.part" : "order.mail.milestone", order.Number, order.Title, milestone.Name)];
        if (milestone.Waybill is { Number: { } number } waybill)
            paragraphs.Add(waybill.Carrier is { } carrier ? new Phrase("order.mail.waybill.carrier", number, carrier) : new Phrase("order.mail.waybill", number));
        if (milestone.Waybill?.TrackingLink is { } link)
            paragraphs.Add(new Phrase("order.mail.tracking", link));
        if (milestone.Note is { } note)
            paragraphs.Add(new Phrase("text", note));
        await mail.SendAsync(OrderNotices.Milestone, order, milestone.Id.ToString("N"), new Phrase("order.mail.milestone.subject", order.Number, milestone.Name), paragraphs, cancellation);
    }
}
