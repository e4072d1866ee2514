using Microsoft.EntityFrameworkCore.Design;

namespace Portal.Catalog;

internal sealed class CatalogDb(DbContextOptions<CatalogDb> options) : ModuleDb(options, "catalog")
{
    public DbSet<StoredCalculation> Calculations => Set<StoredCalculation>();

    public DbSet<DictionarySnapshot> Snapshots => Set<DictionarySnapshot>();

    public DbSet<RateRow> Rates => Set<RateRow>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<StoredCalculation>(row =>
        {
            row.ToTable("calculation");
            row.Property(it => it.Terms).AsJson();
            row.Property(it => it.Facts).AsJson();
            row.Property(it => it.Warnings).AsJson();
            row.Property(it => it.Plans).AsJson();
            row.Property(it => it.Tree).AsJson();
        });
        model.Entity<DictionarySnapshot>(row =>
        {
            row.ToTable("dictionary_snapshot");
            row.Property(it => it.Content).HasColumnType("jsonb");
            row.HasIndex(it => new { it.PluginId, it.Version }).IsUnique();
        });
        model.Entity<RateRow>(row =>
        {
            row.ToTable("rate");
            row.HasIndex(it => new { it.Base, it.Quote, it.Day }).IsUnique();
        });
    }
}

internal sealed class CatalogDbFactory : IDesignTimeDbContextFactory<CatalogDb>
{
    public CatalogDb CreateDbContext(string[] args) => new(ModuleDbRegistration.DesignTimeOptions<CatalogDb>("catalog"));
}
