namespace Portal.Accounts;

/// <summary>Changes one's own password. The other sessions end.</summary>
[InPerson]
public sealed class ChangePassword : ISecretWrite<bool>
{
    public string Password { get; set; } = "";

    public string NewPassword { get; set; } = "";
}

internal sealed class ChangePasswordHandler(OwnCredentials own, NewPasswords passwords, AccountLog log) : IRequestHandler<ChangePassword, bool>
{
    public async Task<bool> Handle(ChangePassword request, CancellationToken cancellation)
    {
        var (person, _, session) = await own.OpenAsync(request.Password, nameof(request.Password), cancellation);
        await passwords.SetAsync(own.Db, person, request.NewPassword, nameof(request.NewPassword), session.Id, cancellation);
        await log.HappenedAsync(own.Db, person, AccountChange.PasswordChanged, "", cancellation);
        await own.Db.SaveChangesAsync(cancellation);
        return true;
    }
}

public sealed class ChangePasswordEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<ChangePassword, bool>("me/password", "PUT");
}
