using Portal.Kernel.Mail;

namespace Portal.Orders;

/// <summary>What one side wrote on an order the other side is told of: whoever ordered, or who handles it.</summary>
internal sealed class TellOfNotes(OrdersDb db, Notices notices) : IConsumer<NoteWritten>
{
    public async Task HandleAsync(NoteWritten happened, CancellationToken cancellation)
    {
        if (happened.SubjectKind != "order" || happened.Audience == Audience.Internal || await db.Orders.AsNoTracking().FirstOrDefaultAsync(row => row.Id == happened.SubjectId, cancellation) is not { } order)
            return;
        var letter = new PersonLetter(
            $"note-{happened.NoteId:N}", new Phrase("order.notice.note", happened.Author, order.Number, order.Title), [new Phrase("text", happened.Text)], "order.mail.open", $"/orders/{order.Id}");
        if (happened.FromStaff)
            await notices.TellAsync(new NoticeReader(order.PersonId, order.CompanyId), OrderNotices.Answered, letter, cancellation);
        else if (order.HandlerId is { } handler)
            await notices.TellAsync(new NoticeReader(handler), OrderNotices.Asked, letter, cancellation);
    }
}
