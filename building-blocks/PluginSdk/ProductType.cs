using System.Text.Json.Serialization;

namespace Portal.PluginSdk;

/// <summary>
/// A kind of product that can be asked for and calculated. Implementations are stateless; everything they answer follows from the arguments alone.
/// </summary>
public interface IProductType
{
    /// <summary>Stable id, prefixed by the plugin's ("printing.book").</summary>
    string Id { get; }

    Phrase Name { get; }

    /// <summary>What one counts ("unit.copy").</summary>
    string QuantityUnit { get; }

    SpecSchema Schema { get; }

    /// <summary>Prepares the calculator for one snapshot of the dictionaries. Called once a snapshot; the result is shared by threads.</summary>
    /// <exception cref="InvalidDictionariesException">The dictionaries lack a table or field that no calculation can do without.</exception>
    ICalculator Prepare(DictionarySet dictionaries);

    /// <summary>A small, complete and valid spec, for the conformance tests and for a first inquiry.</summary>
    Spec Sample { get; }
}

/// <summary>
/// Prices a spec. Pure and deterministic: the same spec, quantity, snapshot and plugin version give the same tree on any machine and in any culture.
/// </summary>
public interface ICalculator
{
    /// <summary>Rules of the product beyond what the schema says. The schema's own (required, limits, known choices) are checked by the host before.</summary>
    IReadOnlyList<SpecProblem> Check(Spec spec);

    /// <summary>Rules that depend on the run length.</summary>
    IReadOnlyList<SpecProblem> Check(Spec spec, decimal quantity) => [];

    /// <summary>
    /// Small changes that would make it cheaper at this run length, as problems that are no errors, each with the value to take over. Asked for a spec
    /// without errors while it is typed, never while cells are priced; what it costs is never said, for customers read it.
    /// </summary>
    IReadOnlyList<SpecProblem> Advise(Spec spec, decimal quantity) => [];

    /// <summary>
    /// The cheapest way to make it, as a tree of cost lines. A spec that <see cref="Check(Spec)"/> passes gives a result; a price or rate that is not known
    /// makes a line to complete, never an exception.
    /// </summary>
    /// <exception cref="InfeasibleException">It can't be made; the problems say why.</exception>
    Calculation Calculate(Spec spec, decimal quantity);

    /// <summary>What can be said of the product without a quantity (spine, weight): cheap enough for every key stroke. Fields may be missing.</summary>
    IReadOnlyList<Fact> Preview(Spec spec) => [];
}

/// <summary>The outcome of one calculation, in the currency of the dictionaries.</summary>
/// <param name="Cost">Cost lines, overhead included; margin and rounding are added by the host.</param>
/// <param name="Facts">Figures of the product and of the plan chosen.</param>
public sealed record Calculation(CostNode Cost, CommercialTerms Terms, IReadOnlyList<Fact> Facts, IReadOnlyList<SpecProblem> Warnings)
{
    /// <summary>The plan chosen and its runners-up, cheapest first: what could have been done instead, and by how much dearer.</summary>
    public IReadOnlyList<ProductionPlan> Plans { get; init; } = [];
}

/// <summary>The commercial rules of the dictionaries that a price is made of.</summary>
/// <param name="MarginPercent">Proposed margin, in percent of the price.</param>
/// <param name="MinimumPrice">The least a cell is sold for, in the dictionaries' currency.</param>
/// <param name="UnitDecimals">Decimals of the unit price.</param>
/// <param name="VatPercent">Rate of the product line.</param>
/// <param name="TolerancePercent">Delivered quantity may differ by so much.</param>
public sealed record CommercialTerms(decimal MarginPercent, decimal MinimumPrice, int UnitDecimals, decimal VatPercent, decimal TolerancePercent);

/// <summary>A figure worth showing beside the price.</summary>
public sealed record Fact(string Key, Phrase Label, decimal Value, string Unit, Audience Audience)
{
    // Facts are read by the thousand, and JSON fills properties much faster than a constructor.
    [JsonConstructor]
    private Fact()
        : this("", "", 0, "", default)
    {
    }
}

/// <summary>A way to make the product: steps in words, and its cost.</summary>
public sealed record ProductionPlan(decimal Cost, IReadOnlyList<Phrase> Steps);

/// <summary>The product can't be made as asked.</summary>
public sealed class InfeasibleException(IReadOnlyList<SpecProblem> problems) : Exception("The product can't be made as asked.")
{
    public IReadOnlyList<SpecProblem> Problems { get; } = problems;
}

/// <summary>The dictionaries can't serve a calculator; the message names table, row and field.</summary>
public sealed class InvalidDictionariesException(string message) : Exception(message);
