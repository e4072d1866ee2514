using Portal.Contracts.Accounts;
using Portal.Kernel.Mail;
using Quartz;

namespace Portal.Inquiries;

/// <summary>The form was filled in; the token goes to the address alone.</summary>
internal sealed record AskFiled(Guid AskId, string Token) : IEvent;

/// <summary>The address is real, and the inquiry has its number.</summary>
internal sealed record AskConfirmed(Guid AskId) : IEvent;

/// <summary>Staff turned it down.</summary>
internal sealed record AskRejected(Guid AskId) : IEvent;

/// <summary>Mails to those who asked without an account, in the language they asked in.</summary>
internal sealed class MailAsk(InquiriesDb db, PersonMail mail, ICompanies companies) : IConsumer<AskFiled>, IConsumer<AskConfirmed>, IConsumer<AskRejected>
{
    public async Task HandleAsync(AskFiled happened, CancellationToken cancellation)
    {
        if (await FindAsync(happened.AskId, cancellation) is { State: AskState.Unconfirmed } ask)
        {
            // Nothing of what was typed: a stranger may have given another's address, to send them words of their own.
            var own = (await companies.OperatorAsync(cancellation)).Name;
            await mail.SendAsync(ask.Card with { Name = "" }, new PersonLetter($"ask-{ask.Id:N}", new Phrase("asks.mail.confirm", own),
                [new Phrase("asks.mail.confirmBody", own), "asks.mail.notYou"], "asks.mail.confirmOpen", $"/ask/confirm/{happened.Token}"), cancellation);
        }
    }

    public async Task HandleAsync(AskConfirmed happened, CancellationToken cancellation)
    {
        if (await FindAsync(happened.AskId, cancellation) is { Number: { } number } ask)
            await mail.SendAsync(ask.Card, new PersonLetter($"ask-taken-{ask.Id:N}", new Phrase("asks.mail.taken", number), [new Phrase("asks.mail.takenBody", ask.Title, number)], "asks.mail.home", "/ask"), cancellation);
    }

    public async Task HandleAsync(AskRejected happened, CancellationToken cancellation)
    {
        if (await FindAsync(happened.AskId, cancellation) is { Reason: { } reason, Number: { } number } ask)
        {
            await mail.SendAsync(ask.Card, new PersonLetter($"ask-rejected-{ask.Id:N}", new Phrase("asks.mail.rejected", number), [new Phrase("asks.mail.rejectedBody", ask.Title), new Phrase("text", reason)], "asks.mail.home", "/ask"), cancellation);
        }
    }

    private Task<Ask?> FindAsync(Guid id, CancellationToken cancellation) => db.Asks.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);
}

/// <summary>What was never confirmed is forgotten after a week, files and all.</summary>
internal sealed class ForgetAsks(IServiceScopeFactory scopes, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await using var scope = scopes.AsSystem("inquiries", "asks never confirmed");
        var (session, db, files) = (scope.ServiceProvider.GetRequiredService<DbSession>(), scope.ServiceProvider.GetRequiredService<InquiriesDb>(), scope.ServiceProvider.GetRequiredService<FileStore>());
        await session.BeginAsync(cancellationToken);
        var old = clock.GetUtcNow().AddDays(-7);
        foreach (var ask in await db.Asks.Where(row => row.State == AskState.Unconfirmed && row.CreatedAt < old).ToListAsync(cancellationToken))
        {
            await files.ForgetAsync(AskMatter.Kind, ask.Id, cancellationToken);
            db.Asks.Remove(ask);
        }

        await db.SaveChangesAsync(cancellationToken);
        await session.CommitAsync(cancellationToken);
    }
}
