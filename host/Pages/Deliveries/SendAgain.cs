using MediatR;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Kernel;

namespace Portal.Host;

/// <summary>Tries a failed delivery at once, and as often as a new one; without an id all that were given up.</summary>
[Permission(AccountsPermissions.Administer)]
public sealed class SendAgain : IWrite<int>
{
    public Guid? Id { get; set; }
}

internal sealed class SendAgainHandler(KernelDb db, TimeProvider clock) : IRequestHandler<SendAgain, int>
{
    public async Task<int> Handle(SendAgain request, CancellationToken cancellation)
    {
        // One that a worker has in hand at this moment is passed over: it is being tried.
        var messages = await db.Outbox.FromSql($"select * from portal.outbox where case when {request.Id}::uuid is null then is_dead else id = {request.Id} end for update skip locked").ToListAsync(cancellation);
        if (request.Id is not null && messages.Count == 0)
            throw new NotFoundException();
        foreach (var message in messages)
        {
            message.SendAgain(clock.GetUtcNow());
            db.Trail(message);
        }

        await db.SaveChangesAsync(cancellation);
        return messages.Count;
    }
}
