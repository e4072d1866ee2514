using Portal.PluginSdk;

namespace Portal.Contracts.Orders;

/// <summary>Asked before a quote is accepted or an order placed: credit, blocks, minimums. Absent while Orders is off.</summary>
public interface IOrderGate
{
    /// <returns>Why not, for the customer; empty where nothing stands against it.</returns>
    Task<IReadOnlyList<Phrase>> CheckAsync(Guid companyId, Money net, CancellationToken cancellation);

    /// <summary>What this customer's orders must carry and is empty among the fields given ("CustomerNumber", "CostCentre", "RequestedDate"): a form asks for those it has.</summary>
    /// <returns>The field and what to say at it.</returns>
    Task<IReadOnlyList<(string Field, Phrase Message)>> MissingAsync(Guid companyId, IReadOnlyDictionary<string, string?> given, CancellationToken cancellation);
}

/// <summary>How much of a company's credit its open orders take. Absent while Orders is off.</summary>
public interface ICreditUse
{
    /// <returns>Gross, of the orders in that currency that are neither completed nor cancelled.</returns>
    Task<decimal> UsedAsync(Guid companyId, string currency, CancellationToken cancellation);
}

/// <summary>What a customer chose last time, to be offered first. Absent while Orders is off.</summary>
public interface IOrderMemory
{
    /// <returns>Null before the first order.</returns>
    Task<LastOrder?> LastAsync(Guid companyId, CancellationToken cancellation);

    Task<OrderChoices> ChoicesAsync(Guid companyId, CancellationToken cancellation);
}

/// <summary>What can be chosen for a company's next order.</summary>
/// <param name="DeliveryMethods">The ways goods can go, the last one used first.</param>
/// <param name="CostCentres">Those the company named on its orders, the last one first.</param>
public sealed record OrderChoices(IReadOnlyList<string> DeliveryMethods, IReadOnlyList<string> CostCentres);

/// <summary>How the last order of a company was delivered.</summary>
/// <param name="DeliveryMethod">The name of a carrier or of another way, as the list of carriers has it.</param>
public sealed record LastOrder(Inquiries.AddressLines DeliveryAddress, string? DeliveryMethod, string? CostCentre);

/// <summary>An order was placed from an accepted quote.</summary>
public sealed record OrderPlaced(Guid OrderId, string Number, Guid CompanyId, Guid AcceptanceId, Guid InquiryId) : IEvent;

/// <summary>An order reached a milestone.</summary>
public sealed record MilestoneReached(Guid OrderId, string Number, Guid CompanyId, string Milestone, bool IsShownToCustomer) : IEvent;
