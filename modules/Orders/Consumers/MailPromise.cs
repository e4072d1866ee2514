namespace Portal.Orders;

/// <summary>A date was promised, or another than before.</summary>
internal sealed record DatePromised(Guid PromiseId) : IEvent;

/// <summary>Tells whoever ordered what is promised now.</summary>
internal sealed class MailPromise(OrdersDb db, OrderMail mail) : IConsumer<DatePromised>
{
    public async Task HandleAsync(DatePromised happened, CancellationToken cancellation)
    {
        var promise = await db.Promises.AsNoTracking().FirstAsync(row => row.Id == happened.PromiseId, cancellation);
        var order = await db.Orders.AsNoTracking().FirstAsync(row => row.Id == promise.OrderId, cancellation);
        var before = await db.Promises.AsNoTracking().Where(row => row.OrderId == order.Id && row.At < promise.At).OrderByDescending(row => row.At).Select(row => (DateOnly?)row.Day).FirstOrDefaultAsync(cancellation);
        List<Phrase> paragraphs = [before is { } day ? new Phrase("order.mail.promiseMoved", order.Number, order.Title, day, promise.Day) : new Phrase("order.mail.promised", order.Number, order.Title, promise.Day)];
        if (promise.Reason is { } reason)
            paragraphs.Add(new Phrase("text", reason));
        await mail.SendAsync(OrderNotices.Promised, order, $"promise-{promise.Id:N}", new Phrase("order.mail.promise.subject", order.Number, promise.Day), paragraphs, cancellation);
    }
}
