using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;

namespace Portal.Accounts;

/// <summary>Proves that the address of a registration is theirs: from now on it has a number and somebody who looks at it. Done again it says the same.</summary>
[Public]
public sealed class ConfirmRegistration : IWrite<ConfirmRegistration.Result>
{
    public string Token { get; set; } = "";

    public sealed record Result(string Number);
}

internal sealed class ConfirmRegistrationHandler(RegistrationTokens tokens, TimeProvider clock) : IRequestHandler<ConfirmRegistration, ConfirmRegistration.Result>
{
    public async Task<ConfirmRegistration.Result> Handle(ConfirmRegistration request, CancellationToken cancellation)
    {
        await using var opened = await tokens.OpenAsync(request.Token, (row, now) => row.State == RegistrationState.Waiting || (row.State == RegistrationState.Unconfirmed && row.CreatedAt + Registration.ConfirmWithin > now), cancellation);
        var (services, db, registration) = (opened.Services, opened.Db, opened.Registration);
        if (registration.Number is { } known)
            return new(known);
        registration.Confirm(await services.GetRequiredService<Numbers>().NextAsync("registration", "RF", cancellation), clock.GetUtcNow());
        var own = await services.GetRequiredService<ICompanies>().OperatorAsync(cancellation);
        await services.GetRequiredService<IWorkDesk>().OpenAsync(
            new Work("company.register", RegistrationMatter.Kind, registration.Id, registration.Number!, own.Id, new Phrase("registrations.task", registration.Number!, registration.Company), $"/registrations/{registration.Id}"), cancellation);
        db.Touch("registrations");
        db.Publish(new RegistrationConfirmed(registration.Id));
        await opened.CommitAsync(cancellation);
        return new(registration.Number!);
    }
}

/// <summary>Opens a registration by the token of a mail, locked, as the system. Who tries many that are none has to wait; nobody learns why one does not open.</summary>
internal sealed class RegistrationTokens(IServiceScopeFactory scopes, Throttle throttle, IHttpContextAccessor http, TimeProvider clock)
{
    private const int MostMisses = 60;

    /// <exception cref="NotFoundException">It opens nothing, or no more.</exception>
    public async Task<Opened> OpenAsync(string token, Func<Registration, DateTimeOffset, bool> isGood, CancellationToken cancellation)
    {
        var sender = Throttle.Sender(http.HttpContext);
        if (throttle.IsSpent("register.token", sender, MostMisses))
            throw new NotFoundException();
        var scope = scopes.AsSystem("accounts", "link of a registration");
        try
        {
            var (session, db, hash) = (scope.ServiceProvider.GetRequiredService<DbSession>(), scope.ServiceProvider.GetRequiredService<AccountsDb>(), Registration.HashOf(token));
            await session.BeginAsync(cancellation);
            await db.Database.ExecuteSqlAsync($"select 1 from accounts.registration where hash = {hash} for update", cancellation);
            if (await db.Registrations.FirstOrDefaultAsync(row => row.Hash == hash, cancellation) is { } registration && isGood(registration, clock.GetUtcNow()))
                return new Opened(scope, session, db, registration);
            throttle.Take("register.token", sender, MostMisses, TimeSpan.FromMinutes(1));
            throw new NotFoundException();
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    internal sealed class Opened(AsyncServiceScope scope, DbSession session, AccountsDb db, Registration registration) : IAsyncDisposable
    {
        public IServiceProvider Services => scope.ServiceProvider;

        public AccountsDb Db { get; } = db;

        public Registration Registration { get; } = registration;

        public async Task CommitAsync(CancellationToken cancellation)
        {
            await Db.SaveChangesAsync(cancellation);
            await session.CommitAsync(cancellation);
        }

        public ValueTask DisposeAsync() => scope.DisposeAsync();
    }
}

public sealed class ConfirmRegistrationEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<ConfirmRegistration, ConfirmRegistration.Result>("registrations/confirm/{token}");
}
