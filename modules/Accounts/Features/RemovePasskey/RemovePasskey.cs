using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;

namespace Portal.Accounts;

/// <summary>Removes one of one's own passkeys.</summary>
[InPerson]
public sealed class RemovePasskey : ISecretWrite<string>
{
    public string Id { get; set; } = "";

    public string Password { get; set; } = "";
}

internal sealed class RemovePasskeyHandler(OwnCredentials own, AccountLog log) : IRequestHandler<RemovePasskey, string>
{
    public async Task<string> Handle(RemovePasskey request, CancellationToken cancellation)
    {
        var (person, account, _) = await own.OpenAsync(request.Password, nameof(request.Password), cancellation);
        var passkey = await OwnPasskey.FindAsync(own.Db, person.Id, request.Id, cancellation);
        if (account.PasswordHash is null && await own.Db.Passkeys.CountAsync(row => row.UserId == person.Id, cancellation) == 1)
            throw new RuleBroken("", "RemovePasskey.last");
        var name = passkey.Data.Name ?? "";
        own.Db.Passkeys.Remove(passkey);
        await log.HappenedAsync(own.Db, person, AccountChange.PasskeyRemoved, name, cancellation);
        await own.Db.SaveChangesAsync(cancellation);
        return name;
    }
}

/// <summary>Gives one of one's own passkeys another name.</summary>
[InPerson]
public sealed class NamePasskey : IWrite<string>
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";
}

internal sealed class NamePasskeyValidator : AbstractValidator<NamePasskey>
{
    public NamePasskeyValidator(Texts texts) => RuleFor(it => it.Name).NotEmpty().WithMessage(_ => texts["AddPasskey.Name.needed"]).MaximumLength(100);
}

internal sealed class NamePasskeyHandler(SystemDb<AccountsDb> system, Caller caller) : IRequestHandler<NamePasskey, string>
{
    public async Task<string> Handle(NamePasskey request, CancellationToken cancellation)
    {
        var db = system.Open("accounts", "own passkey named");
        var passkey = await OwnPasskey.FindAsync(db, caller.RequirePerson().Person, request.Id, cancellation);
        passkey.Data.Name = request.Name.Trim();
        await db.SaveChangesAsync(cancellation);
        return passkey.Data.Name;
    }
}

internal static class OwnPasskey
{
    /// <exception cref="NotFoundException">It is not this person's.</exception>
    public static async Task<IdentityUserPasskey<Guid>> FindAsync(AccountsDb db, Guid person, string id, CancellationToken cancellation)
    {
        if (!Base64Url.IsValid(id))
            throw new NotFoundException();
        var credential = Base64Url.DecodeFromChars(id);
        return await db.Passkeys.FirstOrDefaultAsync(row => row.CredentialId == credential && row.UserId == person, cancellation) ?? throw new NotFoundException();
    }
}

public sealed class RemovePasskeyEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapWrite<AddPasskey, string>("me/passkeys");
        app.MapWrite<RemovePasskey, string>("me/passkeys/remove");
        app.MapWrite<NamePasskey, string>("me/passkeys/name", "PUT");
    }
}
