using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Portal.Kernel;

/// <summary>
/// A query of a busy page, translated once and not looked up by its expression each time, which costs more than a small query itself. Once for each kind
/// of scope: the filters of row scope are in the model, and a compiled query holds to the model it was made with.
/// </summary>
/// <remarks>Hold it in a static field. What it reads from outside must come in by <typeparamref name="TArgument"/>.</remarks>
public sealed class Prepared<TDb, TArgument, T>(Expression<Func<TDb, TArgument, IQueryable<T>>> query)
    where TDb : ModuleDb
{
    private readonly ConcurrentDictionary<IModel, Func<TDb, TArgument, IAsyncEnumerable<T>>> _compiled = new(ReferenceEqualityComparer.Instance);

    public async Task<List<T>> ListAsync(TDb db, TArgument argument, CancellationToken cancellation)
    {
        var rows = new List<T>();
        await foreach (var row in Run(db, argument).WithCancellation(cancellation))
            rows.Add(row);
        return rows;
    }

    public async Task<T?> FirstOrDefaultAsync(TDb db, TArgument argument, CancellationToken cancellation)
    {
        await foreach (var row in Run(db, argument).WithCancellation(cancellation))
            return row;
        return default;
    }

    private IAsyncEnumerable<T> Run(TDb db, TArgument argument) => _compiled.GetOrAdd(db.Model, static (_, query) => EF.CompileAsyncQuery(query), query)(db, argument);
}
