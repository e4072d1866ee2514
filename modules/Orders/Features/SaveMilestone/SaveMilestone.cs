using System.Globalization;
using System.Text;

namespace Portal.Orders;

/// <summary>Adds a milestone at the end, or changes one. Orders under way keep the list they were made with.</summary>
[Permission(OrdersPermissions.Administer)]
public sealed class SaveMilestone : IWrite<string>
{
    /// <summary>The states a milestone may lead to.</summary>
    internal static readonly OrderState[] States = [OrderState.InProduction, OrderState.Ready, OrderState.Shipped, OrderState.Delivered];

    internal static readonly string[] Departments = ["sales", "office", "estimating", "production"];

    /// <summary>Null adds one.</summary>
    public string? Key { get; set; }

    public string NamePl { get; set; } = "";

    public string NameEn { get; set; } = "";

    public string NameCs { get; set; } = "";

    public string NameDe { get; set; } = "";

    public Audience SeenBy { get; set; } = Audience.Customer;

    public OrderState? MovesTo { get; set; }

    public MilestoneMover Mover { get; set; }

    /// <summary>Whose people record it; anyone who manages orders where it is empty.</summary>
    public string? Department { get; set; }
}

internal sealed class SaveMilestoneValidator : AbstractValidator<SaveMilestone>
{
    public SaveMilestoneValidator(Texts texts)
    {
        RuleFor(it => it.NamePl).NotEmpty().WithMessage(_ => texts["SaveMilestone.name.needed"]).MaximumLength(60);
        RuleFor(it => it.NameEn).NotEmpty().WithMessage(_ => texts["SaveMilestone.name.needed"]).MaximumLength(60);
        RuleFor(it => it.NameCs).NotEmpty().WithMessage(_ => texts["SaveMilestone.name.needed"]).MaximumLength(60);
        RuleFor(it => it.NameDe).NotEmpty().WithMessage(_ => texts["SaveMilestone.name.needed"]).MaximumLength(60);
        RuleFor(it => it.SeenBy).IsInEnum();
        RuleFor(it => it.Mover).IsInEnum();
        RuleFor(it => it.MovesTo).Must(state => state is null || SaveMilestone.States.Contains(state.Value)).WithMessage(_ => texts["SaveMilestone.MovesTo.unknown"]);
        RuleFor(it => it.MovesTo).Null().When(it => it.Mover != MilestoneMover.Staff).WithMessage(_ => texts["SaveMilestone.MovesTo.portal"]);
        RuleFor(it => it.Department).Must(key => key is null or "" || SaveMilestone.Departments.Contains(key)).WithMessage(_ => texts["SaveMilestone.Department.unknown"]);
    }
}

internal sealed class SaveMilestoneHandler(OrdersDb db) : IRequestHandler<SaveMilestone, string>
{
    public async Task<string> Handle(SaveMilestone request, CancellationToken cancellation)
    {
        var steps = await db.MilestonesInTurnAsync(cancellation);
        var name = new LocalText(new Dictionary<string, string> { ["pl"] = request.NamePl.Trim(), ["en"] = request.NameEn.Trim(), ["cs"] = request.NameCs.Trim(), ["de"] = request.NameDe.Trim() });
        var step = request.Key is { Length: > 0 } key ? steps.Find(row => row.Key == key) ?? throw new NotFoundException() : null;
        if (step is null)
        {
            step = new MilestoneDefinition { Key = KeyFor(request.NameEn, steps), Name = name, Position = steps.Select(row => row.Position).DefaultIfEmpty().Max() + 10, Audience = request.SeenBy };
            db.Definitions.Add(step);
            steps.Add(step);
        }

        (step.Name, step.Audience, step.MovesTo, step.Mover) = (name, request.SeenBy, request.MovesTo, request.Mover);
        step.Department = request.Mover == MilestoneMover.Staff && request.Department is { Length: > 0 } department ? department : null;
        MilestoneOrder.Check(steps, nameof(request.MovesTo));
        await db.SaveChangesAsync(cancellation);
        return step.Key;
    }

    /// <summary>A key people can read in the API, made once and kept: the name may change, what was recorded under it not.</summary>
    private static string KeyFor(string name, List<MilestoneDefinition> steps)
    {
        var slug = new StringBuilder();
        foreach (var sign in name.Normalize(NormalizationForm.FormD).ToLower(CultureInfo.InvariantCulture))
        {
            if (char.IsAsciiLetterOrDigit(sign))
                slug.Append(sign);
            else if (slug.Length > 0 && slug[^1] != '-' && char.IsWhiteSpace(sign))
                slug.Append('-');
        }

        var key = slug.ToString().Trim('-') is { Length: > 0 } readable ? readable : "milestone";
        return Enumerable.Range(1, steps.Count + 1).Select(no => no == 1 ? key : $"{key}-{no}").First(it => steps.All(step => step.Key != it));
    }
}

/// <summary>The order of milestones among themselves.</summary>
internal static class MilestoneOrder
{
    /// <summary>States follow one another as in an order's life, or a later milestone would throw an order back.</summary>
    /// <exception cref="RuleBroken">Two stand the wrong way round.</exception>
    public static void Check(IEnumerable<MilestoneDefinition> steps, string field)
    {
        var driving = steps.Where(step => step.MovesTo is not null).OrderBy(step => step.Position).ToList();
        foreach (var (earlier, later) in driving.Zip(driving.Skip(1)))
        {
            if (earlier.MovesTo > later.MovesTo)
                throw new RuleBroken(field, new Phrase("milestone.order", earlier.Name, new Phrase($"OrderState.{earlier.MovesTo}"), later.Name, new Phrase($"OrderState.{later.MovesTo}")));
        }
    }

    /// <summary>All of them to be changed, by one at a time.</summary>
    public static async Task<List<MilestoneDefinition>> MilestonesInTurnAsync(this OrdersDb db, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"lock table orders.milestone_definition in share row exclusive mode", cancellation);
        return await db.Definitions.OrderBy(step => step.Position).ToListAsync(cancellation);
    }
}

public sealed class SaveMilestoneEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SaveMilestone, string>("milestone-definitions");
}
