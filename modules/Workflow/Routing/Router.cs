using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;

namespace Portal.Workflow;

/// <summary>Finds the rule and the person for a piece of work. Changes nothing, so that the tester asks the same code that routes.</summary>
internal sealed class Router(IPeople people, Departments departments)
{
    /// <param name="preferred">Who handles the matter already: goes before the rule's choice, while the rule still sets deadline and priority.</param>
    public async Task<Route> ChooseAsync(WorkflowDb db, RoutingCase work, Guid? preferred, CancellationToken cancellation)
    {
        var rule = Routing.FirstFit(await db.Rules.AsNoTracking().ToListAsync(cancellation), work);
        if (preferred is { } handler && await DepartmentOfAsync(handler, cancellation) is { } own)
            return To(rule, handler, own, "why.preferred");
        switch (rule.Strategy)
        {
            case RoutingStrategy.Keeper when work.KeeperId is { } keeper && await DepartmentOfAsync(keeper, cancellation) is { } place:
                return To(rule, keeper, place, new Phrase("why.keeper", rule.Name));
            case RoutingStrategy.Person when rule.PersonId is { } person && await DepartmentOfAsync(person, cancellation) is { } place:
                return To(rule, person, place, new Phrase("why.person", rule.Name));
            case RoutingStrategy.Pool:
                return To(rule, null, rule.Department, new Phrase("why.pool", rule.Name, departments.Word(rule.Department)));
        }

        var members = (await people.OfDepartmentAsync(rule.Department, cancellation)).Select(person => person.Id).ToList();
        var open = await db.Tasks.Where(task => task.AssigneeId != null && members.Contains(task.AssigneeId.Value))
            .Where(task => task.State == TaskState.Open || task.State == TaskState.InProgress || task.State == TaskState.Waiting)
            .GroupBy(task => task.AssigneeId!.Value).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellation);
        var chosen = Routing.LeastOpen(members, open);
        return chosen is { } member
            ? To(rule, member, rule.Department, new Phrase(Reason(rule), rule.Name, departments.Word(rule.Department), open.GetValueOrDefault(member)))
            : To(rule, null, rule.Department, new Phrase("why.nobody", rule.Name, departments.Word(rule.Department)));
    }

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
