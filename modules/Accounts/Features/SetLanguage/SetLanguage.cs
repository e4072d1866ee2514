namespace Portal.Accounts;

/// <summary>The language a person reads; a stranger's choice lives in a cookie.</summary>
[SignedIn]
public sealed class SetLanguage : IWrite<string>
{
    public string Language { get; set; } = "";
}

internal sealed class SetLanguageValidator : AbstractValidator<SetLanguage>
{
    public SetLanguageValidator() => RuleFor(it => it.Language).Must(language => Languages.All.Contains(language));
}

internal sealed class SetLanguageHandler(IServiceScopeFactory scopes, Caller caller) : IRequestHandler<SetLanguage, string>
{
    public async Task<string> Handle(SetLanguage request, CancellationToken cancellation)
    {
        // People's own rows are beyond a customer's scope; this one changes nothing but the caller's own.
        await using var scope = scopes.AsSystem("accounts", "own language");
        var db = scope.ServiceProvider.GetRequiredService<AccountsDb>();
        var person = await db.People.FirstAsync(row => row.Id == caller.RequirePerson().Person, cancellation);
        person.Language = request.Language;
        db.Touch(IPrincipalSource.TopicOf(person.Id));
        db.Touch(Directory.Topic);
        await db.SaveChangesAsync(cancellation);
        return person.Language;
    }
}

public sealed class SetLanguageEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapPost("/language/{language}", async (
        string language, string? back, HttpContext http, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery, Caller caller, IMediator mediator, CancellationToken cancellation) =>
    {
        await antiforgery.ValidateRequestAsync(http);
        if (!Languages.All.Contains(language))
            throw new NotFoundException();
        if (caller.Person is not null)
            await mediator.Send(new SetLanguage { Language = language }, cancellation);
        http.Response.Cookies.Append("language", language, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true });
        return Results.LocalRedirect(back is { Length: > 1 } && back[0] == '/' && back[1] is not ('/' or '\\') ? back : "/");
    }).WithMetadata(new PublicAttribute()).ExcludeFromDescription();
}
