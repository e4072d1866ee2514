using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Portal.Kernel;

/// <summary>What the rows of one module's schema are to a company: how many there are, and giving them to another. Found in the model, so that a new table is never forgotten.</summary>
public interface IOwnedRows
{
    /// <summary>As "orders".</summary>
    string Schema { get; }

    /// <returns>Tables of which the company owns rows, with their number.</returns>
    Task<IReadOnlyList<(string Table, long Rows)>> CountAsync(Guid companyId, CancellationToken cancellation);

    /// <summary>
    /// Gives all rows of one company to another, in the caller's transaction, by one statement a table. Where a name may stand once only, the moved row's gets
    /// the mark behind it; where the other company has the very row already (a setting), that one stays and the moved one goes.
    /// </summary>
    Task MoveAsync(Guid from, Guid to, string mark, CancellationToken cancellation);
}

/// <inheritdoc cref="IOwnedRows"/>
internal sealed class OwnedRows<TDb>(TDb db, DbSession session) : IOwnedRows
    where TDb : ModuleDb
{
    public string Schema => db.Model.GetDefaultSchema()!;

    // Of a table that several types share one is enough.
    private IEnumerable<IEntityType> Types => db.Model.GetEntityTypes().Where(type => !type.IsOwned() && type.ClrType.IsAssignableTo(typeof(IOwnedByCompany)) && type.GetTableName() is not null).DistinctBy(type => type.GetTableName());

    public async Task<IReadOnlyList<(string Table, long Rows)>> CountAsync(Guid companyId, CancellationToken cancellation)
    {
        var counts = new List<(string, long)>();
        foreach (var type in Types)
        {
            await using var count = session.CreateCommand($"select count(*) from {Table(type)} where {Column(type)} = $1");
            count.Parameters.Add(new() { Value = companyId });
            await using var opened = await OpenAsync(cancellation);
            if ((long)(await count.ExecuteScalarAsync(cancellation))! is > 0 and var rows)
                counts.Add((type.GetTableName()!, rows));
        }

        return counts;
    }

    public async Task MoveAsync(Guid from, Guid to, string mark, CancellationToken cancellation)
    {
        foreach (var type in Types)
        {
            foreach (var key in UniqueWithCompany(type))
            {
                var same = string.Join(" and ", key.Where(column => column != Column(type)).Select(column => $"theirs.{column} is not distinct from mine.{column}").DefaultIfEmpty("true"));
                var clash = $"mine.{Column(type)} = $1 and exists (select 1 from {Table(type)} theirs where theirs.{Column(type)} = $2 and {same})";
                await RunAsync(key.Contains("name") ? $"update {Table(type)} mine set name = name || $3 where {clash}" : $"delete from {Table(type)} mine where {clash} and $3 <> ''", from, to, mark, cancellation);
            }

            await RunAsync($"update {Table(type)} set {Column(type)} = $2 where {Column(type)} = $1 and $3 <> ''", from, to, mark, cancellation);
        }
    }

    /// <summary>Keys and unique indexes that a moved row could break: those that hold the company.</summary>
    private static IEnumerable<IReadOnlyList<string>> UniqueWithCompany(IEntityType type) =>
        type.GetKeys().Select(key => key.Properties).Concat(type.GetIndexes().Where(index => index.IsUnique).Select(index => index.Properties))
            .Where(properties => properties.Any(property => property.Name == nameof(IOwnedByCompany.CompanyId))).Select(properties => (IReadOnlyList<string>)[.. properties.Select(property => property.GetColumnName())]);

    private async Task RunAsync(string sql, Guid from, Guid to, string mark, CancellationToken cancellation)
    {
        await using var command = session.CreateCommand(sql);
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        command.Parameters.Add(new() { Value = mark });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<IAsyncDisposable> OpenAsync(CancellationToken cancellation)
    {
        if (session.InTransaction)
            return Nothing.Instance;
        await session.Connection.OpenAsync(cancellation);
        return new Closing(session);
    }

    private static string Column(IEntityType type) => type.FindProperty(nameof(IOwnedByCompany.CompanyId))!.GetColumnName();

    private static string Table(IEntityType type) => $"\"{type.GetSchema()}\".\"{type.GetTableName()}\"";

    private sealed class Closing(DbSession session) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(session.Connection.CloseAsync());
    }

    private sealed class Nothing : IAsyncDisposable
    {
        public static Nothing Instance { get; } = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
