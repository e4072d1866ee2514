using Microsoft.AspNetCore.Identity;

namespace Portal.Accounts;

/// <summary>The first password of somebody whose company became a client, by the link of the mail. Works once; a person who has an account keeps it as it is.</summary>
[Public]
public sealed class FinishRegistration : ISecretWrite<FinishRegistration.Result>
{
    public string Token { get; set; } = "";

    public string Password { get; set; } = "";

    public sealed record Result(string Email);
}

internal sealed class FinishRegistrationHandler(RegistrationTokens tokens, PasswordRules rules) : IRequestHandler<FinishRegistration, FinishRegistration.Result>
{
    public async Task<FinishRegistration.Result> Handle(FinishRegistration request, CancellationToken cancellation)
    {
        await using var opened = await tokens.OpenAsync(request.Token, (row, now) => row is { State: RegistrationState.Bound, PersonId: not null } && row.DecidedAt + Registration.FinishWithin > now, cancellation);
        var (db, registration) = (opened.Db, opened.Registration);
        var person = await db.People.FirstAsync(row => row.Id == registration.PersonId, cancellation);
        if (!await db.Accounts.AnyAsync(account => account.Id == person.Id, cancellation))
        {
            rules.Demand(request.Password, nameof(request.Password), await OwnCredentials.NamesAsync(db, person, cancellation));
            var result = await opened.Services.GetRequiredService<UserManager<Account>>().CreateAsync(new Account { Id = person.Id, UserName = person.Email, Email = person.Email, EmailConfirmed = true }, request.Password);
            if (!result.Succeeded)
                throw new RuleBroken(nameof(FinishRegistration.Password), new Phrase("accounts.passwordTooShort", PasswordRules.Shortest));
        }

        registration.Hash = null;
        db.Touch(IPrincipalSource.TopicOf(person.Id));
        await opened.CommitAsync(cancellation);
        return new(person.Email);
    }
}

public sealed class FinishRegistrationEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<FinishRegistration, FinishRegistration.Result>("registrations/finish/{token}");
}
