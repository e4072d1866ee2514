using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Carter;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Contracts.Accounts;
using Portal.Kernel;
using Portal.Kernel.Documents;

namespace Portal.Host;

/// <summary>Every change of every row, newest first: who, on whose behalf, when, what before and after.</summary>
[Permission(AccountsPermissions.Administer)]
public sealed class ListTrail : IRead<ListTrail.Result>
{
    /// <summary>The id of a row or person, a person's name or e-mail, or part of a table's name.</summary>
    public string? Q { get; set; }

    /// <summary>Who did it.</summary>
    public Guid? Person { get; set; }

    /// <summary>Schema and table ("orders.order").</summary>
    public string? Entity { get; set; }

    /// <summary>The id of the row that was changed.</summary>
    public string? Row { get; set; }

    /// <summary>The first day, as the operator counts.</summary>
    public DateOnly? From { get; set; }

    /// <summary>The last day.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Where the page before ended.</summary>
    public Guid? After { get; set; }

    public int Take { get; set; } = 50;

    public sealed record Result(IReadOnlyList<Entry> Rows, Guid? Next);

    /// <param name="Person">On whose behalf; null for the system.</param>
    /// <param name="Actor">The member of staff who acted as that person.</param>
    /// <param name="Reason">The job or consumer, where the system acted.</param>
    /// <param name="IsErased">The person it was about was erased, and the values with them.</param>
    public sealed record Entry(Guid Id, DateTimeOffset At, Guid? PersonId, string? Person, string? Actor, string? Reason, string Entity, string EntityId, string Change, IReadOnlyList<Field> Fields, bool IsErased);

    public sealed record Field(string Name, string? Before, string? After);
}

internal sealed class ListTrailHandler(KernelDb db, PersonKeys keys, IPeople people, OperatorClock clock) : IRequestHandler<ListTrail, ListTrail.Result>
{
    private const int Most = 500;

    public async Task<ListTrail.Result> Handle(ListTrail request, CancellationToken cancellation)
    {
        var rows = db.Audit.AsNoTracking();
        if (request.Q?.Trim() is { Length: > 0 } text)
            rows = await FoundAsync(rows, text, cancellation);
        if (request.Person is { } person)
            rows = rows.Where(row => row.PersonId == person || row.ActorId == person);
        if (request.Entity is { Length: > 0 } entity)
            rows = rows.Where(row => row.Entity == entity);
        if (request.Row is { Length: > 0 } id)
            rows = rows.Where(row => row.EntityId == id);
        if (request.From is { } from && clock.EndOf(from.AddDays(-1)) is var begin)
            rows = rows.Where(row => row.At >= begin);
        if (request.Until is { } until && clock.EndOf(until) is var end)
            rows = rows.Where(row => row.At < end);
        if (request.After is { } after)
            rows = rows.Where(row => row.Id < after);
        var take = Math.Clamp(request.Take, 1, Most);
        var page = await rows.OrderByDescending(row => row.Id).Take(take + 1).ToListAsync(cancellation);
        var names = await people.FindAsync([.. page.SelectMany(row => new[] { row.PersonId, row.ActorId }).OfType<Guid>()], cancellation);
        var held = await keys.ReadAsync([.. page.Select(row => row.KeyId).OfType<Guid>().Distinct()], cancellation);
        return new([.. page.Take(take).Select(row => Entry(row, names, held))], page.Count > take ? page[take - 1].Id : null);
    }

    private async Task<IQueryable<AuditEntry>> FoundAsync(IQueryable<AuditEntry> rows, string text, CancellationToken cancellation)
    {
        if (Guid.TryParse(text, out var id) && id.ToString() is var written)
            return rows.Where(row => row.EntityId == written || row.PersonId == id);
        if ((await people.NamedAsync(text, cancellation)).Select(card => (Guid?)card.Id).ToArray() is { Length: > 0 } named)
            return rows.Where(row => named.Contains(row.PersonId) || named.Contains(row.ActorId));
        return rows.Where(row => row.Entity.Contains(text) || row.EntityId == text);
    }

    private static ListTrail.Entry Entry(AuditEntry row, IReadOnlyDictionary<Guid, PersonCard> names, IReadOnlyDictionary<Guid, byte[]?> keys)
    {
        var key = row.KeyId is { } holder ? keys.GetValueOrDefault(holder) : null;
        var isErased = row.KeyId is not null && key is null;
        return new(
            row.Id, row.At, row.PersonId, row.PersonId is { } person ? names.GetValueOrDefault(person)?.Name : null, row.ActorId is { } actor ? names.GetValueOrDefault(actor)?.Name : null,
            row.Reason, row.Entity, row.EntityId, row.Change, isErased ? [] : Fields(row, key), isErased);
    }

    private static IReadOnlyList<ListTrail.Field> Fields(AuditEntry row, byte[]? key)
    {
        try
        {
            var (before, after) = (Values(row.Values(row.Before, key)), Values(row.Values(row.After, key)));
            return [.. before.Keys.Union(after.Keys).Select(name => new ListTrail.Field(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name))).Where(field => field.Before != field.After)];
        }
        catch (CryptographicException)
        {
            // Not what was written: the chain says so too, and the other entries can still be read.
            return [new("?", null, null)];
        }
    }

    private static Dictionary<string, string?> Values(string? json)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => property.Value.GetString(),
            _ => property.Value.GetRawText(),
        });
    }
}

/// <summary>The newest link of the chain over the trail.</summary>
[Permission(AccountsPermissions.Administer)]
public sealed class ShowSeal : IRead<TrailChain.Seal?>;

internal sealed class ShowSealHandler(TrailChain chain) : IRequestHandler<ShowSeal, TrailChain.Seal?>
{
    public Task<TrailChain.Seal?> Handle(ShowSeal request, CancellationToken cancellation) => chain.NewestAsync(cancellation);
}

public sealed class TrailEndpoints : ICarterModule
{
    private const int MostExported = 20_000;

    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ListTrail, ListTrail.Result>("trail");
        app.MapRead<ShowSeal, TrailChain.Seal?>("trail/seal");
        app.MapGet("/administration/trail/export", async (HttpContext http, IMediator mediator, Texts texts, CancellationToken cancellation) =>
        {
            string? Text(string name) => http.Request.Query[name].FirstOrDefault();
            DateOnly? Day(string name) => DateOnly.TryParse(Text(name), CultureInfo.InvariantCulture, out var day) ? day : null;
            var ask = new ListTrail { Q = Text("q"), Person = Guid.TryParse(Text("person"), out var person) ? person : null, Entity = Text("entity"), Row = Text("row"), From = Day("from"), Until = Day("until"), Take = 500 };
            var rows = new List<ListTrail.Entry>();
            do
            {
                var page = await mediator.Send(ask, cancellation);
                rows.AddRange(page.Rows);
                ask.After = page.Next;
            }
            while (ask.After is not null && rows.Count < MostExported);
            return ListExport.File(
                Text("format"), "trail", [.. ((string[])["trail.at", "trail.who", "trail.actor", "trail.reason", "trail.entity", "trail.row", "trail.change", "trail.field", "trail.before", "trail.after"]).Select(key => new SheetColumn(texts[key]))],
                rows.SelectMany(row => (row.Fields.Count > 0 ? row.Fields : [new ListTrail.Field("", null, null)]).Select(field => new object?[] { row.At, row.Person, row.Actor, row.Reason, row.Entity, row.EntityId, texts["trail." + row.Change], field.Name, field.Before, field.After })));
        }).WithMetadata(new PermissionAttribute(AccountsPermissions.Administer)).ExcludeFromDescription();
    }
}
