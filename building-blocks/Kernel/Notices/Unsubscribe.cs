using System.Security.Cryptography;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Portal.Kernel;

/// <summary>Names a person and a kind of notice in a link that only this portal can make; it stops such mails and opens nothing.</summary>
public sealed class UnsubscribeLinks(IDataProtectionProvider protection)
{
    private readonly IDataProtector _seal = protection.CreateProtector("unsubscribe");

    public string Seal(Guid personId, string kind) => _seal.Protect($"{personId}\n{kind}");

    /// <returns>Null for a token that was not made here.</returns>
    public (Guid PersonId, string Kind)? Open(string token)
    {
        try
        {
            return _seal.Unprotect(token).Split('\n') is [var person, var kind] && Guid.TryParse(person, out var id) ? (id, kind) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>Stops mails of one kind for the person the link was made for: what a mail program's button does (RFC 8058). Notices in the portal go on.</summary>
[Public]
public sealed class UnsubscribeNotices : IWrite<bool>
{
    public string Token { get; set; } = "";
}

internal sealed class UnsubscribeNoticesHandler(SystemDb<KernelDb> system, UnsubscribeLinks links, Installed installed) : IRequestHandler<UnsubscribeNotices, bool>
{
    public async Task<bool> Handle(UnsubscribeNotices request, CancellationToken cancellation)
    {
        var (person, kind) = links.Open(request.Token) ?? throw new NotFoundException();
        var db = system.Open("kernel", "unsubscribe by the link of a mail");
        var companies = await db.Set<Notice>().Where(row => row.PersonId == person).Select(row => row.CompanyId).Distinct().ToListAsync(cancellation);
        var kept = await db.Set<NoticeChoice>().Where(row => row.PersonId == person).ToListAsync(cancellation);
        // A digest holds many kinds: what came together goes on in the portal alone.
        var kinds = kind == "digest" ? kept.Where(row => row.Channel == NoticeChannel.Digest).Select(row => row.Kind).Distinct().ToList() : [kind];
        foreach (var key in kinds.Where(key => installed.Notices.Any(it => it.Key == key && !it.IsCompulsory)))
        {
            foreach (var company in companies)
            {
                if (kept.FirstOrDefault(row => row.Kind == key && row.CompanyId == company) is not { } row)
                    db.Add(new NoticeChoice { PersonId = person, CompanyId = company, Kind = key, Channel = NoticeChannel.Portal });
                else if (row.Channel is NoticeChannel.Mail or NoticeChannel.Digest)
                    row.Channel = NoticeChannel.Portal;
            }
        }

        await db.SaveChangesAsync(cancellation);
        return true;
    }
}

public sealed class UnsubscribeEndpoints : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        // Scanners follow links: looking changes nothing.
        app.MapGet("/u/{token}", (string token) => Results.Redirect($"/unsubscribe/{Uri.EscapeDataString(token)}")).WithMetadata(new PublicAttribute()).ExcludeFromDescription();
        app.MapPost("/u/{token}", async (string token, IMediator mediator, CancellationToken cancellation) =>
        {
            await mediator.Send(new UnsubscribeNotices { Token = token }, cancellation);
            return Results.Redirect($"/unsubscribe/{Uri.EscapeDataString(token)}?done=1");
        }).WithMetadata(new PublicAttribute()).DisableAntiforgery().ExcludeFromDescription();
    }
}
