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
        model.Entity<IdentityUserToken<Guid>>().ToTable("account_token").HasKey(row => new { row.UserId, row.LoginProvider, row.Name });
    }
}

internal sealed class AccountsDbFactory : IDesignTimeDbContextFactory<AccountsDb>
{
    public AccountsDb CreateDbContext(string[] args) => new(ModuleDbRegistration.DesignTimeOptions<AccountsDb>("accounts"));
}
