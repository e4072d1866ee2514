using Portal.Contracts.Accounts;

namespace Portal.Orders;

/// <summary>A document was laid before the customer.</summary>
internal sealed record AcceptanceAsked(Guid DocumentId) : IEvent;

/// <summary>One person accepted a document whose amount is above their limit.</summary>
internal sealed record SecondSignatureNeeded(Guid DocumentId) : IEvent;

/// <summary>A document is accepted for good.</summary>
internal sealed record DocumentAccepted(Guid DocumentId, Guid PersonId) : IEvent;

/// <summary>Tells whoever ordered that something waits to be accepted.</summary>
internal sealed class MailAcceptanceAsked(OrdersDb db, OrderMail mail) : IConsumer<AcceptanceAsked>
{
    public async Task HandleAsync(AcceptanceAsked happened, CancellationToken cancellation)
    {
        var document = await db.Documents.AsNoTracking().FirstAsync(row => row.Id == happened.DocumentId, cancellation);
        var order = await db.Orders.AsNoTracking().FirstAsync(row => row.Id == document.OrderId, cancellation);
        if (!document.IsOpen)
            return;
        List<Phrase> paragraphs = [new("order.mail.asked", order.Number, order.Title, Order.NameOf(document))];
        if (document.Note.Length > 0)
            paragraphs.Add(new Phrase("text", document.Note));
        await mail.SendAsync(OrderNotices.ToAccept, order, $"asked-{document.Id:N}", new Phrase("order.mail.asked.subject", order.Number), paragraphs, cancellation);
    }
}

/// <summary>Tells those who can be the second of two.</summary>
internal sealed class MailSecondNeeded(OrdersDb db, ISignatories signatories, ICompanies companies, OrderMail mail) : IConsumer<SecondSignatureNeeded>
{
    public async Task HandleAsync(SecondSignatureNeeded happened, CancellationToken cancellation)
    {
        var document = await db.Documents.AsNoTracking().Include(row => row.Signatures).FirstAsync(row => row.Id == happened.DocumentId, cancellation);
        if (document.State != DocumentState.SecondNeeded)
            return;
        var order = await db.Orders.AsNoTracking().FirstAsync(row => row.Id == document.OrderId, cancellation);
        var currency = (await companies.FindAsync(order.CompanyId, cancellation))?.Currency ?? "";
        var first = document.Signatures[0];
        foreach (var able in (await signatories.OfAsync(order.CompanyId, cancellation)).Where(it => it.PersonId != first.PersonId && Order.Suffices(it, document, currency)))
        {
            await mail.TellAsync(new NoticeReader(able.PersonId, order.CompanyId), OrderNotices.ToAccept, order, $"second-{document.Id:N}-{able.PersonId:N}", new Phrase("order.mail.second.subject", order.Number),
                [new Phrase("order.mail.second", first.Name, order.Number, order.Title, Order.NameOf(document))], cancellation);
        }
    }
}

/// <summary>Records the milestones that an acceptance is. As the system: a customer does not see the hidden ones.</summary>
internal sealed class PassAccepted(OrdersDb db, TimeProvider clock) : IConsumer<DocumentAccepted>
{
    public async Task HandleAsync(DocumentAccepted happened, CancellationToken cancellation)
    {
        var document = await db.Documents.AsNoTracking().FirstAsync(row => row.Id == happened.DocumentId, cancellation);
        var order = await db.RequireInTurnAsync(document.OrderId, cancellation);
        foreach (var milestone in order.Pass(document.Kind, new Actor(OrderSide.Manager, happened.PersonId, clock.GetUtcNow())))
            db.Announce(order, milestone);
        db.Touch(order);
        await db.SaveChangesAsync(cancellation);
    }
}

/// <summary>Tells whoever handles the order that the customer said yes.</summary>
internal sealed class TellOfAcceptance(OrdersDb db, OrderMail mail) : IConsumer<DocumentAccepted>
{
    public async Task HandleAsync(DocumentAccepted happened, CancellationToken cancellation)
    {
        var document = await db.Documents.AsNoTracking().FirstAsync(row => row.Id == happened.DocumentId, cancellation);
        var order = await db.Orders.AsNoTracking().FirstAsync(row => row.Id == document.OrderId, cancellation);
        if (order.HandlerId is { } handler)
        {
            await mail.TellAsync(new NoticeReader(handler), OrderNotices.Accepted, order, $"accepted-{document.Id:N}", new Phrase("order.notice.accepted", Order.NameOf(document), order.Number, order.Title),
                [new Phrase("order.notice.accepted", Order.NameOf(document), order.Number, order.Title)], cancellation);
        }
    }
}
