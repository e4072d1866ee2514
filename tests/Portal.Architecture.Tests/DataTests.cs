using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Portal.Kernel;

namespace Portal.Architecture.Tests;

/// <summary>Row scope of every table, and migrations that keep up with the model.</summary>
public sealed class DataTests
{
    /// <summary>Tables that staff alone may read, on purpose. A new one belongs here only when no customer is ever to see a row of it; else it declares its owner.</summary>
    private static readonly string[] StaffOnly =
    [
        "Absence", "Account", "AccountEvent", "AccountKey", "Ask", "Attempt", "AuditEntry", "AuditSeal", "CompanyImport", "CompanyText", "DataProtectionKey", "DepartmentHead",
        "DictionarySnapshot", "FileChunk", "FilePreview", "FirstAccess", "IdempotencyRow", "IdentityUserClaim`1", "IdentityUserLogin`1", "IdentityUserPasskey`1",
        "IdentityUserToken`1", "ImportRow", "MilestoneVisibility", "NumberSeries", "OutboxMessage", "Person", "PersonKey", "Photo", "RecoveryCode", "Registration", "RoutingRule",
        "SecondFactor", "Session", "Setting", "StepException", "StepSetting", "WorkingHours",
    ];

    public static TheoryData<Type> Contexts() =>
        [.. new[] { House.Kernel }.Concat(House.Modules).SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsAssignableTo(typeof(ModuleDb)) && !type.IsAbstract)];

    [Fact]
    public void There_is_a_context_a_module() => Contexts().Count().ShouldBe(6);

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Every_row_declares_its_owner_or_is_kept_to_staff_on_purpose(Type context)
    {
        using var db = Make(context);
        var entities = db.Model.GetEntityTypes().Where(type => !type.IsOwned()).Select(type => type.ClrType).ToList();
        entities.ShouldNotBeEmpty();
        entities.Where(type => !type.IsAssignableTo(typeof(IOwnedByCompany)) && !type.IsAssignableTo(typeof(IHasAudience)) && !type.IsAssignableTo(typeof(ISharedRow)))
            .Select(type => type.Name).Except(StaffOnly).ShouldBeEmpty();
    }

    /// <summary>A row that says nothing of branches is hidden from everybody limited to one: safe, and seldom meant.</summary>
    [Theory]
    [MemberData(nameof(Contexts))]
    public void Every_row_of_a_company_says_how_it_belongs_to_branches(Type context)
    {
        using var db = Make(context);
        db.Model.GetEntityTypes().Select(type => type.ClrType).Where(type => type.IsAssignableTo(typeof(IOwnedByCompany)) && !type.IsAssignableTo(typeof(IOwnedByBranch))
            && !type.IsDefined(typeof(FollowsAttribute), false) && !type.IsDefined(typeof(SharedAcrossBranchesAttribute), false)).Select(type => type.Name).Except(KeptFromCustomers).ShouldBeEmpty();
    }

    /// <summary>Rows of client companies that are internal, whatever they say.</summary>
    private static readonly string[] KeptFromCustomers = ["StoredCalculation", "TaskEvent", "WorkTask"];

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Migrations_keep_up_with_the_model(Type context)
    {
        using var db = Make(context);
        db.Database.GetMigrations().ShouldNotBeEmpty();
        db.Database.HasPendingModelChanges().ShouldBeFalse($"{context.Name} wants a migration");
    }

    [Theory]
    [MemberData(nameof(Contexts))]
    public void A_context_keeps_to_its_own_schema(Type context)
    {
        using var db = Make(context);
        var own = db.Model.GetDefaultSchema();
        own.ShouldNotBeNull();
        db.Model.GetEntityTypes().Where(type => type.GetSchema() != own && type.ClrType != typeof(OutboxMessage) && type.ClrType != typeof(AuditEntry)).ShouldBeEmpty();
    }

    private static DbContext Make(Type context)
    {
        var factory = context.Assembly.GetTypes().Single(type => type.IsAssignableTo(typeof(IDesignTimeDbContextFactory<>).MakeGenericType(context)));
        return (DbContext)factory.GetMethod("CreateDbContext")!.Invoke(Activator.CreateInstance(factory), [Array.Empty<string>()])!;
    }
}
