using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>
/// Reads typed values of a spec and notes what is missing or unknown. The host checks required fields before; a calculator called without a host
/// must still answer with a problem, not with an exception.
/// </summary>
internal sealed class SpecReader(Spec spec)
{
    public List<SpecProblem> Problems { get; } = [];

    public Spec Spec => spec;

    public T? Choice<T>(string path, Func<string, T?> find, string? fallback = null) where T : class
    {
        var text = spec.Text(path) ?? fallback;
        if (text is null)
            return Missing<T>(path);
        var found = find(text);
        if (found is null)
            Problems.Add(new SpecProblem(path, new Phrase("printing.problem.unknown", text)));
        return found;
    }

    public Inks? Inks(string path)
    {
        if (spec.Text(path) is not { } text)
        {
            Missing<object>(path);
            return null;
        }

        var inks = Printing.Inks.TryParse(text);
        if (inks is null)
            Problems.Add(new SpecProblem(path, new Phrase("printing.problem.unknown", text)));
        return inks;
    }

    public decimal? Length(string path, decimal least, decimal most)
    {
        if (spec.Number(path) is not { } value)
        {
            Missing<object>(path);
            return null;
        }

        if (value >= least && value <= most)
            return value;
        var nearest = Math.Clamp(value, least, most);
        Problems.Add(new SpecProblem(path, new Phrase("printing.problem.length", value, least, most), Suggestion: nearest));
        return null;
    }

    public T? Missing<T>(string path) where T : class
    {
        Problems.Add(new SpecProblem(path, "printing.problem.missing"));
        return null;
    }
}
