using Microsoft.EntityFrameworkCore;

namespace Portal.Kernel;

/// <summary>The Kernel's own tables, schema "portal": outbox, trail, files, notes, settings, number series, idempotency keys.</summary>
public sealed class KernelDb(DbContextOptions<KernelDb> options) : ModuleDb(options, "portal")
{
    public DbSet<StoredFile> Files => Set<StoredFile>();

    public DbSet<Note> Notes => Set<Note>();

    public DbSet<Setting> Settings => Set<Setting>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<OutboxMessage>(KernelTables.Outbox);
        model.Entity<AuditEntry>(KernelTables.Audit);
        model.Entity<StoredFile>(file =>
        {
            file.ToTable("file");
            file.HasIndex(row => new { row.SubjectKind, row.SubjectId });
        });
        model.Entity<FileChunk>(chunk =>
        {
            chunk.ToTable("file_chunk");
            chunk.HasKey(row => new { row.FileId, row.No });
        });
        model.Entity<FilePreview>().ToTable("file_preview").HasKey(row => row.FileId);
        model.Entity<Note>(note =>
        {
            note.ToTable("note");
            note.HasIndex(row => new { row.SubjectKind, row.SubjectId, row.At });
        });
        model.Entity<Notice>(notice =>
        {
            notice.ToTable("notice");
            notice.Property(row => row.Subject).AsJson();
            notice.HasIndex(row => new { row.PersonId, row.Kind, row.Cause }).IsUnique();
            notice.HasIndex(row => new { row.PersonId, row.CompanyId, row.Id }).IsDescending(false, false, true);
            notice.HasIndex(row => new { row.PersonId, row.CompanyId }).HasFilter("waits_for_digest").HasDatabaseName("ix_notice_digest");
        });
        model.Entity<NoticeChoice>().ToTable("notice_choice").HasKey(row => new { row.PersonId, row.CompanyId, row.Kind });
        model.Entity<SavedView>(view =>
        {
            view.ToTable("saved_view");
            view.HasIndex(row => new { row.CompanyId, row.List });
            view.HasIndex(row => new { row.PersonId, row.CompanyId, row.List, row.Name }).IsUnique();
        });
        model.Entity<Setting>().ToTable("setting").HasKey(row => row.Key);
        model.Entity<NumberSeries>().ToTable("number_series").HasKey(row => new { row.Kind, row.Year });
        model.Entity<IdempotencyRow>(row =>
        {
            row.ToTable("idempotency").HasKey(it => it.Key);
            row.Property(it => it.Answer).HasColumnType("jsonb");
            row.HasIndex(it => it.CreatedAt);
        });
        model.Entity<PersonKey>().ToTable("person_key").HasKey(row => row.PersonId);
        model.Entity<AuditSeal>(seal =>
        {
            seal.ToTable("audit_seal").HasKey(row => row.No);
            seal.Property(row => row.No).ValueGeneratedNever();
        });
        model.Entity<DataProtectionKey>().ToTable("data_protection_key").HasKey(row => row.Id);
    }
}

/// <summary>Tables of the Kernel that every module writes in its own transaction: mapped in each context, migrated by the Kernel alone.</summary>
internal static class KernelTables
{
    public static void Borrow(ModelBuilder model)
    {
        model.Entity<OutboxMessage>(row =>
        {
            Outbox(row);
            row.ToTable("outbox", "portal", table => table.ExcludeFromMigrations());
        });
        model.Entity<AuditEntry>(row =>
        {
            Audit(row);
            row.ToTable("audit", "portal", table => table.ExcludeFromMigrations());
        });
    }

    public static void Outbox(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<OutboxMessage> row)
    {
        row.ToTable("outbox");
        row.Property(it => it.Payload).HasColumnType("jsonb");
        row.HasIndex(it => it.NextAttemptAt).HasFilter("not is_dead");
    }

    public static void Audit(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<AuditEntry> row)
    {
        row.ToTable("audit");
        // Ids are in the order of writing, and each of these serves "the latest of"; times lie in that order too, so that an index of blocks does.
        row.HasIndex(it => it.At).HasMethod("brin");
        row.HasIndex(it => new { it.PersonId, it.Id });
        row.HasIndex(it => new { it.Entity, it.Id });
        row.HasIndex(it => new { it.EntityId, it.Id });
    }
}

/// <summary>A setting of the installation, as JSON under a key.</summary>
public sealed class Setting(string key, string value)
{
    public string Key { get; private set; } = key;

    public string Value { get; set; } = value;
}

internal sealed class NumberSeries
{
    public required string Kind { get; init; }

    public required int Year { get; init; }

    public required long Last { get; init; }
}

internal sealed class IdempotencyRow : INotAudited
{
    public required string Key { get; init; }

    public required byte[] RequestHash { get; init; }

    public string? Answer { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class DataProtectionKey : INotAudited
{
    public required string Id { get; init; }

    public required string Xml { get; init; }
}
