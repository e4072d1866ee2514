using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;
using Portal.Kernel.Mail;
using Quartz;

namespace Portal.Inquiries;

/// <summary>The promised answer moved.</summary>
internal sealed record PromiseMoved(Guid InquiryId, Guid MoveId) : IEvent;

/// <summary>The promised time passed and there is no answer.</summary>
internal sealed record PromiseBroken(Guid InquiryId, DateTimeOffset PromisedAt) : IEvent;

/// <summary>Moving a promise, whoever does it.</summary>
internal static class Promises
{
    public static void Move(this InquiriesDb db, Inquiry inquiry, DateTimeOffset to, Phrase reason, Guid? personId, OperatorClock clock, string cause)
    {
        var move = new PromiseMove { InquiryId = inquiry.Id, CompanyId = inquiry.CompanyId, From = inquiry.PromisedAt!.Value, To = to, Reason = reason, At = clock.Now, PersonId = personId, Cause = cause };
        inquiry.MovePromise(to);
        db.PromiseMoves.Add(move);
        db.Happened(inquiry, Audience.Customer, personId, clock.Now, new Phrase("inquiries.event.promiseMoved", clock.Moment(move.From), clock.Moment(to), reason));
        db.Publish(new PromiseMoved(inquiry.Id, move.Id));
    }

    /// <summary>Day and time as each reader's language writes them.</summary>
    public static Phrase Moment(this OperatorClock clock, DateTimeOffset instant)
    {
        var local = clock.Local(instant);
        return new Phrase("inquiries.promise.at", DateOnly.FromDateTime(local.DateTime), local.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }
}

/// <summary>The calculation waits for the customer, so the promise stands still; when it goes on, the promise has moved by the working time waited.</summary>
internal sealed class PausePromise(InquiriesDb db, StepRulesInMemory steps, IWorkingTime time, OperatorClock clock) : IConsumer<WorkPaused>, IConsumer<WorkResumed>
{
    private const string Kind = "inquiry.calculate";

    public async Task HandleAsync(WorkPaused happened, CancellationToken cancellation)
    {
        if (await FindAsync(happened.Kind, happened.SubjectId, cancellation) is not { } inquiry || await db.PromiseMoves.AnyAsync(row => row.InquiryId == inquiry.Id && row.Cause == Cause(happened.TaskId, happened.At), cancellation))
            return;
        inquiry.WaitForCustomer(happened.At);
        db.Touch(inquiry);
        await db.SaveChangesAsync(cancellation);
    }

    public async Task HandleAsync(WorkResumed happened, CancellationToken cancellation)
    {
        if (await FindAsync(happened.Kind, happened.SubjectId, cancellation) is not { } inquiry)
            return;
        var cause = Cause(happened.TaskId, happened.WaitingSince);
        if (await db.PromiseMoves.AnyAsync(row => row.InquiryId == inquiry.Id && row.Cause == cause, cancellation))
            return;
        inquiry.GoOn(happened.At);
        db.Touch(inquiry);
        // One that had passed already when the waiting began stays passed.
        if (inquiry.PromisedAt is { } promised && promised > happened.WaitingSince && await time.AddAsync(happened.At, await time.BetweenAsync(happened.WaitingSince, promised, cancellation), cancellation) is var to && to > promised)
            db.Move(inquiry, to, (await steps.ReadAsync()).IsShown(InquiryStep.WaitsForCustomer, inquiry.CompanyId) ? "inquiries.promise.waited" : "inquiries.promise.replanned", null, clock, cause);
        await db.SaveChangesAsync(cancellation);
    }

    private async Task<Inquiry?> FindAsync(string kind, Guid subjectId, CancellationToken cancellation)
    {
        if (kind != Kind)
            return null;
        await db.LockAsync(subjectId, cancellation);
        return await db.Inquiries.FirstOrDefaultAsync(row => row.Id == subjectId, cancellation) is { OwesAnswer: true } inquiry ? inquiry : null;
    }

    private static string Cause(Guid taskId, DateTimeOffset since) => $"waited/{taskId:N}/{since.ToUnixTimeMilliseconds()}";
}

/// <summary>Finds promises that passed without an answer, each promised time once.</summary>
internal sealed class FindBrokenPromises(IServiceScopeFactory scopes, OperatorClock clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await using var scope = scopes.AsSystem("inquiries", "promises that passed");
        var (session, db) = (scope.ServiceProvider.GetRequiredService<DbSession>(), scope.ServiceProvider.GetRequiredService<InquiriesDb>());
        await session.BeginAsync(cancellationToken);
        var now = clock.Now;
        var broken = await db.Inquiries.FromSql($"select *, xmin from inquiries.inquiry where state in ('Submitted', 'InCalculation') and promised_at < {now} and promise_paused_at is null and broken_promise is distinct from promised_at for update skip locked")
            .ToListAsync(cancellationToken);
        foreach (var inquiry in broken)
        {
            inquiry.BrokenPromise = inquiry.PromisedAt;
            db.Happened(inquiry, Audience.Customer, null, now, new Phrase("inquiries.event.promiseBroken", clock.Moment(inquiry.PromisedAt!.Value)));
            db.Publish(new PromiseBroken(inquiry.Id, inquiry.PromisedAt.Value));
        }

        await db.SaveChangesAsync(cancellationToken);
        await session.CommitAsync(cancellationToken);
    }
}

/// <summary>Tells the customer when a promise moved or is late, and of a late one whoever handles it and looks after the company.</summary>
internal sealed class TellOfPromises(InquiriesDb db, Notices notices, ICompanies companies, IPeople people, OperatorClock clock) : IConsumer<PromiseMoved>, IConsumer<PromiseBroken>
{
    public async Task HandleAsync(PromiseMoved happened, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.AsNoTracking().FirstAsync(row => row.Id == happened.InquiryId, cancellation);
        var move = await db.PromiseMoves.AsNoTracking().FirstAsync(row => row.Id == happened.MoveId, cancellation);
        if (inquiry.OwesAnswer)
        {
            await notices.TellAsync(new NoticeReader(inquiry.AuthorId, inquiry.CompanyId), InquiryNotices.Promise, new PersonLetter(
                $"promise-{move.Id:N}", new Phrase("inquiries.promise.moved", inquiry.Number!, clock.Moment(move.To)),
                [new Phrase("inquiries.promise.movedBody", inquiry.Title, clock.Moment(move.From), clock.Moment(move.To)), move.Reason], "inquiries.mail.open", $"/inquiries/{inquiry.Id}"), cancellation);
        }
    }

    public async Task HandleAsync(PromiseBroken happened, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.AsNoTracking().FirstAsync(row => row.Id == happened.InquiryId, cancellation);
        if (!inquiry.OwesAnswer || inquiry.PromisedAt != happened.PromisedAt)
            return;
        var (cause, handler) = ($"late-{inquiry.Id:N}-{happened.PromisedAt.ToUnixTimeSeconds()}", inquiry.AssigneeId is { } id ? await people.FindAsync(id, cancellation) : null);
        List<Phrase> paragraphs = [new("inquiries.promise.lateBody", inquiry.Title, clock.Moment(happened.PromisedAt))];
        if (handler is not null)
            paragraphs.Add(new Phrase("inquiries.mail.handler", handler.Name, handler.Phone ?? handler.Email ?? ""));
        await notices.TellAsync(
            new NoticeReader(inquiry.AuthorId, inquiry.CompanyId), InquiryNotices.Promise, new PersonLetter(cause, new Phrase("inquiries.promise.late", inquiry.Number!), paragraphs, "inquiries.mail.open", $"/inquiries/{inquiry.Id}"), cancellation);
        foreach (var person in new[] { inquiry.AssigneeId, (await companies.FindAsync(inquiry.CompanyId, cancellation))?.KeeperId }.OfType<Guid>().Distinct())
        {
            await notices.TellAsync(
                new NoticeReader(person), InquiryNotices.Late, new PersonLetter(cause, new Phrase("inquiries.promise.lateStaff", inquiry.Number!, inquiry.Title, clock.Moment(happened.PromisedAt)), [], "inquiries.mail.open", $"/inquiries/{inquiry.Id}"), cancellation);
        }
    }
}
