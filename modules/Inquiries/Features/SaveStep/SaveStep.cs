namespace Portal.Inquiries;

/// <summary>Says whether customers are told of a step and in which words. It holds at once, also for inquiries under way.</summary>
[Permission(InquiriesPermissions.Administer)]
public sealed class SaveStep : IWrite<InquiryStep>
{
    internal const int Longest = 40;

    public InquiryStep Step { get; set; }

    public bool IsShown { get; set; } = true;

    /// <summary>The product's words where it is empty.</summary>
    public string WordsPl { get; set; } = "";

    public string WordsEn { get; set; } = "";

    public string WordsCs { get; set; } = "";

    public string WordsDe { get; set; } = "";
}

internal sealed class SaveStepValidator : AbstractValidator<SaveStep>
{
    public SaveStepValidator(Texts texts)
    {
        RuleFor(it => it.Step).IsInEnum();
        RuleFor(it => it.IsShown).Equal(true).When(it => StepRules.IsAlwaysShown(it.Step)).WithMessage(_ => texts["SaveStep.IsShown.always"]);
        RuleFor(it => it.WordsPl).MaximumLength(SaveStep.Longest);
        RuleFor(it => it.WordsEn).MaximumLength(SaveStep.Longest);
        RuleFor(it => it.WordsCs).MaximumLength(SaveStep.Longest);
        RuleFor(it => it.WordsDe).MaximumLength(SaveStep.Longest);
    }
}

internal sealed class SaveStepHandler(InquiriesDb db) : IRequestHandler<SaveStep, InquiryStep>
{
    public async Task<InquiryStep> Handle(SaveStep request, CancellationToken cancellation)
    {
        // The first setting of a step is a row that two may make at once.
        await db.Database.ExecuteSqlAsync($"lock table inquiries.step_setting in share row exclusive mode", cancellation);
        var setting = await db.StepSettings.FirstOrDefaultAsync(row => row.Step == request.Step, cancellation);
        if (setting is null)
            db.StepSettings.Add(setting = new StepSetting { Step = request.Step });
        setting.IsShown = request.IsShown;
        setting.Words = new[] { ("pl", request.WordsPl), ("en", request.WordsEn), ("cs", request.WordsCs), ("de", request.WordsDe) }
            .Where(it => !string.IsNullOrWhiteSpace(it.Item2)).ToDictionary(it => it.Item1, it => it.Item2.Trim());
        db.Touch(StepRulesInMemory.Topic);
        await db.SaveChangesAsync(cancellation);
        return setting.Step;
    }
}

public sealed class SaveStepEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SaveStep, InquiryStep>("inquiry-steps", "PUT");
}
