namespace Portal.Accounts;

[SignedIn]
public sealed class ShowProfile : IRead<ShowProfile.Result>
{
    public sealed record Result(Guid PersonId, string Name, string Email, string? Phone, string Language, Guid CompanyId, string Company, bool IsStaff, IReadOnlyList<string> Permissions, IReadOnlyList<Token> Tokens);

    public sealed record Token(Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
}

internal sealed class ShowProfileHandler(AccountsDb db, Directory directory, Caller caller, TimeProvider clock) : IRequestHandler<ShowProfile, ShowProfile.Result>
{
    public async Task<ShowProfile.Result> Handle(ShowProfile request, CancellationToken cancellation)
    {
        var person = caller.RequirePerson();
        var card = (await directory.ReadAsync()).People[person.Person];
        var now = clock.GetUtcNow();
        var tokens = await db.Tokens.AsNoTracking().Where(token => token.MembershipId == person.MembershipId && token.RevokedAt == null && token.ExpiresAt > now)
            .OrderBy(token => token.Id).Select(token => new ShowProfile.Token(token.Id, token.Name, token.CreatedAt, token.ExpiresAt)).ToListAsync(cancellation);
        return new(person.Person, person.Name, card.Email ?? "", card.Phone, person.Language, person.CompanyId, person.CompanyName, person.IsStaff, [.. person.Permissions.Order()], tokens);
    }
}

public sealed class ShowProfileEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowProfile, ShowProfile.Result>("me");
}
