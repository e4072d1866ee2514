using MediatR;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Kernel;

namespace Portal.Host;

/// <summary>Lets a failed delivery go: what it was to bring about will not happen.</summary>
[Permission(AccountsPermissions.Administer)]
public sealed class DropDelivery : IWrite<Guid>
{
    public Guid Id { get; set; }
}

internal sealed class DropDeliveryHandler(KernelDb db) : IRequestHandler<DropDelivery, Guid>
{
    public async Task<Guid> Handle(DropDelivery request, CancellationToken cancellation)
    {
        var message = await db.Outbox.FromSql($"select * from portal.outbox where id = {request.Id} and (is_dead or attempts > 0) for update skip locked").FirstOrDefaultAsync(cancellation) ?? throw new NotFoundException();
        db.Remove(message);
        db.Trail(message);
        await db.SaveChangesAsync(cancellation);
        return message.Id;
    }
}
