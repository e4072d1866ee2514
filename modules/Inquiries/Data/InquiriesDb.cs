using Microsoft.EntityFrameworkCore.Design;

namespace Portal.Inquiries;

internal sealed class InquiriesDb(DbContextOptions<InquiriesDb> options) : ModuleDb(options, "inquiries")
{
    public DbSet<Inquiry> Inquiries => Set<Inquiry>();

    public DbSet<Cell> Cells => Set<Cell>();

    public DbSet<CellPricing> Pricings => Set<CellPricing>();

    public DbSet<CellChange> Changes => Set<CellChange>();

    public DbSet<MarginApproval> MarginApprovals => Set<MarginApproval>();

    public DbSet<Quote> Quotes => Set<Quote>();

    public DbSet<QuoteLine> QuoteLines => Set<QuoteLine>();

    public DbSet<FrozenPrice> FrozenPrices => Set<FrozenPrice>();

    public DbSet<Acceptance> Acceptances => Set<Acceptance>();

    public DbSet<Refusal> Refusals => Set<Refusal>();

    public DbSet<CounterOffer> CounterOffers => Set<CounterOffer>();

    public DbSet<Revision> Revisions => Set<Revision>();

    public DbSet<InquiryEvent> Events => Set<InquiryEvent>();

    public DbSet<InquiryTemplate> Templates => Set<InquiryTemplate>();

    public DbSet<QuoteLink> Links => Set<QuoteLink>();

    public DbSet<PromiseMove> PromiseMoves => Set<PromiseMove>();

    public DbSet<Ask> Asks => Set<Ask>();

    public DbSet<StepReached> Steps => Set<StepReached>();

    public DbSet<StepSetting> StepSettings => Set<StepSetting>();

    public DbSet<StepException> StepExceptions => Set<StepException>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Inquiry>(row =>
        {
            row.ToTable("inquiry");
            row.Property(it => it.Items).AsJson();
            row.Property(it => it.Delivery).AsJson();
            row.Property(it => it.Version).IsRowVersion();
            row.HasIndex(it => it.Number).IsUnique();
            row.HasIndex(it => new { it.ChangedAt, it.Id }).IsDescending();
            row.HasIndex(it => new { it.CompanyId, it.ChangedAt, it.Id }).IsDescending(false, true, true);
            row.HasIndex(it => new { it.PromisedAt, it.Id });
            row.HasIndex(it => it.PromisedAt).HasFilter("state in ('Submitted', 'InCalculation')").HasDatabaseName("ix_inquiry_unanswered");
            row.HasIndex(it => new { it.AssigneeId, it.ChangedAt, it.Id }).IsDescending(false, true, true);
            row.HasIndex(it => it.RevisesId).IsUnique().HasFilter("revises_id is not null").HasDatabaseName("ix_inquiry_open_change");
            row.Property(it => it.Revision).HasDefaultValue(1);
            row.Ignore(it => it.CurrentCells);
            row.HasMany(it => it.Cells).WithOne().HasForeignKey(cell => cell.InquiryId);
            row.HasMany(it => it.Quotes).WithOne().HasForeignKey(quote => quote.InquiryId);
            row.HasMany(it => it.Steps).WithOne().HasForeignKey(step => step.InquiryId);
        });
        model.Entity<Cell>(row =>
        {
            row.ToTable("cell");
            row.Property(it => it.Revision).HasDefaultValue(1);
            row.Property(it => it.Facts).AsJson();
        });
        model.Entity<CellPricing>(row =>
        {
            row.ToTable("cell_pricing").HasKey(it => it.CellId);
            row.Property(it => it.Overrides).AsJson().HasDefaultValueSql("'[]'");
            row.Property(it => it.Totals).AsJson();
            row.Ignore(it => it.Inputs).Ignore(it => it.Fingerprint);
            row.HasIndex(it => it.InquiryId);
        });
        model.Entity<CellChange>(row =>
        {
            row.ToTable("cell_change");
            row.Property(it => it.What).AsJson();
            row.Property(it => it.Cells).AsJson();
            row.HasIndex(it => new { it.InquiryId, it.Number }).IsUnique();
        });
        model.Entity<MarginApproval>(row =>
        {
            row.ToTable("margin_approval");
            row.Property(it => it.Cells).AsJson();
            row.Property(it => it.Version).IsRowVersion();
            row.HasIndex(it => it.InquiryId).IsUnique().HasFilter("state = 'Open'").HasDatabaseName("ix_margin_approval_open");
            row.HasIndex(it => new { it.InquiryId, it.AskedAt });
        });
        model.Entity<Quote>(row =>
        {
            row.ToTable("quote");
            row.Property(it => it.Revision).HasDefaultValue(1);
            row.HasIndex(it => new { it.InquiryId, it.VersionNo }).IsUnique();
            row.HasIndex(it => it.ExpiresAt).HasFilter("state = 'Published'").HasDatabaseName("ix_quote_open");
            row.HasMany(it => it.Lines).WithOne().HasForeignKey(line => line.QuoteId);
        });
        model.Entity<QuoteLine>(row =>
        {
            row.ToTable("quote_line");
            row.Property(it => it.Content).AsJson();

            // The last word on "a cell is accepted at most once", whoever races whom.
            row.HasIndex(it => it.CellId).IsUnique().HasFilter("acceptance_id is not null").HasDatabaseName("ix_quote_line_accepted_cell");
        });
        model.Entity<FrozenPrice>(row =>
        {
            row.ToTable("frozen_price").HasKey(it => it.QuoteLineId);
            row.Property(it => it.Tree).AsJson();
        });
        model.Entity<Acceptance>(row =>
        {
            row.ToTable("acceptance");
            row.Property(it => it.Signature!).AsJson().IsRequired(false);
            row.HasIndex(it => it.InquiryId);
        });
        model.Entity<Answer>(row =>
        {
            row.ToTable("answer").HasKey(it => it.InquiryId);
            row.HasIndex(it => it.At);
        });
        model.Entity<Decision>(row =>
        {
            row.ToTable("decision").HasKey(it => it.QuoteId);
            row.HasIndex(it => it.At);
        });
        model.Entity<Refusal>(row =>
        {
            row.ToTable("refusal");
            row.Property(it => it.Cells).AsJson();
            row.HasIndex(it => it.InquiryId);
        });
        model.Entity<CounterOffer>(row =>
        {
            row.ToTable("counter_offer");
            row.Property(it => it.Version).IsRowVersion();
            row.HasIndex(it => it.CellId).IsUnique().HasFilter("state = 'Open'").HasDatabaseName("ix_counter_offer_open");
            row.HasIndex(it => new { it.InquiryId, it.At });
        });
        model.Entity<Revision>(row =>
        {
            row.ToTable("revision");
            row.Property(it => it.Items).AsJson();
            row.Property(it => it.Changes).AsJson();
            row.HasIndex(it => new { it.InquiryId, it.Number }).IsUnique();
        });
        model.Entity<InquiryEvent>(row =>
        {
            row.ToTable("inquiry_event");
            row.Property(it => it.What).AsJson();
            row.HasIndex(it => new { it.InquiryId, it.At });
        });
        model.Entity<InquiryTemplate>(row =>
        {
            row.ToTable("inquiry_template");
            row.Property(it => it.Items).AsJson();
            row.HasIndex(it => new { it.CompanyId, it.Name }).IsUnique();
        });
        model.Entity<QuoteLink>(row =>
        {
            row.ToTable("quote_link");
            row.HasIndex(it => it.Hash).IsUnique();
            row.HasIndex(it => it.InquiryId);
        });
        model.Entity<PromiseMove>(row =>
        {
            row.ToTable("promise_move");
            row.Property(it => it.Reason).AsJson();

            // An event that is delivered again finds its move made.
            row.HasIndex(it => new { it.InquiryId, it.Cause }).IsUnique();
        });
        model.Entity<StepReached>(row =>
        {
            row.ToTable("step");
            row.HasIndex(it => new { it.InquiryId, it.At });
        });
        model.Entity<StepSetting>(row =>
        {
            row.ToTable("step_setting").HasKey(it => it.Step);
            row.Property(it => it.Words).AsJson();
        });
        model.Entity<StepException>().ToTable("step_exception").HasKey(row => new { row.Step, row.ForCompany });
        model.Entity<Ask>(row =>
        {
            row.ToTable("ask");
            row.Property(it => it.Quantities).AsJson();
            row.Property(it => it.Version).IsRowVersion();
            row.HasIndex(it => it.Number).IsUnique();
            row.HasIndex(it => it.Hash).IsUnique();
            row.HasIndex(it => new { it.State, it.CreatedAt });
        });
    }

    /// <summary>Whoever changes the inquiry or its cells goes one after the other until the end of the transaction.</summary>
    public Task LockAsync(Guid inquiryId, CancellationToken cancellation) => Database.ExecuteSqlAsync($"select 1 from inquiries.inquiry where id = {inquiryId} for update", cancellation);

    /// <summary>Writes a line of the timeline and tells open pages.</summary>
    public void Happened(Inquiry inquiry, Audience audience, Guid? personId, DateTimeOffset at, Phrase what)
    {
        Events.Add(new InquiryEvent { InquiryId = inquiry.Id, CompanyId = inquiry.CompanyId, Audience = audience, PersonId = personId, At = at, What = what });
        Touch(inquiry);
    }

    /// <summary>Open pages that show the inquiry, or a list it is in, fetch anew.</summary>
    public void Touch(Inquiry inquiry)
    {
        Touch($"inquiry:{inquiry.Id}");
        Touch($"inquiries:{inquiry.CompanyId}");
        Touch("inquiries");
    }
}

internal sealed class InquiriesDbFactory : IDesignTimeDbContextFactory<InquiriesDb>
{
    public InquiriesDb CreateDbContext(string[] args) => new(ModuleDbRegistration.DesignTimeOptions<InquiriesDb>("inquiries"));
}
