using Portal.Contracts.Accounts;

namespace Portal.Workflow;

/// <summary>Finds the rule and the person for a piece of work. Changes nothing, so that the tester asks the same code that routes.</summary>
internal sealed class Router(IPeople people, Departments departments, OperatorClock clock)
{
    /// <param name="preferred">Who handles the matter already: goes before the rule's choice, while the rule still sets deadline and priority.</param>
    public async Task<Route> ChooseAsync(WorkflowDb db, RoutingCase work, Guid? preferred, CancellationToken cancellation)
    {
        var rule = Routing.FirstFit(await db.Rules.AsNoTracking().ToListAsync(cancellation), work);
        var away = await Away.OnAsync(db, clock.Today, cancellation);
        if (preferred is { } handler && await ToPersonAsync(work, rule, handler, away, "why.preferred", cancellation) is { } own)
            return own;
        var named = rule.Strategy switch { RoutingStrategy.Keeper => work.KeeperId, RoutingStrategy.Person => rule.PersonId, _ => null };
        if (named is { } person && await ToPersonAsync(work, rule, person, away, new Phrase(rule.Strategy == RoutingStrategy.Keeper ? "why.keeper" : "why.person", rule.Name), cancellation) is { } route)
            return route;
        if (rule.Strategy == RoutingStrategy.Pool)
            return To(rule, null, rule.Department, new Phrase("why.pool", rule.Name, departments.Word(rule.Department)));

        var members = (await people.OfDepartmentAsync(rule.Department, cancellation)).Select(member => member.Id).Where(id => id != work.Except).ToList();
        var present = members.Where(member => away.Of(member) is null).ToList();
        if (present.Count == 0 && await StandInAsync(db, work, rule, members, away, cancellation) is { } standIn)
            return standIn;
        var open = await OpenAsync(db, present, cancellation);
        if (Routing.LeastOpen(present, open) is not { } chosen)
            return To(rule, null, rule.Department, new Phrase("why.nobody", rule.Name, departments.Word(rule.Department)));
        var (department, count) = (departments.Word(rule.Department), open.GetValueOrDefault(chosen));
        return To(rule, chosen, rule.Department, named is { } gone && away.Of(gone) is not null && await people.FindAsync(gone, cancellation) is { } card
            ? new Phrase("why.nobodyStandsIn", rule.Name, department, count, card.Name)
            : new Phrase(Reason(rule), rule.Name, department, count));
    }

    /// <summary>To the person or, while they are away, to whoever stands in.</summary>
    /// <returns>Null where neither is there.</returns>
    private async Task<Route?> ToPersonAsync(RoutingCase work, RoutingRule rule, Guid person, Away away, Phrase why, CancellationToken cancellation)
    {
        if (await DepartmentOfAsync(person, cancellation) is null || away.StandIn(person) is not { } there || there == work.Except || await DepartmentOfAsync(there, cancellation) is not { } department)
            return null;
        return away.Of(person) is { } absence && await people.FindAsync(person, cancellation) is { } card
            ? To(rule, there, department, new Phrase("why.standsIn", card.Name, absence.Until, why))
            : To(rule, there, department, why);
    }

    /// <summary>The whole department is away: of those who stand in for its people, whoever has the fewest open tasks.</summary>
    private async Task<Route?> StandInAsync(WorkflowDb db, RoutingCase work, RoutingRule rule, IReadOnlyList<Guid> members, Away away, CancellationToken cancellation)
    {
        var there = new Dictionary<Guid, string>();
        foreach (var id in members.Select(away.StandIn).OfType<Guid>().Where(id => id != work.Except).Distinct())
        {
            if (await DepartmentOfAsync(id, cancellation) is { } department)
                there[id] = department;
        }

        return Routing.LeastOpen(there.Keys, await OpenAsync(db, [.. there.Keys], cancellation)) is { } chosen
            ? To(rule, chosen, there[chosen], new Phrase("why.departmentAway", rule.Name, departments.Word(rule.Department)))
            : null;
    }

    private static Task<Dictionary<Guid, int>> OpenAsync(WorkflowDb db, IReadOnlyList<Guid> members, CancellationToken cancellation) =>
        db.Tasks.Where(task => task.AssigneeId != null && members.Contains(task.AssigneeId.Value)).Where(TaskRows.IsOpen)
            .GroupBy(task => task.AssigneeId!.Value).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellation);

    private static string Reason(RoutingRule rule) => rule.Strategy switch
    {
        RoutingStrategy.Keeper => "why.noKeeper",
        RoutingStrategy.Person => "why.personGone",
        _ => "why.leastOpen",
    };

    private static Route To(RoutingRule rule, Guid? assignee, string department, Phrase why) => new(rule, assignee, department, rule.Priority, why);

    /// <returns>Null for someone who is no active member of staff any more.</returns>
    private async Task<string?> DepartmentOfAsync(Guid person, CancellationToken cancellation) => (await people.DepartmentsOfAsync(person, cancellation)).FirstOrDefault();
}
