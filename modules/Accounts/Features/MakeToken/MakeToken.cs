namespace Portal.Accounts;

/// <summary>A key for a program that acts as the person who makes it. Shown once.</summary>
[InPerson]
public sealed class MakeToken : ISecretWrite<MakeToken.Result>
{
    public string Name { get; set; } = "";

    public int Days { get; set; } = 365;

    public sealed record Result(string Token);
}

internal sealed class MakeTokenValidator : AbstractValidator<MakeToken>
{
    public MakeTokenValidator()
    {
        RuleFor(it => it.Name).NotEmpty().MaximumLength(100);
        RuleFor(it => it.Days).InclusiveBetween(1, 730);
    }
}

internal sealed class MakeTokenHandler(AccountsDb db, AccountOpening opening, Caller caller) : IRequestHandler<MakeToken, MakeToken.Result>
{
    public async Task<MakeToken.Result> Handle(MakeToken request, CancellationToken cancellation)
    {
        var membership = await db.Memberships.FirstAsync(row => row.Id == caller.RequirePerson().MembershipId, cancellation);
        var token = opening.AddToken(membership, request.Name.Trim(), request.Days);
        await db.SaveChangesAsync(cancellation);
        return new(token);
    }
}
