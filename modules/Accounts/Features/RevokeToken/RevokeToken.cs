namespace Portal.Accounts;

[InPerson]
public sealed class RevokeToken : IWrite<Guid>
{
    public Guid Id { get; set; }
}

internal sealed class RevokeTokenHandler(AccountsDb db, Caller caller, TimeProvider clock) : IRequestHandler<RevokeToken, Guid>
{
    public async Task<Guid> Handle(RevokeToken request, CancellationToken cancellation)
    {
        var own = caller.RequirePerson();
        var token = await db.Tokens.FirstOrDefaultAsync(row => row.Id == request.Id && row.MembershipId == own.MembershipId, cancellation) ?? throw new NotFoundException();
        token.RevokedAt ??= clock.GetUtcNow();
        db.Touch(IPrincipalSource.TopicOf(own.Person));
        await db.SaveChangesAsync(cancellation);
        return token.Id;
    }
}
