namespace Portal.Accounts;

/// <summary>Ends one of one's own sessions, on whichever device.</summary>
[InPerson]
public sealed class EndSession : IWrite<Guid>
{
    public Guid Id { get; set; }
}

internal sealed class EndSessionHandler(SystemDb<AccountsDb> system, Caller caller, TimeProvider clock) : IRequestHandler<EndSession, Guid>
{
    public async Task<Guid> Handle(EndSession request, CancellationToken cancellation)
    {
        var (db, own) = (system.Open("accounts", "own session ended"), caller.RequirePerson().Person);
        var session = await db.Sessions.FirstOrDefaultAsync(row => row.Id == request.Id && row.PersonId == own, cancellation) ?? throw new NotFoundException();
        session.EndedAt ??= clock.GetUtcNow();
        db.Touch(IPrincipalSource.TopicOf(own));
        await db.SaveChangesAsync(cancellation);
        return session.Id;
    }
}

/// <summary>Ends all of one's own sessions but this one.</summary>
[InPerson]
public sealed class EndOtherSessions : IWrite<int>;

internal sealed class EndOtherSessionsHandler(SystemDb<AccountsDb> system, Caller caller, TimeProvider clock) : IRequestHandler<EndOtherSessions, int>
{
    public async Task<int> Handle(EndOtherSessions request, CancellationToken cancellation)
    {
        var (db, own, now) = (system.Open("accounts", "own sessions ended"), caller.RequirePerson(), clock.GetUtcNow());
        var open = await SignIns.EndAsync(db, own.Person, own.SessionId, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        return open;
    }
}

public sealed class EndSessionEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapWrite<EndSession, Guid>("me/sessions/{id:guid}", "DELETE");
        app.MapWrite<EndOtherSessions, int>("me/sessions", "DELETE");
    }
}
