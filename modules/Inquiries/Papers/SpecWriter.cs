using Portal.Contracts.Catalog;
using Portal.Contracts.Inquiries;

namespace Portal.Inquiries;

/// <summary>Specs and their differences in words, by schema and dictionaries. Dictionaries come from the host's memory: names only go out, never prices.</summary>
internal sealed class SpecWriter(ICalculations calculations, IProductTypes types)
{
    public async Task<IReadOnlyList<SpecLine>> WordsAsync(string productType, Spec spec, CancellationToken cancellation)
    {
        if (types.Find(productType) is not { } type)
            return [];
        var dictionaries = await calculations.DictionariesAsync(productType, cancellation);
        return [.. SpecWords.Of(type.Schema, spec, dictionaries).Select(word => new SpecLine(word.Label, word.Value, word.Section))];
    }

    /// <summary>What an alternative changes: label and the new value, in the order of the schema.</summary>
    public async Task<IReadOnlyList<SpecLine>> ChangesAsync(string productType, InquiryItem item, Alternative alternative, CancellationToken cancellation)
    {
        if (types.Find(productType) is not { } type)
            return [];
        var dictionaries = await calculations.DictionariesAsync(productType, cancellation);
        var spec = item.Spec.With(alternative.Changes);
        return [.. SpecWords.Of(type.Schema, spec, dictionaries).Where(word => alternative.Changes.ContainsKey(word.Path)).Select(word => new SpecLine(word.Label, word.Value, word.Section))];
    }
}
