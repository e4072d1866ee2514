using Carter;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>What the reader was told, newest first.</summary>
[SignedIn]
public sealed class ListNotices : IRead<ListNotices.Result>
{
    /// <summary>Where the page before ended.</summary>
    public Guid? After { get; set; }

    public sealed record Result(IReadOnlyList<Row> Rows, Guid? Next, int Unseen);

    public sealed record Row(Guid Id, string Kind, Phrase Subject, string Address, DateTimeOffset At, bool IsSeen);
}

internal sealed class ListNoticesHandler(KernelDb db, Caller caller) : IRequestHandler<ListNotices, ListNotices.Result>
{
    private const int PageSize = 50;

    public async Task<ListNotices.Result> Handle(ListNotices request, CancellationToken cancellation)
    {
        var reader = caller.RequirePerson();
        var own = db.Set<Notice>().AsNoTracking().Where(row => row.PersonId == reader.Person && row.CompanyId == reader.CompanyId);
        // Ids are made in the order of time.
        var rows = await own.Where(row => request.After == null || row.Id < request.After).OrderByDescending(row => row.Id).Take(PageSize + 1)
            .Select(row => new ListNotices.Row(row.Id, row.Kind, row.Subject, row.Address, row.At, row.SeenAt != null)).ToListAsync(cancellation);
        return new([.. rows.Take(PageSize)], rows.Count > PageSize ? rows[PageSize - 1].Id : null, await own.CountAsync(row => row.SeenAt == null, cancellation));
    }
}

/// <summary>Marks one notice, or all of them, as seen.</summary>
[SignedIn]
public sealed class MarkNoticesSeen : IWrite<int>
{
    /// <summary>All where it is empty.</summary>
    public Guid? Id { get; set; }
}

internal sealed class MarkNoticesSeenHandler(KernelDb db, Caller caller, TimeProvider clock) : IRequestHandler<MarkNoticesSeen, int>
{
    public async Task<int> Handle(MarkNoticesSeen request, CancellationToken cancellation)
    {
        var reader = caller.RequirePerson();
        var now = clock.GetUtcNow();
        var seen = await db.Set<Notice>().Where(row => row.PersonId == reader.Person && row.CompanyId == reader.CompanyId && row.SeenAt == null && (request.Id == null || row.Id == request.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SeenAt, now), cancellation);
        db.Touch(Notices.Topic(reader.Person));
        await db.SaveChangesAsync(cancellation);
        return seen;
    }
}

/// <summary>Marks a notice as seen and says where it leads.</summary>
[SignedIn]
public sealed class OpenNotice : IWrite<string>
{
    public Guid Id { get; set; }
}

internal sealed class OpenNoticeHandler(KernelDb db, Caller caller, TimeProvider clock) : IRequestHandler<OpenNotice, string>
{
    public async Task<string> Handle(OpenNotice request, CancellationToken cancellation)
    {
        var reader = caller.RequirePerson();
        var notice = await db.Set<Notice>().FirstOrDefaultAsync(row => row.Id == request.Id && row.PersonId == reader.Person && row.CompanyId == reader.CompanyId, cancellation) ?? throw new NotFoundException();
        notice.SeenAt ??= clock.GetUtcNow();
        db.Touch(Notices.Topic(reader.Person));
        await db.SaveChangesAsync(cancellation);
        return notice.Address;
    }
}

public sealed class NoticeEndpoints : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ListNotices, ListNotices.Result>("notices");
        app.MapWrite<MarkNoticesSeen, int>("notices/seen");
        app.MapRead<ShowNoticeChoices, ShowNoticeChoices.Result>("me/notices");
        app.MapGet("/notices/{id:guid}", async (Guid id, IMediator mediator, CancellationToken cancellation) => Results.LocalRedirect(await mediator.Send(new OpenNotice { Id = id }, cancellation)))
            .WithMetadata(new SignedInAttribute()).ExcludeFromDescription();
        app.MapWrite<ChooseNotices, Guid>("me/notices", "PUT");
    }
}
