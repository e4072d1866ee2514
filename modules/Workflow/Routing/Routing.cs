namespace Portal.Workflow;

/// <summary>What rules look at.</summary>
/// <param name="Except">Who must not get it, whatever the rule says.</param>
internal sealed record RoutingCase(string Kind, string? ProductType = null, string? Region = null, Guid? KeeperId = null, decimal? Amount = null, Guid? Except = null);

/// <summary>Where work goes and why.</summary>
internal sealed record Route(RoutingRule Rule, Guid? AssigneeId, string Department, TaskPriority Priority, Phrase Why);

/// <summary>The choices of routing that depend on nothing but their arguments.</summary>
internal static class Routing
{
    public static IOrderedEnumerable<RoutingRule> InOrder(this IEnumerable<RoutingRule> rules) => rules.OrderBy(rule => rule.IsLast).ThenBy(rule => rule.Order).ThenBy(rule => rule.Id);

    public static RoutingRule FirstFit(IEnumerable<RoutingRule> rules, RoutingCase work) => rules.InOrder().First(rule => rule.Fits(work));

    /// <returns>The member with the fewest open tasks, of several the one with the lowest id; null for an empty department.</returns>
    public static Guid? LeastOpen(IEnumerable<Guid> members, IReadOnlyDictionary<Guid, int> open) =>
        members.Select(id => (Guid?)id).OrderBy(id => open.GetValueOrDefault(id!.Value)).ThenBy(id => id).FirstOrDefault();
}
