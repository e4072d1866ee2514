using Portal.PluginSdk;

namespace Portal.Contracts.Orders;

/// <summary>Asked before a quote is accepted or an order placed: credit, blocks, minimums. Absent while Orders is off.</summary>
public interface IOrderGate
{
    /// <returns>Why not, for the customer; empty where nothing stands against it.</returns>
    Task<IReadOnlyList<Phrase>> CheckAsync(Guid companyId, Money net, CancellationToken cancellation);
}

/// <summary>An order was placed from an accepted quote.</summary>
public sealed record OrderPlaced(Guid OrderId, string Number, Guid CompanyId, Guid AcceptanceId, Guid InquiryId) : IEvent;

/// <summary>An order reached a milestone.</summary>
public sealed record MilestoneReached(Guid OrderId, string Number, Guid CompanyId, string Milestone, bool IsShownToCustomer) : IEvent;
