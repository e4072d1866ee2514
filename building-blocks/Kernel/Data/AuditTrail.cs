using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Portal.Kernel;

/// <summary>One change of one row: who, behind whom, when, what before and after.</summary>
public sealed class AuditEntry : INotAudited
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required DateTimeOffset At { get; init; }

    /// <summary>The person on whose behalf it was done; null for the system.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>The member of staff behind an impersonation.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>The job or consumer, where no person acted.</summary>
    public string? Reason { get; init; }

    public required string Entity { get; init; }

    public required string EntityId { get; init; }

    /// <summary>added, modified or deleted.</summary>
    public required string Change { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }
}

/// <summary>Never written into the trail: secrets, and values too large to be read there (their hash stands in).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotInTrailAttribute : Attribute;

internal static class AuditTrail
{
    public static void Record(ModuleDb db, ModuleDbServices services)
    {
        var principal = services.Caller.Principal;
        var entries = db.ChangeTracker.Entries()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && (entry.Entity is not INotAudited || db.IsTrailed(entry.Entity)))
            .ToList();
        foreach (var entry in entries)
        {
            if (entry.Metadata.IsOwned())
                continue;
            db.Add(new AuditEntry
            {
                At = services.Clock.GetUtcNow(),
                PersonId = principal.PersonId,
                ActorId = (principal as PersonPrincipal ?? (principal as SystemPrincipal)?.For)?.ActorId,
                Reason = principal is SystemPrincipal system ? $"{system.Module}: {system.Reason}" : null,
                Entity = entry.Metadata.GetTableName() is { } table ? $"{entry.Metadata.GetSchema()}.{table}" : entry.Metadata.ShortName(),
                EntityId = string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties.Select(key => entry.Property(key.Name).CurrentValue)),
                Change = entry.State switch { EntityState.Added => "added", EntityState.Deleted => "deleted", _ => "modified" },
                Before = entry.State == EntityState.Added ? null : Values(entry, original: true),
                After = entry.State == EntityState.Deleted ? null : Values(entry, original: false),
            });
        }
    }

    private static string Values(EntityEntry entry, bool original)
    {
        var values = new Dictionary<string, object?>();
        foreach (var property in entry.Properties)
        {
            if (property.Metadata.IsPrimaryKey() || property.Metadata.IsConcurrencyToken || (entry.State == EntityState.Modified && !property.IsModified))
                continue;
            if (property.Metadata.PropertyInfo?.IsDefined(typeof(NotInTrailAttribute), false) == true)
                values[property.Metadata.Name] = "(not kept here)";
            else
                values[property.Metadata.Name] = original ? property.OriginalValue : property.CurrentValue;
        }

        return JsonSerializer.Serialize(values, Json.Options);
    }
}
