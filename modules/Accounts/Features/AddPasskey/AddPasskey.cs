using Microsoft.AspNetCore.Identity;

namespace Portal.Accounts;

/// <summary>Adds a passkey that the browser has made for this account.</summary>
[InPerson]
public sealed class AddPasskey : ISecretWrite<string>
{
    public string Name { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>The browser's answer, as JSON.</summary>
    public string Credential { get; set; } = "";

    public string State { get; set; } = "";
}

internal sealed class AddPasskeyValidator : AbstractValidator<AddPasskey>
{
    public AddPasskeyValidator(Texts texts) => RuleFor(it => it.Name).NotEmpty().WithMessage(_ => texts["AddPasskey.Name.needed"]).MaximumLength(100);
}

internal sealed class AddPasskeyHandler(OwnCredentials own, Passkeys passkeys, AccountLog log) : IRequestHandler<AddPasskey, string>
{
    public async Task<string> Handle(AddPasskey request, CancellationToken cancellation)
    {
        var (person, _, _) = await own.OpenAsync(request.Password, nameof(request.Password), cancellation);
        if (await own.Db.Passkeys.CountAsync(row => row.UserId == person.Id, cancellation) >= Passkeys.Most)
            throw new RuleBroken("", new Phrase("AddPasskey.many", Passkeys.Most));
        var made = await passkeys.MadeAsync(person.Id, request.Credential, request.State, cancellation) ?? throw new RuleBroken("", "AddPasskey.wrong");
        var name = request.Name.Trim();
        own.Db.Passkeys.Add(new IdentityUserPasskey<Guid>
        {
            UserId = person.Id,
            CredentialId = made.CredentialId,
            Data = new IdentityPasskeyData
            {
                Name = name,
                PublicKey = made.PublicKey,
                CreatedAt = made.CreatedAt,
                SignCount = made.SignCount,
                Transports = made.Transports,
                IsUserVerified = made.IsUserVerified,
                IsBackupEligible = made.IsBackupEligible,
                IsBackedUp = made.IsBackedUp,
                AttestationObject = made.AttestationObject,
                ClientDataJson = made.ClientDataJson,
            },
        });
        await log.HappenedAsync(own.Db, person, AccountChange.PasskeyAdded, name, cancellation);
        await own.Db.SaveChangesAsync(cancellation);
        return name;
    }
}
