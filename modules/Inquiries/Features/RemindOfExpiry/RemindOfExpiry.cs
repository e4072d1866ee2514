using Microsoft.Extensions.Configuration;
using Portal.Contracts.Accounts;
using Portal.Kernel.Mail;
using Quartz;

namespace Portal.Inquiries;

/// <summary>An open quote comes to its end and nobody has decided on it.</summary>
internal sealed record QuoteEnding(Guid InquiryId, Guid QuoteId) : IEvent;

/// <summary>Finds quotes whose last day is near, some days before it as set, each version once.</summary>
internal sealed class RemindOfExpiry(IServiceScopeFactory scopes, OperatorClock clock, IConfiguration configuration) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var last = clock.Today.AddDays(configuration.GetValue("Portal:Inquiries:ReminderDays", 3));
        await using var scope = scopes.AsSystem("inquiries", "reminder before expiry");
        var (session, db) = (scope.ServiceProvider.GetRequiredService<DbSession>(), scope.ServiceProvider.GetRequiredService<InquiriesDb>());
        await session.BeginAsync(cancellationToken);
        var now = clock.Now;
        var ending = await db.Quotes.FromSql($"select * from inquiries.quote where state = 'Published' and reminded_at is null and expires_at > {now} and valid_until <= {last} for update skip locked")
            .Where(quote => !quote.Lines.Any(line => line.AcceptanceId != null || line.RefusalId != null)).ToListAsync(cancellationToken);
        foreach (var quote in ending)
        {
            quote.RemindedAt = now;
            db.Publish(new QuoteEnding(quote.InquiryId, quote.Id));
        }

        await db.SaveChangesAsync(cancellationToken);
        await session.CommitAsync(cancellationToken);
    }
}

/// <summary>Tells the author and whoever handles it, unless it was decided meanwhile.</summary>
internal sealed class TellOfEnding(InquiriesDb db, Notices notices, IPeople people, TimeProvider clock) : IConsumer<QuoteEnding>
{
    public async Task HandleAsync(QuoteEnding happened, CancellationToken cancellation)
    {
        var quote = await db.Quotes.AsNoTracking().Include(row => row.Lines).FirstAsync(row => row.Id == happened.QuoteId, cancellation);
        if (!quote.IsOpen(clock.GetUtcNow()) || quote.Lines.Any(line => line.AcceptanceId is not null || line.RefusalId is not null))
            return;
        var inquiry = await db.Inquiries.AsNoTracking().FirstAsync(row => row.Id == happened.InquiryId, cancellation);
        var handler = inquiry.AssigneeId is { } id ? await people.FindAsync(id, cancellation) : null;
        List<Phrase> paragraphs = [new("inquiries.reminder.body", quote.Number, inquiry.Title, quote.ValidUntil)];
        if (handler is not null)
            paragraphs.Add(new Phrase("inquiries.mail.handler", handler.Name, handler.Phone ?? handler.Email ?? ""));
        await notices.TellAsync(
            new NoticeReader(inquiry.AuthorId, inquiry.CompanyId), InquiryNotices.Reminder,
            new PersonLetter($"reminder-{quote.Id:N}", new Phrase("inquiries.reminder.subject", quote.Number, quote.ValidUntil), paragraphs, "inquiries.mail.open", $"/inquiries/{inquiry.Id}"), cancellation);
        if (handler is not null)
        {
            await notices.TellAsync(
                new NoticeReader(handler.Id), InquiryNotices.Ending,
                new PersonLetter($"ending-{quote.Id:N}", new Phrase("inquiries.reminder.staff", quote.Number, inquiry.Title, quote.ValidUntil), [], "inquiries.mail.open", $"/inquiries/{inquiry.Id}"), cancellation);
        }
    }
}
