using Microsoft.EntityFrameworkCore.Design;

namespace Portal.Orders;

internal sealed class OrdersDb(DbContextOptions<OrdersDb> options) : ModuleDb(options, "orders")
{
    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderLine> Lines => Set<OrderLine>();

    public DbSet<OrderMilestone> Milestones => Set<OrderMilestone>();

    public DbSet<OrderEvent> Events => Set<OrderEvent>();

    public DbSet<MilestoneDefinition> Definitions => Set<MilestoneDefinition>();

    /// <summary>The order with its milestones, to be changed.</summary>
    /// <exception cref="NotFoundException">None the caller may know of.</exception>
    public async Task<Order> RequireAsync(Guid id, CancellationToken cancellation) =>
        await Orders.Include(order => order.Milestones).FirstOrDefaultAsync(order => order.Id == id, cancellation) ?? throw new NotFoundException();

    /// <summary>Open pages that show the order, the list it is in or the inquiry it came from fetch anew.</summary>
    public void Touch(Order order)
    {
        Touch($"order:{order.Id}");
        Touch($"orders:{order.CompanyId}");
        Touch($"inquiry:{order.InquiryId}");
    }

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Order>(order =>
        {
            order.ToTable("order");
            order.Property(row => row.Id).ValueGeneratedNever();
            order.Property(row => row.Version).IsRowVersion();
            order.Property(row => row.Reason).AsJson();
            order.Property(row => row.DeliveryAddress).AsJson();
            order.Property(row => row.BillingAddress).AsJson();
            order.Property(row => row.Vat).AsJson();
            order.HasMany(row => row.Lines).WithOne().HasForeignKey(line => line.OrderId);
            order.HasMany(row => row.Milestones).WithOne().HasForeignKey(milestone => milestone.OrderId);
            order.HasMany(row => row.Events).WithOne().HasForeignKey(happening => happening.OrderId);
            order.HasIndex(row => row.AcceptanceId).IsUnique();
            order.HasIndex(row => row.Number).IsUnique();
            order.HasIndex(row => new { row.CompanyId, row.Id });
            order.HasIndex(row => new { row.State, row.Id });
        });
        model.Entity<OrderLine>(line =>
        {
            line.ToTable("line");
            line.Property(row => row.Id).ValueGeneratedNever();
            line.Property(row => row.Content).AsJson();
        });
        model.Entity<OrderMilestone>(milestone =>
        {
            milestone.ToTable("milestone");
            milestone.Property(row => row.Id).ValueGeneratedNever();
            milestone.Property(row => row.Name).AsJson();
            milestone.Property(row => row.Waybill).AsJson();
        });
        model.Entity<OrderEvent>(happening =>
        {
            happening.ToTable("event");
            happening.Property(row => row.Id).ValueGeneratedNever();
            happening.Property(row => row.What).AsJson();
        });
        model.Entity<MilestoneDefinition>(definition =>
        {
            definition.ToTable("milestone_definition").HasKey(row => row.Key);
            definition.Property(row => row.Name).AsJson();
        });
    }
}

internal sealed class OrdersDbFactory : IDesignTimeDbContextFactory<OrdersDb>
{
    public OrdersDb CreateDbContext(string[] args) => new(ModuleDbRegistration.DesignTimeOptions<OrdersDb>("orders"));
}
