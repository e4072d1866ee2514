using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Design;

namespace Portal.Accounts;

internal sealed class AccountsDb(DbContextOptions<AccountsDb> options) : ModuleDb(options, "accounts")
{
    public DbSet<Company> Companies => Set<Company>();

    public DbSet<Person> People => Set<Person>();

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

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Company>(company =>
        {
            company.ToTable("company");
            company.Property(row => row.Version).IsRowVersion();
            company.HasMany(row => row.Addresses).WithOne().HasForeignKey(address => address.CompanyId);
            company.HasIndex(row => row.IsOperator).IsUnique().HasFilter("is_operator");
        });
        model.Entity<Address>().ToTable("address");
        model.Entity<Person>(person =>
        {
            person.ToTable("person");
            person.HasIndex(row => row.Email).IsUnique();
        });
        model.Entity<Membership>(membership =>
        {
            membership.ToTable("membership");
            membership.HasOne(row => row.Person).WithMany().HasForeignKey(row => row.PersonId);
            membership.HasOne(row => row.Company).WithMany().HasForeignKey(row => row.CompanyId);
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
