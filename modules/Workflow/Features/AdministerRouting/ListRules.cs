namespace Portal.Workflow;

/// <summary>The rules in the order they are asked, and what can be chosen in them.</summary>
[Permission(WorkflowPermissions.Administer)]
public sealed class ListRules : IRead<ListRules.Result>
{
    /// <param name="Heads">Who leads each department, where somebody does.</param>
    public sealed record Result(IReadOnlyList<Rule> Rules, IReadOnlyList<Choice> Kinds, IReadOnlyList<Choice> ProductTypes, IReadOnlyList<Choice> Departments, IReadOnlyList<Choice> Staff, IReadOnlyDictionary<string, Guid> Heads);

    public sealed record Rule(
        Guid Id, string Version, string Name, bool IsLast, string? Kind, string? ProductType, string? Region, Guid? KeeperId, decimal? MinAmount,
        string Department, RoutingStrategy Strategy, Guid? PersonId, int DueHours, TaskPriority Priority, int? RemindHours, int? EscalateHours, Guid? EscalateToId);

    /// <summary>A value and what people call it.</summary>
    public sealed record Choice(string Value, string Label);
}

internal sealed class ListRulesHandler(WorkflowDb db, Departments departments, Kernel.Plugins plugins, Texts texts) : IRequestHandler<ListRules, ListRules.Result>
{
    public async Task<ListRules.Result> Handle(ListRules request, CancellationToken cancellation)
    {
        var rules = (await db.Rules.AsNoTracking().ToListAsync(cancellation)).InOrder().ToList();
        // Modules bring kinds of work without declaring them: what was seen can be chosen.
        var kinds = rules.Select(rule => rule.Kind).OfType<string>().Union(await db.Tasks.Select(task => task.Kind).Distinct().ToListAsync(cancellation)).Order();
        return new(
            [.. rules.Select(rule => new ListRules.Rule(
                rule.Id, rule.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), texts.Say(rule.Name), rule.IsLast, rule.Kind, rule.ProductType, rule.Region, rule.KeeperId, rule.MinAmount,
                rule.Department, rule.Strategy, rule.PersonId, rule.DueHours, rule.Priority, rule.RemindHours, rule.EscalateHours, rule.EscalateToId))],
            [.. kinds.Select(kind => new ListRules.Choice(kind, texts.Has($"kind.{kind}") ? texts[$"kind.{kind}"] : kind))],
            [.. plugins.All.SelectMany(plugin => plugin.ProductTypes).Select(type => new ListRules.Choice(type.Id, texts.Say(type.Name)))],
            [.. (await departments.AllAsync(db, cancellation)).Select(key => new ListRules.Choice(key, departments.Name(key)))],
            [.. (await departments.StaffAsync(db, cancellation)).Select(person => new ListRules.Choice(person.Id.ToString(), person.Name))],
            await db.Heads.AsNoTracking().ToDictionaryAsync(head => head.Department, head => head.PersonId, cancellation));
    }
}

public sealed class ListRulesEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListRules, ListRules.Result>("routing-rules");
}
