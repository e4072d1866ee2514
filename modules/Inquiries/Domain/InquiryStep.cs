namespace Portal.Inquiries;

/// <summary>A step on the way of an inquiry, finer than its state. The company decides of which its customers are told.</summary>
public enum InquiryStep
{
    Submitted,

    /// <summary>The customer asked for something else than before.</summary>
    Revised,
    InCalculation,

    /// <summary>Staff wait for something from the customer.</summary>
    WaitsForCustomer,

    /// <summary>A colleague has to allow the margin.</summary>
    InApproval,
    Quoted,
    Decided,
}

/// <summary>A step that an inquiry reached.</summary>
[Follows(typeof(Inquiry), nameof(InquiryId))]
internal sealed class StepReached : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid InquiryId { get; private set; }

    public required Guid CompanyId { get; init; }

    public required InquiryStep Step { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>What customers are told of a step, unless something else is said for one of them.</summary>
internal sealed class StepSetting
{
    public required InquiryStep Step { get; init; }

    public bool IsShown { get; set; }

    /// <summary>The company's own words, in the languages it gave them in; the product's stand in for the others.</summary>
    public IReadOnlyDictionary<string, string> Words { get; set; } = new Dictionary<string, string>();
}

/// <summary>What one client is told of a step, against the rule.</summary>
internal sealed class StepException
{
    public required InquiryStep Step { get; init; }

    public required Guid ForCompany { get; init; }

    public required bool IsShown { get; set; }
}

/// <summary>What the company says of steps. Without a word of its own customers are told of all but approvals.</summary>
internal sealed class StepRules(IEnumerable<StepSetting> settings, IEnumerable<StepException> exceptions)
{
    private readonly Dictionary<InquiryStep, StepSetting> _settings = settings.ToDictionary(row => row.Step);
    private readonly Dictionary<(InquiryStep, Guid), bool> _exceptions = exceptions.ToDictionary(row => (row.Step, row.ForCompany), row => row.IsShown);

    /// <summary>Where the customer acts, or has to: what they did or may do can't be kept from them.</summary>
    public static bool IsAlwaysShown(InquiryStep step) => step is InquiryStep.Submitted or InquiryStep.Quoted or InquiryStep.Decided;

    public bool IsShown(InquiryStep step) => IsAlwaysShown(step) || (_settings.TryGetValue(step, out var setting) ? setting.IsShown : step != InquiryStep.InApproval);

    public bool IsShown(InquiryStep step, Guid company) => IsAlwaysShown(step) || (Exception(step, company) ?? IsShown(step));

    /// <returns>Null where the rule holds.</returns>
    public bool? Exception(InquiryStep step, Guid company) => _exceptions.TryGetValue((step, company), out var isShown) ? isShown : null;

    public string? Words(InquiryStep step, string language) => _settings.GetValueOrDefault(step)?.Words.GetValueOrDefault(language);
}
