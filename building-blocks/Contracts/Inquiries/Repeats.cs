using Portal.PluginSdk;

namespace Portal.Contracts.Inquiries;

/// <summary>Begins inquiries for other modules. Absent while Inquiries is off.</summary>
public interface IInquiryDrafts
{
    /// <summary>Begins a draft with the spec of a quoted line, to be priced anew once its author sends it. In the caller's transaction.</summary>
    /// <returns>The inquiry; null where the line or what it was made of is gone.</returns>
    Task<Guid?> RepeatAsync(InquiryToRepeat repeat, CancellationToken cancellation);
}

/// <summary>What is asked for again.</summary>
/// <param name="AuthorId">The customer's person whose draft it becomes.</param>
public sealed record InquiryToRepeat(Guid QuoteLineId, Guid CompanyId, Guid AuthorId, string Title, IReadOnlyList<decimal> Quantities, string CustomerNumber, string Note, AddressLines? Delivery);

/// <summary>What stands behind the prices of cells: the company's own business, for readers who may calculate. Absent while Inquiries is off.</summary>
public interface IPricedCells
{
    /// <summary>The cells of an inquiry that was sent.</summary>
    Task<IReadOnlyList<CellCard>> CellsAsync(Guid inquiryId, CancellationToken cancellation);

    /// <summary>The price of a cell as it would be quoted now.</summary>
    /// <returns>Null where there is none yet.</returns>
    Task<PricedCell?> PriceAsync(Guid inquiryId, Guid cellId, CancellationToken cancellation);

    /// <summary>The price of a quoted line as it was frozen.</summary>
    Task<CostNode?> FrozenAsync(Guid quoteLineId, CancellationToken cancellation);
}

/// <summary>A cell by its alternative and quantity.</summary>
public sealed record CellCard(Guid Id, string Alternative, decimal Quantity);

/// <summary>What a cell's price is made of, in the currency of the dictionaries.</summary>
public sealed record PricedCell(CostNode Tree, string Currency);
