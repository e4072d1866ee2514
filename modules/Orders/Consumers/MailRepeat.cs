namespace Portal.Orders;

/// <summary>Staff prepared a draft of a repeat order for the customer.</summary>
internal sealed record RepeatPrepared(Guid OrderId, Guid InquiryId) : IEvent;

/// <summary>Tells whoever ordered that a draft waits for them to be sent.</summary>
internal sealed class MailRepeat(OrdersDb db, Notices notices) : IConsumer<RepeatPrepared>
{
    public async Task HandleAsync(RepeatPrepared happened, CancellationToken cancellation)
    {
        var order = await db.Orders.AsNoTracking().FirstAsync(row => row.Id == happened.OrderId, cancellation);
        await notices.TellAsync(new NoticeReader(order.PersonId, order.CompanyId), OrderNotices.Repeated, new($"order-{order.Id:N}-repeat-{happened.InquiryId:N}", new Phrase("order.mail.repeat.subject", order.Number),
            [new Phrase("order.mail.repeat", order.Number, order.Title)], "order.mail.repeat.open", $"/inquiries/{happened.InquiryId}/edit"), cancellation);
    }
}
