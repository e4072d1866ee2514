namespace Portal.Inquiries;

/// <summary>What several changes on the desk ask of their input.</summary>
internal static class DeskRules
{
    public const decimal Most = 100_000_000m;

    public static IRuleBuilderOptions<T, string> Reason<T>(this IRuleBuilder<T, string> rule, Texts texts) =>
        rule.NotEmpty().WithMessage(_ => texts["desk.reasonNeeded"]).MaximumLength(500).WithMessage(_ => texts["desk.reasonLong", 500]);
}
