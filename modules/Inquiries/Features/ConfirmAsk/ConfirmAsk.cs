using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>Proves that the address of a stranger's inquiry is theirs: from now on it has a number and somebody who looks at it. Done again it says the same.</summary>
[Public]
public sealed class ConfirmAsk : IWrite<ConfirmAsk.Result>
{
    public string Token { get; set; } = "";

    public sealed record Result(string Number);
}

internal sealed class ConfirmAskHandler(IServiceScopeFactory scopes, Throttle throttle, IHttpContextAccessor http, TimeProvider clock) : IRequestHandler<ConfirmAsk, ConfirmAsk.Result>
{
    private const int MostMisses = 60;

    public async Task<ConfirmAsk.Result> Handle(ConfirmAsk request, CancellationToken cancellation)
    {
        var sender = Throttle.Sender(http.HttpContext);
        if (throttle.IsSpent("ask.confirm", sender, MostMisses))
            throw new NotFoundException();
        await using var scope = scopes.AsSystem("inquiries", "address of a public inquiry confirmed");
        var services = scope.ServiceProvider;
        var (session, db, now, hash) = (services.GetRequiredService<DbSession>(), services.GetRequiredService<InquiriesDb>(), clock.GetUtcNow(), QuoteLink.HashOf(request.Token));
        await session.BeginAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"select 1 from inquiries.ask where hash = {hash} for update", cancellation);
        if (await db.Asks.FirstOrDefaultAsync(row => row.Hash == hash, cancellation) is not { } ask || (ask.State == AskState.Unconfirmed && ask.CreatedAt + Ask.ConfirmWithin < now))
        {
            throttle.Take("ask.confirm", sender, MostMisses, TimeSpan.FromMinutes(1));
            throw new NotFoundException();
        }

        if (ask.Number is { } known)
            return new(known);
        ask.Confirm(await services.GetRequiredService<Numbers>().NextAsync("ask", "ZF", cancellation), now);
        var own = await services.GetRequiredService<ICompanies>().OperatorAsync(cancellation);
        await services.GetRequiredService<IWorkDesk>().OpenAsync(
            new Work("ask.check", AskMatter.Kind, ask.Id, ask.Number!, own.Id, new Phrase("asks.task.check", ask.Number!, ask.Company, ask.Title), $"/asks/{ask.Id}", ask.ProductType), cancellation);
        db.Touch("asks");
        db.Publish(new AskConfirmed(ask.Id));
        await db.SaveChangesAsync(cancellation);
        await session.CommitAsync(cancellation);
        return new(ask.Number!);
    }
}

public sealed class ConfirmAskEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<ConfirmAsk, ConfirmAsk.Result>("asks/confirm/{token}");
}
