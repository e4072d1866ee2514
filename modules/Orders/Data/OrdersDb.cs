using Microsoft.EntityFrameworkCore.Design;
using Portal.Contracts.Orders;

namespace Portal.Orders;

internal sealed class OrdersDb(DbContextOptions<OrdersDb> options) : ModuleDb(options, "orders")
{
    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderLine> Lines => Set<OrderLine>();

    public DbSet<OrderMilestone> Milestones => Set<OrderMilestone>();

    public DbSet<OrderEvent> Events => Set<OrderEvent>();

    public DbSet<MilestoneDefinition> Definitions => Set<MilestoneDefinition>();

    public DbSet<MilestoneVisibility> Visibilities => Set<MilestoneVisibility>();

    public DbSet<PlannedMilestone> Plans => Set<PlannedMilestone>();

    public DbSet<OrderDocument> Documents => Set<OrderDocument>();

    public DbSet<Carrier> Carriers => Set<Carrier>();

    public DbSet<ClientTerms> Terms => Set<ClientTerms>();

    public DbSet<ClientContract> Contracts => Set<ClientContract>();

    public DbSet<OrderRepeat> Repeats => Set<OrderRepeat>();

    public DbSet<PromisedDate> Promises => Set<PromisedDate>();

    /// <summary>The order with its milestones, to be changed.</summary>
    /// <exception cref="NotFoundException">None the caller may know of.</exception>
    public async Task<Order> RequireAsync(Guid id, CancellationToken cancellation) =>
        await Orders.Include(order => order.Milestones).FirstOrDefaultAsync(order => order.Id == id, cancellation) ?? throw new NotFoundException();

    /// <summary>The order with all that is decided about, for the caller alone until the transaction ends: two who do it at once take turns.</summary>
    /// <inheritdoc cref="RequireAsync"/>
    public async Task<Order> RequireInTurnAsync(Guid id, CancellationToken cancellation)
    {
        await Database.ExecuteSqlAsync($"select 1 from orders.\"order\" where id = {id} for update", cancellation);
        return await Orders.AsSplitQuery().Include(order => order.Lines).Include(order => order.Milestones).Include(order => order.Plan).Include(order => order.Documents).ThenInclude(document => document.Signatures)
            .FirstOrDefaultAsync(order => order.Id == id, cancellation) ?? throw new NotFoundException();
    }

    /// <summary>Open pages that show the order, the list it is in or the inquiry it came from fetch anew.</summary>
    public void Touch(Order order)
    {
        Touch($"order:{order.Id}");
        Touch($"orders:{order.CompanyId}");
        Touch($"inquiry:{order.InquiryId}");
    }

    /// <summary>Tells other modules of a milestone and, where it is meant for them, the customer.</summary>
    public void Announce(Order order, OrderMilestone milestone)
    {
        Publish(new MilestoneReached(order.Id, order.Number, order.CompanyId, milestone.Key, milestone.Audience == Audience.Customer));
        if (milestone.Audience == Audience.Customer)
            Publish(new ShownMilestoneRecorded(milestone.Id));
    }

    /// <summary>As <see cref="Touch(Order)"/>, and the start pages of the customer's people.</summary>
    public void TouchAcceptance(Order order)
    {
        Touch(order);
        Touch($"acceptances:{order.CompanyId}");
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
            order.HasMany(row => row.Plan).WithOne().HasForeignKey(step => step.OrderId);
            order.HasMany(row => row.Documents).WithOne().HasForeignKey(document => document.OrderId);
            order.HasMany(row => row.Promises).WithOne().HasForeignKey(promise => promise.OrderId);
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
            milestone.Property(row => row.Quantities).AsJson().HasDefaultValueSql("'[]'");
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
            definition.Property(row => row.Mover).HasDefaultValue(MilestoneMover.Staff);
        });
        model.Entity<MilestoneVisibility>(visibility =>
        {
            visibility.ToTable("milestone_visibility");
            visibility.HasOne<MilestoneDefinition>().WithMany().HasForeignKey(row => row.Key);
            visibility.HasIndex(row => new { row.Key, row.ForGroup, row.ForCompany }).IsUnique().AreNullsDistinct(false);
        });
        model.Entity<PlannedMilestone>(step =>
        {
            step.ToTable("planned_milestone").HasKey(row => new { row.OrderId, row.Key });
            step.Property(row => row.Name).AsJson();
        });
        model.Entity<OrderDocument>(document =>
        {
            document.ToTable("document");
            document.HasMany(row => row.Signatures).WithOne().HasForeignKey(signature => signature.DocumentId);
            document.HasIndex(row => row.FileId);
            document.HasIndex(row => new { row.CompanyId, row.State });
        });
        model.Entity<Signature>(signature =>
        {
            signature.ToTable("signature");

            // Four eyes are two people, whoever races whom.
            signature.HasIndex(row => new { row.DocumentId, row.PersonId }).IsUnique();
        });
        model.Entity<Carrier>(carrier =>
        {
            carrier.ToTable("carrier");
            carrier.HasIndex(row => row.Name).IsUnique();
        });
        model.Entity<ClientTerms>().ToTable("client_terms").HasKey(row => row.CompanyId);
        model.Entity<ClientContract>(contract =>
        {
            contract.ToTable("contract");
            contract.HasIndex(row => row.CompanyId);
        });
        model.Entity<OrderRepeat>(repeat =>
        {
            repeat.ToTable("repeat");
            repeat.HasIndex(row => row.OrderId);
            repeat.HasIndex(row => row.InquiryId).IsUnique();
        });
        model.Entity<PromisedDate>().ToTable("promise");
    }
}

internal sealed class OrdersDbFactory : IDesignTimeDbContextFactory<OrdersDb>
{
    public OrdersDb CreateDbContext(string[] args) => new(ModuleDbRegistration.DesignTimeOptions<OrdersDb>("orders"));
}
