using Portal.Contracts.Accounts;

namespace Portal.Contracts.Workflow;

/// <summary>A member of staff is away.</summary>
/// <param name="Person">Who stands in, at the end of the chain of substitutes; null where nobody is left and the department does.</param>
/// <param name="Until">The last day away, in the operator's time zone.</param>
public sealed record StandIn(PersonCard? Person, DateOnly Until);

/// <summary>Who is away today and who stands in: shown wherever a face of staff is.</summary>
public interface IAbsences
{
    /// <returns>Null for somebody who is there.</returns>
    Task<StandIn?> TodayAsync(Guid personId, CancellationToken cancellation);
}
