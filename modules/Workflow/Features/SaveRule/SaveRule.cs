using Portal.Contracts.Accounts;

namespace Portal.Workflow;

/// <summary>Adds a rule before the last one, or changes one. The last fits everything, so its conditions are not asked.</summary>
[Permission(WorkflowPermissions.Administer)]
public sealed class SaveRule : IWrite<Guid>
{
    /// <summary>Null adds a rule.</summary>
    public Guid? Id { get; set; }

    public string? Version { get; set; }

    public string Name { get; set; } = "";

    public string? Kind { get; set; }

    public string? ProductType { get; set; }

    public string? Region { get; set; }

    public Guid? KeeperId { get; set; }

    public decimal? MinAmount { get; set; }

    public string Department { get; set; } = "";

    public RoutingStrategy Strategy { get; set; }

    public Guid? PersonId { get; set; }

    /// <summary>In working hours.</summary>
    public int DueHours { get; set; } = 8;

    /// <summary>Working hours before the deadline at which it is recalled; null is not at all.</summary>
    public int? RemindHours { get; set; }

    /// <summary>Working hours past the deadline at which it is brought before whoever leads; null is not at all.</summary>
    public int? EscalateHours { get; set; }

    /// <summary>Before whom; null is the head of the department.</summary>
    public Guid? EscalateToId { get; set; }

    public TaskPriority Priority { get; set; } = TaskPriority.Normal;
}

internal sealed class SaveRuleValidator : AbstractValidator<SaveRule>
{
    public SaveRuleValidator(Texts texts)
    {
        RuleFor(it => it.Name).NotEmpty().WithMessage(_ => texts["SaveRule.Name.needed"]).MaximumLength(120);
        RuleFor(it => it.Department).NotEmpty().WithMessage(_ => texts["SaveRule.Department.needed"]).MaximumLength(60);
        RuleFor(it => it.DueHours).InclusiveBetween(1, 2000).WithMessage(_ => texts["SaveRule.DueHours.between", 1, 2000]);
        RuleFor(it => it.RemindHours).Must((it, hours) => hours is null || (hours >= 1 && hours < it.DueHours))
            .WithMessage(it => it.DueHours > 1 ? texts["SaveRule.RemindHours.between", it.DueHours - 1] : texts["SaveRule.RemindHours.never"]);
        RuleFor(it => it.EscalateHours).Must(hours => hours is null or (>= 1 and <= 2000)).WithMessage(_ => texts["SaveRule.EscalateHours.between", 1, 2000]);
        RuleFor(it => it.MinAmount).GreaterThanOrEqualTo(0).WithMessage(_ => texts["SaveRule.MinAmount.negative"]);
        RuleFor(it => it.PersonId).NotNull().When(it => it.Strategy == RoutingStrategy.Person).WithMessage(_ => texts["SaveRule.PersonId.needed"]);
    }
}

internal sealed class SaveRuleHandler(WorkflowDb db, IPeople people, Texts texts) : IRequestHandler<SaveRule, Guid>
{
    public async Task<Guid> Handle(SaveRule request, CancellationToken cancellation)
    {
        foreach (var (field, id) in new[] { (nameof(SaveRule.PersonId), request.PersonId), (nameof(SaveRule.KeeperId), request.KeeperId), (nameof(SaveRule.EscalateToId), request.EscalateToId) })
        {
            if (id is { } person && (await people.DepartmentsOfAsync(person, cancellation)).Count == 0)
                throw new RuleBroken(field, "task.noSuchPerson");
        }

        var rules = await db.Rules.ToListAsync(cancellation);
        var rule = request.Id is { } known ? rules.Find(row => row.Id == known) ?? throw new NotFoundException() : Add(rules);
        if (request.Id is not null && uint.TryParse(request.Version, out var seen) && seen != rule.Version)
            throw new DbUpdateConcurrencyException();

        // A name that came with the product stays one that every reader sees in their own language.
        if (texts.Say(rule.Name) != request.Name.Trim())
            rule.Name = new Phrase("text", request.Name.Trim());
        (rule.Department, rule.Strategy, rule.DueHours, rule.Priority) = (request.Department.Trim(), request.Strategy, request.DueHours, request.Priority);
        (rule.RemindHours, rule.EscalateHours, rule.EscalateToId) = (request.RemindHours, request.EscalateHours, request.EscalateHours is null ? null : request.EscalateToId);
        rule.PersonId = request.Strategy == RoutingStrategy.Person ? request.PersonId : null;
        if (!rule.IsLast)
            (rule.Kind, rule.ProductType, rule.Region, rule.KeeperId, rule.MinAmount) = (Given(request.Kind), Given(request.ProductType), Given(request.Region), request.KeeperId, request.MinAmount);
        await db.SaveChangesAsync(cancellation);
        return rule.Id;
    }

    private RoutingRule Add(List<RoutingRule> rules)
    {
        var rule = new RoutingRule { Order = rules.Where(row => !row.IsLast).Select(row => row.Order).DefaultIfEmpty().Max() + 1, Name = "", Department = "", Strategy = default, DueHours = 1 };
        db.Rules.Add(rule);
        return rule;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

public sealed class SaveRuleEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SaveRule, Guid>("routing-rules");
}
