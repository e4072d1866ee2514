namespace Portal.Accounts;

/// <summary>Signs in with a passkey: nobody types whose it is, and it is both steps in one.</summary>
[Public]
public sealed class UsePasskey : ISecretWrite<SignedIn>
{
    /// <summary>The browser's answer, as JSON.</summary>
    public string Credential { get; set; } = "";

    public string State { get; set; } = "";
}

internal sealed class UsePasskeyHandler(IServiceScopeFactory scopes, Passkeys passkeys, Senders senders) : IRequestHandler<UsePasskey, SignedIn>
{
    public async Task<SignedIn> Handle(UsePasskey request, CancellationToken cancellation)
    {
        senders.Demand();
        if (await passkeys.SignInAsync(request.Credential, request.State, cancellation) is not { } person)
        {
            senders.Missed();
            throw new RuleBroken("", "UsePasskey.wrong");
        }

        await using var scope = scopes.AsSystem("accounts", "sign-in by passkey");
        var session = scope.ServiceProvider.GetRequiredService<DbSession>();
        await session.BeginAsync(cancellation);
        var result = await scope.ServiceProvider.GetRequiredService<SignIns>().BeginAsync(person, SignInWay.Passkey, isStrong: true, within: null, cancellation);
        await session.CommitAsync(cancellation);
        return result;
    }
}

/// <summary>What the browser is to ask its passkeys, fetched by the page's script.</summary>
public sealed class PasskeyQuestionEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in/passkey", async (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return Results.Json(await http.RequestServices.GetRequiredService<Passkeys>().AskToSignInAsync(), Json.Options);
        }).WithMetadata(new PublicAttribute()).ExcludeFromDescription();
        app.MapGet("/profile/passkey", async (HttpContext http, Caller caller) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            var person = caller.RequirePerson();
            var card = (await http.RequestServices.GetRequiredService<Directory>().ReadAsync()).People[person.Person];
            return Results.Json(await http.RequestServices.GetRequiredService<Passkeys>().AskToAddAsync(person, card.Email ?? ""), Json.Options);
        }).WithMetadata(new InPersonAttribute()).ExcludeFromDescription();
    }
}
