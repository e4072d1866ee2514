using Portal.Kernel.Mail;

namespace Portal.Accounts;

/// <summary>Asks for another address to sign in with. It counts once the link mailed to it was followed; the old address is told.</summary>
[InPerson]
public sealed class ChangeEmail : ISecretWrite<string>
{
    public string Email { get; set; } = "";

    public string Password { get; set; } = "";
}

internal sealed class ChangeEmailValidator : AbstractValidator<ChangeEmail>
{
    public ChangeEmailValidator(Texts texts) =>
        RuleFor(it => it.Email).Must(email => System.Net.Mail.MailAddress.TryCreate(email.Trim(), out var address) && address.Address == email.Trim() && address.Host.Contains('.')).WithMessage(_ => texts["ChangeEmail.Email.wrong"]).MaximumLength(200);
}

internal sealed class ChangeEmailHandler(OwnCredentials own, PersonMail mail, AccountLog log, TimeProvider clock) : IRequestHandler<ChangeEmail, string>
{
    private const int MostPerHour = 3;
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);

    public async Task<string> Handle(ChangeEmail request, CancellationToken cancellation)
    {
        var (person, _, _) = await own.OpenAsync(request.Password, nameof(request.Password), cancellation);
        var (db, email, now) = (own.Db, request.Email.Trim(), clock.GetUtcNow());
        if (string.Equals(email, person.Email, StringComparison.OrdinalIgnoreCase))
            throw new RuleBroken(nameof(request.Email), "ChangeEmail.same");
        var hour = now.AddHours(-1);
        if (await db.Keys.CountAsync(row => row.PersonId == person.Id && row.Purpose == KeyPurpose.ConfirmEmail && row.CreatedAt > hour, cancellation) >= MostPerHour)
            throw new RuleBroken("", new Phrase("accounts.senderLocked", 60));
        await AccountKeys.VoidAsync(db, person.Id, now, cancellation, KeyPurpose.ConfirmEmail);
        var (key, token) = AccountKeys.New(person.Id, KeyPurpose.ConfirmEmail, email, now, GoodFor);
        db.Keys.Add(key);
        // Who asks is not told whether somebody has the address: its owner is.
        var name = Emails.Normalise(email);
        var isTaken = await db.Accounts.AnyAsync(row => row.NormalizedUserName == name, cancellation);
        await mail.SendAsync(
            AccountLog.Card(person, email) with { Name = "" }, isTaken
                ? new PersonLetter($"account-key-{key.Id:N}", "accounts.mail.emailTaken", ["accounts.mail.emailTakenBody"], "SignIn.title", "/sign-in")
                : new PersonLetter($"account-key-{key.Id:N}", "accounts.mail.confirmEmail", ["accounts.mail.confirmEmailBody", "accounts.mail.ignore"], "accounts.mail.confirmEmailOpen", $"/email/confirm/{token}"), cancellation);
        await log.HappenedAsync(db, person, AccountChange.EmailAsked, email, cancellation);
        await db.SaveChangesAsync(cancellation);
        return email;
    }
}

public sealed class ChangeEmailEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<ChangeEmail, string>("me/email", "PUT");
}
