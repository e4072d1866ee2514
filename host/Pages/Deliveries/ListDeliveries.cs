using Carter;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Kernel;
using Portal.PluginSdk;

namespace Portal.Host;

/// <summary>Events and mails whose delivery failed: those that were given up, and those that are still tried. Oldest first.</summary>
[Permission(AccountsPermissions.Administer)]
public sealed class ListDeliveries : IRead<ListDeliveries.Result>
{
    /// <summary>Where the page before ended.</summary>
    public Guid? After { get; set; }

    /// <param name="UnderWay">All that waits or is tried.</param>
    public sealed record Result(IReadOnlyList<Row> Rows, Guid? Next, int GivenUp, int UnderWay);

    /// <param name="Consumer">Module, consumer and event.</param>
    /// <param name="To">The address a mail goes to; null, as the subject, for what is no mail.</param>
    /// <param name="NextAttemptAt">Null for what was given up.</param>
    public sealed record Row(Guid Id, string Consumer, string? To, Phrase? Subject, Phrase Reason, int Attempts, DateTimeOffset At, DateTimeOffset? NextAttemptAt);
}

internal sealed class ListDeliveriesHandler(KernelDb db) : IRequestHandler<ListDeliveries, ListDeliveries.Result>
{
    private const int PageSize = 50;

    public async Task<ListDeliveries.Result> Handle(ListDeliveries request, CancellationToken cancellation)
    {
        var rows = await db.Outbox.AsNoTracking().Where(row => (row.IsDead || row.Attempts > 0) && (request.After == null || row.Id > request.After)).OrderBy(row => row.Id).Take(PageSize + 1).ToListAsync(cancellation);
        return new(
            [.. rows.Take(PageSize).Select(Row)], rows.Count > PageSize ? rows[PageSize - 1].Id : null,
            await db.Outbox.CountAsync(row => row.IsDead, cancellation), await db.Outbox.CountAsync(row => !row.IsDead, cancellation));
    }

    private static ListDeliveries.Row Row(OutboxMessage message)
    {
        var mail = message.Mail();
        return new(message.Id, message.Consumer, mail?.To, mail?.Subject, message.Reason(), message.Attempts, message.CreatedAt, message.IsDead ? null : message.NextAttemptAt);
    }
}

public sealed class DeliveryEndpoints : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ListDeliveries, ListDeliveries.Result>("deliveries");
        app.MapWrite<SendAgain, int>("deliveries/again");
        app.MapWrite<DropDelivery, Guid>("deliveries/{id:guid}", "DELETE");
    }
}
