using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Design;

namespace Portal.Accounts;

internal sealed class AccountsDb(DbContextOptions<AccountsDb> options) : ModuleDb(options, "accounts")
{
    public DbSet<Company> Companies => Set<Company>();

    public DbSet<OwnDataRule> OwnDataRules => Set<OwnDataRule>();

    public DbSet<CompanyChange> Changes => Set<CompanyChange>();

    public DbSet<Representative> Representatives => Set<Representative>();

    public DbSet<Registration> Registrations => Set<Registration>();

    public DbSet<CompanyImport> Imports => Set<CompanyImport>();

    public DbSet<ImportRow> ImportRows => Set<ImportRow>();

    public DbSet<CompanyText> Texts => Set<CompanyText>();

    public DbSet<Address> Addresses => Set<Address>();

    public DbSet<Branch> Branches => Set<Branch>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<Photo> Photos => Set<Photo>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Role> Roles => Set<Role>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<ApiToken> Tokens => Set<ApiToken>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<AccountKey> Keys => Set<AccountKey>();

    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<IdentityUserPasskey<Guid>> Passkeys => Set<IdentityUserPasskey<Guid>>();

    public DbSet<FirstAccess> FirstAccesses => Set<FirstAccess>();

    public DbSet<SignInPolicy> Policies => Set<SignInPolicy>();

    public DbSet<SignInDomain> Domains => Set<SignInDomain>();

    public DbSet<AccountEvent> Events => Set<AccountEvent>();

    /// <summary>Two that change a person's ways in at once take turns.</summary>
    public Task LockAsync(Guid personId, CancellationToken cancellation) => Database.ExecuteSqlAsync($"select 1 from accounts.person where id = {personId} for update", cancellation);

    /// <summary>A card was written: what is held in memory of it goes, and principals, which carry the company's name, where that changed.</summary>
    public void CardChanged(Company company)
    {
        var card = Entry(company);
        var isRenamed = card.State == EntityState.Added || card.Property(row => row.Name).IsModified;
        if (isRenamed || company.IsOperator)
            Touch(Directory.Topic);
        if (isRenamed)
            Touch(PrincipalSource.Topic);
    }

    /// <summary>Whoever writes a company's card, addresses or branches goes one after the other until the end of the transaction.</summary>
    /// <exception cref="NotFoundException">None the caller may know of.</exception>
    public async Task<Company> RequireInTurnAsync(Guid companyId, CancellationToken cancellation)
    {
        await Database.ExecuteSqlAsync($"select 1 from accounts.company where id = {companyId} for update", cancellation);
        return await Companies.Include(row => row.Addresses.Where(address => address.Until == null)).FirstOrDefaultAsync(row => row.Id == companyId, cancellation) ?? throw new NotFoundException();
    }

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Company>(company =>
        {
            company.ToTable("company");
            company.Property(row => row.Version).IsRowVersion();
            company.HasMany(row => row.Addresses).WithOne().HasForeignKey(address => address.CompanyId);
            company.HasIndex(row => new { row.Name, row.Id });
            company.HasIndex(row => row.TaxKey);
            company.HasIndex(row => row.KeeperId);
            company.HasIndex(row => row.ContractorNo).IsUnique();
            company.Property(row => row.Document).HasDefaultValue(SaleDocument.Invoice).HasSentinel((SaleDocument)(-1));
            company.HasIndex(row => row.IsOperator).IsUnique().HasFilter("is_operator");
        });
        model.Entity<Address>(address =>
        {
            address.ToTable("address");
            address.HasIndex(row => row.CompanyId);
            address.HasOne<Branch>().WithMany().HasForeignKey(row => row.BranchId);

            // A company has one seat at a time, whoever races whom.
            address.HasIndex(row => new { row.CompanyId, row.Kind }).IsUnique().HasFilter("until is null and branch_id is null and kind <> 'Delivery'").HasDatabaseName("ix_address_one");
        });
        model.Entity<Registration>(registration =>
        {
            registration.ToTable("registration");
            registration.Property(row => row.Version).IsRowVersion();
            registration.HasIndex(row => row.Number).IsUnique();
            registration.HasIndex(row => row.Hash).IsUnique();
            registration.HasIndex(row => new { row.State, row.CreatedAt });
        });
        model.Entity<CompanyImport>(import =>
        {
            import.ToTable("company_import");
            import.Property(row => row.Head).AsJson();
            import.Property(row => row.Fields).AsJson();
            import.Property(row => row.Version).IsRowVersion();
            import.HasIndex(row => row.Sha256).IsUnique();
        });
        model.Entity<ImportRow>(row =>
        {
            row.ToTable("company_import_row").HasKey(it => new { it.ImportId, it.No });
            row.Property(it => it.Problems).AsJson();
            row.HasOne<CompanyImport>().WithMany().HasForeignKey(it => it.ImportId);
        });
        model.Entity<OwnDataRule>().ToTable("own_data_rule").HasKey(row => row.Field);
        model.Entity<CompanyChange>(change =>
        {
            change.ToTable("company_change");
            change.Property(row => row.Items).AsJson();
            change.HasIndex(row => row.CompanyId);
            change.HasIndex(row => row.CompanyId).IsUnique().HasFilter("state = 'Waiting'").HasDatabaseName("ix_company_change_waiting");
        });
        model.Entity<Representative>(person =>
        {
            person.ToTable("representative");
            person.HasOne<Company>().WithMany().HasForeignKey(row => row.CompanyId);
        });
        model.Entity<CompanyText>(text =>
        {
            text.ToTable("company_text").HasKey(row => row.CompanyId);
            text.HasOne<Company>().WithOne().HasForeignKey<CompanyText>(row => row.CompanyId);
        });
        model.Entity<Branch>(branch =>
        {
            branch.ToTable("branch");
            branch.HasOne<Company>().WithMany().HasForeignKey(row => row.CompanyId);
            branch.HasOne<Branch>().WithMany().HasForeignKey(row => row.ParentId);
        });
        model.Entity<Person>(person =>
        {
            person.ToTable("person");
            person.HasIndex(row => row.Email).IsUnique();
        });
        model.Entity<Photo>(photo =>
        {
            photo.ToTable("photo").HasKey(row => row.PersonId);
            photo.HasOne<Person>().WithOne().HasForeignKey<Photo>(row => row.PersonId);
        });
        model.Entity<Membership>(membership =>
        {
            membership.ToTable("membership");
            membership.HasOne(row => row.Person).WithMany().HasForeignKey(row => row.PersonId);
            membership.HasOne(row => row.Company).WithMany().HasForeignKey(row => row.CompanyId);
            membership.HasOne<Branch>().WithMany().HasForeignKey(row => row.BranchId);
            membership.Property(row => row.Reach).HasDefaultValue(BranchReach.Company).HasSentinel((BranchReach)(-1));
            membership.HasIndex(row => new { row.PersonId, row.CompanyId }).IsUnique();
        });
        model.Entity<Role>().ToTable("role").HasKey(row => row.Key);
        model.Entity<ApiToken>(token =>
        {
            token.ToTable("api_token");
            token.HasOne(row => row.Membership).WithMany().HasForeignKey(row => row.MembershipId);
            token.HasIndex(row => row.Hash).IsUnique();
        });
        model.Entity<Account>(account =>
        {
            account.ToTable("account");
            account.HasIndex(row => row.NormalizedUserName).IsUnique();
            account.HasIndex(row => row.NormalizedEmail);
        });
        model.Entity<IdentityUserClaim<Guid>>().ToTable("account_claim");
        model.Entity<IdentityUserLogin<Guid>>().ToTable("account_login").HasKey(row => new { row.LoginProvider, row.ProviderKey });
        WaysIn(model);
        model.Entity<IdentityUserToken<Guid>>().ToTable("account_token").HasKey(row => new { row.UserId, row.LoginProvider, row.Name });
    }

    private static void WaysIn(ModelBuilder model)
    {
        model.Entity<Session>(session =>
        {
            session.ToTable("session").Ignore(row => row.ExpiresAt);
            session.HasIndex(row => row.Hash).IsUnique();
            session.HasIndex(row => new { row.PersonId, row.CreatedAt });
        });
        model.Entity<AccountKey>(key =>
        {
            key.ToTable("account_key").HasIndex(row => row.Hash).IsUnique();
            key.HasIndex(row => row.PersonId);
        });
        model.Entity<SecondFactor>().ToTable("second_factor").HasKey(row => row.PersonId);
        model.Entity<RecoveryCode>().ToTable("recovery_code").HasIndex(row => row.PersonId);
        model.Entity<FirstAccess>(first =>
        {
            first.ToTable("first_access").HasIndex(row => row.MailHash).IsUnique();
            first.HasIndex(row => row.PersonId).IsUnique().HasFilter("used_at is null");
        });
        model.Entity<SignInPolicy>(policy =>
        {
            policy.ToTable("sign_in_policy").HasKey(row => row.CompanyId);
            policy.Property(row => row.Version).IsRowVersion();
        });
        model.Entity<SignInDomain>(domain =>
        {
            domain.ToTable("sign_in_domain").HasKey(row => row.Domain);
            domain.HasIndex(row => row.CompanyId);
        });
        model.Entity<AccountEvent>().ToTable("account_event").HasIndex(row => new { row.PersonId, row.At });
        model.Entity<Attempt>(attempt =>
        {
            attempt.ToTable("attempt").HasKey(row => row.Key);
            attempt.HasIndex(row => row.EndsAt);
        });
        model.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("account_passkey").HasKey(row => row.CredentialId);
            passkey.HasIndex(row => row.UserId);
            passkey.OwnsOne(row => row.Data, data => data.ToJson());
        });
    }
}

internal sealed class AccountsDbFactory : IDesignTimeDbContextFactory<AccountsDb>
{
    public AccountsDb CreateDbContext(string[] args) => new(ModuleDbRegistration.DesignTimeOptions<AccountsDb>("accounts"));
}
