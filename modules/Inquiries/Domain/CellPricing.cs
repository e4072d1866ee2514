using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>
/// The company's side of a cell: its calculation and what staff made of it (overrides, margin, discount). The calculation itself is never changed; what
/// counts is its tree with the overrides applied. Never in a customer's scope.
/// </summary>
[Follows(typeof(Inquiry), nameof(InquiryId))]
internal sealed class CellPricing : IOwnedByCompany, IHasAudience
{
    public required Guid CellId { get; init; }

    public required Guid InquiryId { get; init; }

    public required Guid CompanyId { get; init; }

    public Audience Audience { get; private set; } = Audience.Internal;

    public required Guid CalculationId { get; set; }

    public required decimal MarginPercent { get; set; }

    public decimal DiscountPercent { get; set; }

    public IReadOnlyList<CostOverride> Overrides { get; private set; } = [];

    /// <summary>Of the tree that counts; null as long as that is the calculated one.</summary>
    public CellTotals? Totals { get; private set; }

    /// <summary>The figures last published.</summary>
    public string? Published { get; set; }

    public CellInputs Inputs => new(CalculationId, MarginPercent, DiscountPercent, Overrides, Totals);

    /// <summary>Names the figures that a price is made of: whatever changes them changes it, and only that.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{CalculationId:N}|{MarginPercent:G29}|{DiscountPercent:G29}|{string.Join('|', Overrides.Select(it => string.Create(CultureInfo.InvariantCulture, $"{it.Path}={it.Amount:G29}{it.Misfit?.IsGone}")))}"))));

    public bool IsTouched(CalculationCard card) => Overrides.Count > 0 || DiscountPercent != 0 || MarginPercent != card.Terms.MarginPercent;

    /// <summary>What is set here counts together with the totals of the tree it gives.</summary>
    public void Set(IReadOnlyList<CostOverride> overrides, CostNode calculated)
    {
        var tree = calculated.Apply(overrides);
        (Overrides, Totals) = (overrides, new CellTotals(tree.Amount, tree.IsComplete));
    }

    public void Restore(CellInputs inputs) =>
        (CalculationId, MarginPercent, DiscountPercent, Overrides, Totals) = (inputs.CalculationId, inputs.MarginPercent, inputs.DiscountPercent, inputs.Overrides, inputs.Totals);
}

/// <summary>Cost of the tree that counts, and whether any price in it is still missing.</summary>
internal sealed record CellTotals(decimal Cost, bool IsComplete);

/// <summary>All that staff can change about a cell, as it stood before or after a change.</summary>
internal sealed record CellInputs(Guid CalculationId, decimal MarginPercent, decimal DiscountPercent, IReadOnlyList<CostOverride> Overrides, CellTotals? Totals)
{
    public CostOverride? Override(string path) => Overrides.FirstOrDefault(it => it.Path == path);
}

/// <summary>What was done on the calculation desk.</summary>
public enum ChangeKind
{
    Override,
    AddLine,
    RemoveLine,
    Keep,
    Margin,
    Discount,
    Recalculate,
    Undo,
    Redo,
}

/// <summary>
/// An entry of the desk's log, of one or many cells. Nothing is ever taken out of the log: an undo is an entry too and gives the cells back what they
/// were before. The number of the last entry names what an estimator has seen.
/// </summary>
[Follows(typeof(Inquiry), nameof(InquiryId))]
internal sealed class CellChange : IOwnedByCompany, IHasAudience, INotAudited
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid InquiryId { get; init; }

    public required Guid CompanyId { get; init; }

    public Audience Audience { get; private set; } = Audience.Internal;

    /// <summary>Counted within the inquiry from 1.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid PersonId { get; init; }

    public required string Person { get; init; }

    public required ChangeKind Kind { get; init; }

    public required Phrase What { get; init; }

    public required string Reason { get; init; }

    public required IReadOnlyList<ChangedCell> Cells { get; init; }

    public bool IsUndone { get; set; }
}

/// <summary>One cell of a change.</summary>
internal sealed record ChangedCell(Guid CellId, CellInputs Before, CellInputs After);
