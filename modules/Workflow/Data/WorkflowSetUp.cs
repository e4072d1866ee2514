namespace Portal.Workflow;

/// <summary>The rules and working hours a new installation starts with; rules for kinds of work that a release brings anew. Whatever the company made of them stays.</summary>
internal sealed class WorkflowSetUp(WorkflowDb db, GivenOnce once) : ISetUp
{
    private const int WorkingDay = 8;

    // Brought since there are rules; an installation that remembers nothing had the others from its beginning.
    private static readonly string[] Later = ["inquiry.approveMargin", "quote.counterOffer", "inquiry.revised", "ask.check", "company.verify", "company.register"];

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!await db.Hours.AnyAsync(cancellation))
            db.Hours.Add(WorkingHours.Default());
        var isNew = !await db.Rules.AnyAsync(rule => rule.IsLast, cancellation);
        var standard = Standard();
        if (isNew)
            db.Rules.AddRange([.. standard, new RoutingRule { Order = standard.Count + 1, Name = "rule.everythingElse", Department = Departments.Office, Strategy = RoutingStrategy.LeastOpenWork, DueHours = WorkingDay, RemindHours = 2, EscalateHours = 4, IsLast = true }]);
        await db.SaveChangesAsync(cancellation);
        await once.GiveAsync("workflow.rules", [.. standard.Select(rule => rule.Kind!)], kind => !Later.Contains(kind), async kinds =>
        {
            var named = await db.Rules.Where(rule => rule.Kind != null).Select(rule => rule.Kind!).ToListAsync(cancellation);
            var order = await db.Rules.Where(rule => !rule.IsLast).MaxAsync(rule => (int?)rule.Order, cancellation) ?? 0;
            foreach (var rule in standard.Where(rule => kinds.Contains(rule.Kind!) && !named.Contains(rule.Kind!)))
            {
                rule.Order = ++order;
                db.Rules.Add(rule);
            }

            await db.SaveChangesAsync(cancellation);
        }, cancellation);
    }

    private static List<RoutingRule> Standard() =>
    [
        Rule(1, "inquiry.calculate", Departments.Estimating, RoutingStrategy.LeastOpenWork, WorkingDay),
        Rule(2, "quote.refused", Departments.Sales, RoutingStrategy.Keeper, WorkingDay),
        Rule(3, "inquiry.question", Departments.Sales, RoutingStrategy.Keeper, WorkingDay),
        Rule(4, "order.confirm", Departments.Sales, RoutingStrategy.Keeper, WorkingDay / 2),
        Rule(5, "order.produce", Departments.Production, RoutingStrategy.LeastOpenWork, 2 * WorkingDay),
        Rule(6, "inquiry.approveMargin", Departments.Sales, RoutingStrategy.Keeper, WorkingDay / 2),
        Rule(7, "quote.counterOffer", Departments.Sales, RoutingStrategy.Keeper, WorkingDay),
        Rule(8, "inquiry.revised", Departments.Estimating, RoutingStrategy.LeastOpenWork, WorkingDay),
        Rule(9, "ask.check", Departments.Sales, RoutingStrategy.LeastOpenWork, WorkingDay / 2),
        Rule(10, "company.verify", Departments.Office, RoutingStrategy.LeastOpenWork, 2 * WorkingDay),
        Rule(11, "company.register", Departments.Sales, RoutingStrategy.LeastOpenWork, WorkingDay),
    ];

    private static RoutingRule Rule(int order, string kind, string department, RoutingStrategy strategy, int hours) =>
        new() { Order = order, Name = $"kind.{kind}", Kind = kind, Department = department, Strategy = strategy, DueHours = hours, RemindHours = hours / 4, EscalateHours = WorkingDay / 2 };
}
