using Portal.Contracts.Accounts;
using Portal.Contracts.Orders;

namespace Portal.Orders;

/// <summary>Tells whoever ordered that the order is here, or why it waits.</summary>
internal sealed class MailOrderReceived(OrdersDb db, IPeople people, OrderMail mail) : IConsumer<OrderPlaced>
{
    public async Task HandleAsync(OrderPlaced happened, CancellationToken cancellation)
    {
        var order = await db.Orders.AsNoTracking().FirstAsync(row => row.Id == happened.OrderId, cancellation);
        var handler = order.HandlerId is { } id ? await people.FindAsync(id, cancellation) : null;
        List<Phrase> paragraphs = [new("order.mail.received", order.Number, order.Title, order.QuoteNumber)];
        if (order.State == OrderState.OnHold && order.Reason is { } reason)
            paragraphs.Add(new Phrase("order.mail.held", Discretion.Plain(reason)));
        if (handler is not null)
            paragraphs.Add(handler.Phone is { Length: > 0 } phone ? new Phrase("order.mail.handler.phone", handler.Name, phone) : new Phrase("order.mail.handler", handler.Name));
        await mail.SendAsync(OrderNotices.Received, order, "received", new Phrase("order.mail.received.subject", order.Number), paragraphs, cancellation);
    }
}
