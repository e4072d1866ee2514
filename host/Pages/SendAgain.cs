using MediatR;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Kernel;

namespace Portal.Host;

/// <summary>Gives an event that was given up another round of attempts.</summary>
[Permission(AccountsPermissions.Administer)]
public sealed class SendAgain : IWrite<Guid>
{
    public Guid Id { get; set; }
}

internal sealed class SendAgainHandler(KernelDb db, TimeProvider clock) : IRequestHandler<SendAgain, Guid>
{
    public async Task<Guid> Handle(SendAgain request, CancellationToken cancellation)
    {
        var message = await db.Outbox.FirstOrDefaultAsync(row => row.Id == request.Id && row.IsDead, cancellation) ?? throw new NotFoundException();
        message.SendAgain(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        return message.Id;
    }
}
