using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Portal.Contracts;
using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>
/// The base of a module's DbContext: its schema, row scope and audience as filters of the model, the trail of every change, and events
/// through the outbox, all in the transaction of the session.
/// </summary>
public abstract class ModuleDb : DbContext
{
    private readonly HashSet<string> _touched = [];
    private readonly HashSet<object> _trailed = [];
    private readonly string _schema;
    private ModuleDbServices? _services;

    protected ModuleDb(DbContextOptions options, string schema)
        : base(options)
    {
        _schema = schema;
        // A save that fails takes the whole request back, so there is nothing to go back to in between.
        Database.AutoSavepointsEnabled = false;
    }

    /// <summary>Takes up work for a request, job or delivery.</summary>
    internal void Begin(ModuleDbServices services)
    {
        _services = services;
        Database.SetDbConnection(services.Session.Connection);
        services.Session.Register(this);
    }

    public override void Dispose()
    {
        End();
        base.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        End();
        return base.DisposeAsync();
    }

    /// <summary>Nothing of one caller goes on to the next.</summary>
    private void End()
    {
        _services?.Session.Leave(this);
        _services = null;
        _touched.Clear();
        _trailed.Clear();
    }

    /// <summary>The scope this context works under. Contexts are lent after the principal is known and no longer than it.</summary>
    internal Scope Scope => _services?.Caller.Principal.Scope ?? Scope.All;

    private Guid ScopeCompany => Scope.CompanyId;

    private Guid[] ScopeOpened => Scope.Opened ?? [];

    private Guid ScopePerson => Scope.PersonId;

    private Guid[] ScopeBranches => Scope.Within ?? [];

    /// <summary>Announces an event to whoever consumes it, in this context's transaction: delivered at least once after commit, never without it.</summary>
    public void Publish(IEvent happened)
    {
        foreach (var consumer in _services!.Consumers.Of(happened.GetType()))
            Add(new OutboxMessage(happened, consumer, _services.Clock.GetUtcNow()));
    }

    /// <summary>Puts the change of a row into the trail that is left out otherwise: a person's decision over what is derived.</summary>
    public void Trail(INotAudited row) => _trailed.Add(row);

    internal bool IsTrailed(object row) => _trailed.Contains(row);

    /// <summary>Tells open pages that follow the topic ("inquiry:" + id) to fetch anew after commit.</summary>
    public void Touch(string topic) => _touched.Add(topic);

    /// <summary>The module's tables.</summary>
    protected abstract void Configure(ModelBuilder model);

    protected sealed override void OnModelCreating(ModelBuilder model)
    {
        model.HasDefaultSchema(_schema);
        Configure(model);
        if (this is not KernelDb)
            KernelTables.Borrow(model);
        // What only the conventions took for an entity is the type of a JSON column, gone from the model once that column is known.
        foreach (var type in model.Model.GetEntityTypes().Where(type => !type.IsOwned() && type.BaseType is null && ((IConventionEntityType)type).GetConfigurationSource() != ConfigurationSource.Convention).ToList())
        {
            // Ids are made here (UUIDv7), so a child found in a list of its parent is a new one.
            foreach (var key in type.FindPrimaryKey()?.Properties.Where(key => key.ClrType == typeof(Guid)) ?? [])
                key.ValueGenerated = ValueGenerated.Never;
            Filter(model, type);
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Enum>().HaveConversion<string>();
        conventions.Properties<Spec>().HaveConversion<SpecConverter, SpecComparer>().HaveColumnType("jsonb");
        conventions.Properties<decimal>().HaveColumnType("numeric");
        conventions.Properties<DateTimeOffset>().HaveColumnType("timestamptz");
    }

    private void Filter(ModelBuilder model, IMutableEntityType type)
    {
        if (Scope.Kind == ScopeKind.All)
            return;
        if (Scope.Kind == ScopeKind.Link && type.ClrType.GetCustomAttribute<OpenToLinksAttribute>() is not null)
        {
            Call(nameof(FilterOpened));
            return;
        }

        if (Scope.Kind == ScopeKind.Branches && typeof(IOwnedByCompany).IsAssignableFrom(type.ClrType) && type.ClrType.GetCustomAttribute<SharedAcrossBranchesAttribute>() is null)
        {
            FilterWithin(model, type);
            return;
        }

        var name = (typeof(IOwnedByCompany).IsAssignableFrom(type.ClrType), typeof(IHasAudience).IsAssignableFrom(type.ClrType)) switch
        {
            _ when Scope.Kind == ScopeKind.Link && !typeof(ISharedRow).IsAssignableFrom(type.ClrType) => nameof(FilterAll),
            (true, true) => nameof(FilterOwnedAndMeant),
            (true, false) => nameof(FilterOwned),
            (false, true) => nameof(FilterMeant),
            _ when typeof(ISharedRow).IsAssignableFrom(type.ClrType) => null,
            _ => nameof(FilterAll),
        };
        if (name is not null)
            Call(name);
        void Call(string filter) => typeof(ModuleDb).GetMethod(filter, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(type.ClrType).Invoke(this, [model]);
    }

    /// <summary>Of a company's rows those of some branches: the row says so itself, or its parent does. What is kept from customers stays so.</summary>
    private void FilterWithin(ModelBuilder model, IMutableEntityType type)
    {
        var follows = type.ClrType.GetCustomAttribute<FollowsAttribute>();
        var (name, types) = (typeof(IOwnedByBranch).IsAssignableFrom(type.ClrType), follows, typeof(IHasAudience).IsAssignableFrom(type.ClrType)) switch
        {
            (true, _, false) => (nameof(FilterBranch), new[] { type.ClrType }),
            (_, not null, false) => (nameof(FilterFollowing), [type.ClrType, follows.Parent]),
            (_, not null, true) => (nameof(FilterFollowingAndMeant), [type.ClrType, follows.Parent]),
            _ => (nameof(FilterAll), [type.ClrType]),
        };
        typeof(ModuleDb).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(types).Invoke(this, follows is null ? [model] : [model, follows.Property]);
    }

    private void FilterBranch<T>(ModelBuilder model)
        where T : class, IOwnedByBranch => model.Entity<T>().HasQueryFilter(row => row.CompanyId == ScopeCompany && (row.AuthorId == ScopePerson || (row.BranchId != null && ScopeBranches.Contains(row.BranchId.Value))));

    private void FilterFollowing<T, TParent>(ModelBuilder model, string property)
        where T : class, IOwnedByCompany
        where TParent : class => model.Entity<T>().HasQueryFilter(row => row.CompanyId == ScopeCompany && Set<TParent>().Any(parent => EF.Property<Guid>(parent, "Id") == EF.Property<Guid>(row, property)));

    private void FilterFollowingAndMeant<T, TParent>(ModelBuilder model, string property)
        where T : class, IOwnedByCompany, IHasAudience
        where TParent : class =>
        model.Entity<T>().HasQueryFilter(row => row.CompanyId == ScopeCompany && row.Audience == Audience.Customer && Set<TParent>().Any(parent => EF.Property<Guid>(parent, "Id") == EF.Property<Guid>(row, property)));

    private void FilterOpened<T>(ModelBuilder model)
        where T : class
    {
        var property = typeof(T).GetCustomAttribute<OpenToLinksAttribute>()!.Property;
        model.Entity<T>().HasQueryFilter(row => ScopeOpened.Contains(EF.Property<Guid>(row, property)));
    }

    private void FilterOwned<T>(ModelBuilder model)
        where T : class, IOwnedByCompany => model.Entity<T>().HasQueryFilter(row => row.CompanyId == ScopeCompany);

    private void FilterOwnedAndMeant<T>(ModelBuilder model)
        where T : class, IOwnedByCompany, IHasAudience =>
        model.Entity<T>().HasQueryFilter(row => row.CompanyId == ScopeCompany && row.Audience == Audience.Customer);

    private void FilterMeant<T>(ModelBuilder model)
        where T : class, IHasAudience => model.Entity<T>().HasQueryFilter(row => row.Audience == Audience.Customer);

    private void FilterAll<T>(ModelBuilder model)
        where T : class => model.Entity<T>().HasQueryFilter(_ => false);

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        RefuseForeignRows();
        await AuditTrail.RecordAsync(this, _services!, cancellationToken);
        var lanes = ChangeTracker.Entries<OutboxMessage>().Where(entry => entry.State == EntityState.Added).Select(entry => _services!.Consumers.Named(entry.Entity.Consumer)!.Lane).Distinct().ToList();
        var count = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (lanes.Count > 0 || _touched.Count > 0)
            await NotifyAsync(lanes, cancellationToken);
        _services!.Session.Touched(_touched);
        _touched.Clear();
        return count;
    }

    /// <summary>Writing is asynchronous throughout: a synchronous save would bypass nothing, but block a thread.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Save with SaveChangesAsync.");

    internal void Enlist(NpgsqlTransaction? transaction) => Database.UseTransaction(transaction);

    /// <summary>The read filter keeps foreign rows from being loaded; this keeps them from being made.</summary>
    private void RefuseForeignRows()
    {
        if (Scope.Kind == ScopeKind.All)
            return;
        foreach (var entry in ChangeTracker.Entries<IOwnedByCompany>().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            if (entry.Entity.CompanyId != ScopeCompany)
                throw new ForbiddenException();
            if (Scope.Within is { } branches && entry.Entity is IOwnedByBranch { BranchId: var branch } filed && !(branch is { } known && branches.Contains(known)) && filed.AuthorId != ScopePerson)
                throw new ForbiddenException();
        }
    }

    /// <summary>In one statement, sent at commit.</summary>
    private async Task NotifyAsync(IReadOnlyCollection<string> lanes, CancellationToken cancellation)
    {
        string[] payloads = [.. _touched, .. lanes];
        string[] channels = [.. _touched.Select(_ => PgListener.LiveChannel), .. lanes.Select(_ => PgListener.OutboxChannel)];
        await Database.ExecuteSqlAsync($"select pg_notify(told.channel, told.payload) from unnest({channels}, {payloads}) as told(channel, payload)", cancellation);
    }
}

/// <summary>What every module's context needs of its scope.</summary>
public sealed record ModuleDbServices(DbSession Session, Caller Caller, TimeProvider Clock, ConsumerRegistry Consumers, PersonKeys Keys);

/// <summary>A model for each kind of scope: what staff read carries no filter, so that plans stay simple.</summary>
internal sealed class ScopedModelKeys : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), (context as ModuleDb)?.Scope.Kind, designTime);
}

internal sealed class SpecConverter() : Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter<Spec, string>(spec => spec.ToString(), json => Spec.Parse(json));

internal sealed class SpecComparer() : Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<Spec>(
    (a, b) => a == b || (a != null && b != null && a.ToString() == b.ToString()), spec => spec.ToString().GetHashCode(StringComparison.Ordinal), spec => spec);

/// <summary>JSON columns as the module's own types.</summary>
public static class JsonColumns
{
    /// <summary>Stores the property as jsonb; equality is that of the JSON.</summary>
    public static Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<T> AsJson<T>(this Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<T> property) =>
        property.HasColumnType("jsonb").HasConversion(
            value => JsonSerializer.Serialize(value, Json.Options),
            json => JsonSerializer.Deserialize<T>(json, Json.Options)!,
            new Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<T>(
                (a, b) => ReferenceEquals(a, b) || JsonSerializer.Serialize(a, Json.Options) == JsonSerializer.Serialize(b, Json.Options),
                value => JsonSerializer.Serialize(value, Json.Options).GetHashCode(StringComparison.Ordinal),
                value => value));
}

/// <summary>The one way Portal writes JSON into the database and the API: camel case, enums as words, nothing null.</summary>
public static class Json
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };
}
