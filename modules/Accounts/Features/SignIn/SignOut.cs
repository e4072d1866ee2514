namespace Portal.Accounts;

/// <summary>Ends this session on the server: a copy of its cookie opens nothing any more.</summary>
[Public]
public sealed class SignOut : ISecretWrite<bool>;

internal sealed class SignOutHandler(SystemDb<AccountsDb> system, IHttpContextAccessor http, TimeProvider clock) : IRequestHandler<SignOut, bool>
{
    public async Task<bool> Handle(SignOut request, CancellationToken cancellation)
    {
        var db = system.Open("accounts", "sign-out");
        var hash = Secrets.Hash(http.HttpContext!.User.FindFirst(IPrincipalSource.SessionClaim)?.Value ?? "");
        if (await db.Sessions.FirstOrDefaultAsync(row => row.Hash == hash && row.EndedAt == null, cancellation) is not { } session)
            return false;
        session.EndedAt = clock.GetUtcNow();
        db.Touch(IPrincipalSource.TopicOf(session.PersonId));
        await db.SaveChangesAsync(cancellation);
        return true;
    }
}

public sealed class SignOutEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapPost("/sign-out", async (HttpContext http, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery, IMediator mediator, CancellationToken cancellation) =>
    {
        await antiforgery.ValidateRequestAsync(http);
        await mediator.Send(new SignOut(), cancellation);
        await SessionCookie.RemoveAsync(http);
        return Results.LocalRedirect("/sign-in");
    }).WithMetadata(new PublicAttribute()).ExcludeFromDescription();
}
