using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Portal.Kernel;

/// <summary>
/// One change of one row: who, behind whom, when, what before and after. What was before and after is sealed with the key of the person the row is about,
/// which goes when the person is erased, or with the installation's; who, when and which row stay readable for good.
/// </summary>
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

    /// <summary>Whose key <see cref="Before"/> and <see cref="After"/> are sealed with, <see cref="PersonKeys.Installation"/> for rows about nobody; null for entries of releases that did not seal.</summary>
    public required Guid? KeyId { get; init; }

    public byte[]? Before { get; private set; }

    public byte[]? After { get; private set; }

    /// <summary>What was sealed, as JSON; as it lies there for entries of releases that did not seal.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It is not what was written.</exception>
    public string? Values(byte[]? value, byte[]? key) => value is null ? null : Encoding.UTF8.GetString(KeyId is null || key is null ? value : PersonKeys.Open(key, Id, value));

    /// <param name="key">Null where the person was erased: that something changed stays, what it was does not.</param>
    internal AuditEntry Holding(string? before, string? after, byte[]? key)
    {
        Before = before is null || key is null ? null : PersonKeys.Seal(key, Id, Encoding.UTF8.GetBytes(before));
        After = after is null || key is null ? null : PersonKeys.Seal(key, Id, Encoding.UTF8.GetBytes(after));
        return this;
    }
}

/// <summary>Never written into the trail: secrets, and values too large to be read there (their hash stands in).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotInTrailAttribute : Attribute;

/// <summary>A row about one person, who may ask to be forgotten: what the trail keeps of its values goes with that person's key.</summary>
public interface IAboutPerson
{
    /// <summary>Whom the row is about; null for nobody.</summary>
    Guid? AboutPerson { get; }
}

internal static class AuditTrail
{
    public static async Task RecordAsync(ModuleDb db, ModuleDbServices services, CancellationToken cancellation)
    {
        var principal = services.Caller.Principal;
        var entries = db.ChangeTracker.Entries()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && (entry.Entity is not INotAudited || db.IsTrailed(entry.Entity)) && !entry.Metadata.IsOwned())
            .ToList();
        foreach (var entry in entries)
        {
            var about = (entry.Entity as IAboutPerson)?.AboutPerson ?? PersonKeys.Installation;
            var written = new AuditEntry
            {
                At = services.Clock.GetUtcNow(),
                PersonId = principal.PersonId,
                ActorId = (principal as PersonPrincipal ?? (principal as SystemPrincipal)?.For)?.ActorId,
                Reason = principal is SystemPrincipal system ? $"{system.Module}: {system.Reason}" : null,
                Entity = entry.Metadata.GetTableName() is { } table ? $"{entry.Metadata.GetSchema()}.{table}" : entry.Metadata.ShortName(),
                EntityId = string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties.Select(key => entry.Property(key.Name).CurrentValue)),
                Change = entry.State switch { EntityState.Added => "added", EntityState.Deleted => "deleted", _ => "modified" },
                KeyId = about,
            };
            db.Add(written.Holding(
                entry.State == EntityState.Added ? null : Values(entry, original: true), entry.State == EntityState.Deleted ? null : Values(entry, original: false),
                await services.Keys.OfAsync(about, cancellation)));
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
