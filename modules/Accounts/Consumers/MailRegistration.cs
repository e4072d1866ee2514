using Portal.Contracts.Accounts;
using Portal.Kernel.Mail;
using Quartz;

namespace Portal.Accounts;

/// <summary>The form was filled in; the token goes to the address alone.</summary>
internal sealed record RegistrationFiled(Guid RegistrationId, string Token) : IEvent;

/// <summary>The address is real, and the registration has its number.</summary>
internal sealed record RegistrationConfirmed(Guid RegistrationId) : IEvent;

/// <summary>The company is a client.</summary>
/// <param name="Token">Sets the first password; null for a person who has an account.</param>
internal sealed record RegistrationBound(Guid RegistrationId, string? Token) : IEvent;

/// <summary>Staff turned it down.</summary>
internal sealed record RegistrationRejected(Guid RegistrationId) : IEvent;

/// <summary>Mails to those who registered, in the language they did it in.</summary>
internal sealed class MailRegistration(AccountsDb db, PersonMail mail, ICompanies companies) : IConsumer<RegistrationFiled>, IConsumer<RegistrationConfirmed>, IConsumer<RegistrationBound>, IConsumer<RegistrationRejected>
{
    public async Task HandleAsync(RegistrationFiled happened, CancellationToken cancellation)
    {
        // Nothing of what was typed: a stranger may have given another's address, to send them words of their own.
        if (await FindAsync(happened.RegistrationId, cancellation) is { State: RegistrationState.Unconfirmed } it)
        {
            var own = (await companies.OperatorAsync(cancellation)).Name;
            await mail.SendAsync(it.Card with { Name = "" }, new PersonLetter($"registration-{it.Id:N}", new Phrase("registrations.mail.confirm", own), [new Phrase("registrations.mail.confirmBody", own), "registrations.mail.notYou"], "registrations.mail.confirmOpen", $"/register/confirm/{happened.Token}"), cancellation);
        }
    }

    public async Task HandleAsync(RegistrationConfirmed happened, CancellationToken cancellation)
    {
        if (await FindAsync(happened.RegistrationId, cancellation) is { Number: { } number } it)
            await mail.SendAsync(it.Card, new PersonLetter($"registration-taken-{it.Id:N}", new Phrase("registrations.mail.taken", number), [new Phrase("registrations.mail.takenBody", it.Company)], "registrations.mail.home", "/sign-in"), cancellation);
    }

    public async Task HandleAsync(RegistrationBound happened, CancellationToken cancellation)
    {
        if (await FindAsync(happened.RegistrationId, cancellation) is { } it)
        {
            await mail.SendAsync(it.Card, new PersonLetter($"registration-bound-{it.Id:N}", new Phrase("registrations.mail.bound", it.Company), [happened.Token is null ? "registrations.mail.boundKnown" : "registrations.mail.boundBody"],
                happened.Token is null ? "registrations.mail.home" : "registrations.mail.finish", happened.Token is { } token ? $"/register/finish/{token}" : "/sign-in"), cancellation);
        }
    }

    public async Task HandleAsync(RegistrationRejected happened, CancellationToken cancellation)
    {
        if (await FindAsync(happened.RegistrationId, cancellation) is { Reason: { } reason } it)
            await mail.SendAsync(it.Card, new PersonLetter($"registration-rejected-{it.Id:N}", new Phrase("registrations.mail.rejected", it.Number ?? ""), [new Phrase("registrations.mail.rejectedBody", it.Company), new Phrase("text", reason)], "registrations.mail.home", "/sign-in"), cancellation);
    }

    private Task<Registration?> FindAsync(Guid id, CancellationToken cancellation) => db.Registrations.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);
}

/// <summary>What was never confirmed is forgotten after a week, and the rows of lists that could not be imported after a month.</summary>
internal sealed class ForgetRegistrations(IServiceScopeFactory scopes, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await using var scope = scopes.AsSystem("accounts", "registrations never confirmed");
        var (db, old) = (scope.ServiceProvider.GetRequiredService<AccountsDb>(), clock.GetUtcNow().AddDays(-7));
        db.Registrations.RemoveRange(await db.Registrations.Where(row => row.State == RegistrationState.Unconfirmed && row.CreatedAt < old).ToListAsync(cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        var month = clock.GetUtcNow().AddDays(-30);
        await db.ImportRows.Where(row => db.Imports.Any(import => import.Id == row.ImportId && import.At < month)).ExecuteDeleteAsync(cancellationToken);
    }
}

/// <summary>What hangs on a registration is for those who may bind it.</summary>
internal sealed class RegistrationMatter(AccountsDb db, Caller caller) : ISubjectOwner
{
    public const string Kind = "registration";

    public string SubjectKind => Kind;

    public bool IsInternal => true;

    public async Task<Guid> MayAddAsync(Guid subjectId, CancellationToken cancellation)
    {
        await DemandSeenAsync(subjectId, cancellation);
        throw new ForbiddenException();
    }

    public async Task DemandSeenAsync(Guid subjectId, CancellationToken cancellation)
    {
        if (!caller.IsStaff || !await db.Registrations.AnyAsync(row => row.Id == subjectId, cancellation))
            throw new NotFoundException();
    }

    public Task<IReadOnlyCollection<Guid>> ReadableAsync(IReadOnlyCollection<Guid> fileIds, CancellationToken cancellation) => Task.FromResult<IReadOnlyCollection<Guid>>(caller.IsStaff ? fileIds : []);
}
