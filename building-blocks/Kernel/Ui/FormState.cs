namespace Portal.Kernel;

/// <summary>What was typed into a form and what is wrong with it. Parts of the form read it; the form owns it.</summary>
public sealed class FormState(string name, Type request, object model)
{
    private readonly Dictionary<string, string> _typed = [];
    private readonly List<(string Field, string Message)> _errors = [];

    public string Name { get; } = name;

    public object Model { get; internal set; } = model;

    public IReadOnlyList<(string Field, string Message)> Errors => _errors;

    public void Typed(string field, string text) => _typed[field] = text;

    /// <summary>The text as it was typed in this attempt, null at first show.</summary>
    public string? TypedIn(string field) => _typed.GetValueOrDefault(field);

    /// <summary>What was typed into these fields counts no more, as the model has it by now.</summary>
    public void ForgetTyped(string prefix)
    {
        foreach (var field in _typed.Keys.Where(field => field.StartsWith(prefix, StringComparison.Ordinal)).ToList())
            _typed.Remove(field);
    }

    public bool WasPosted { get; set; }

    public void AddError(string field, string message) => _errors.Add((field, message));

    public void ClearErrors() => _errors.Clear();

    public IEnumerable<string> ErrorsOf(string field) =>
        _errors.Where(error => string.Equals(error.Field, field, StringComparison.OrdinalIgnoreCase)).Select(error => error.Message);

    /// <summary>The id of a field's input, for labels, messages and the links of the summary.</summary>
    public string IdOf(string field) => $"{Name}-{field}".Replace('/', '-').Replace('.', '-').Replace('[', '-').Replace("]", "");

    public string LabelKey(string field) => $"{request.Name}.{field}";
}
