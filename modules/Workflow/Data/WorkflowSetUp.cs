namespace Portal.Workflow;

/// <summary>The rules and working hours a new installation starts with. Whatever the company made of them stays.</summary>
internal sealed class WorkflowSetUp(WorkflowDb db) : ISetUp
{
    private const int WorkingDay = 8;

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!await db.Hours.AnyAsync(cancellation))
            db.Hours.Add(WorkingHours.Default());
        if (!await db.Rules.AnyAsync(rule => rule.IsLast, cancellation))
        {
            db.Rules.AddRange(
                Rule(1, "inquiry.calculate", Departments.Estimating, RoutingStrategy.LeastOpenWork, WorkingDay),
                Rule(2, "quote.refused", Departments.Sales, RoutingStrategy.Keeper, WorkingDay),
                Rule(3, "inquiry.question", Departments.Sales, RoutingStrategy.Keeper, WorkingDay),
                Rule(4, "order.confirm", Departments.Sales, RoutingStrategy.Keeper, WorkingDay / 2),
                Rule(5, "order.produce", Departments.Production, RoutingStrategy.LeastOpenWork, 2 * WorkingDay),
                Rule(6, "inquiry.approveMargin", Departments.Sales, RoutingStrategy.Keeper, WorkingDay / 2),
                Rule(7, "quote.counterOffer", Departments.Sales, RoutingStrategy.Keeper, WorkingDay),
                Rule(8, "inquiry.revised", Departments.Estimating, RoutingStrategy.LeastOpenWork, WorkingDay),
                Rule(9, "ask.check", Departments.Sales, RoutingStrategy.LeastOpenWork, WorkingDay / 2),
                new RoutingRule { Order = 10, Name = "rule.everythingElse", Department = Departments.Office, Strategy = RoutingStrategy.LeastOpenWork, DueHours = WorkingDay, IsLast = true });
        }

        await db.SaveChangesAsync(cancellation);
    }

    private static RoutingRule Rule(int order, string kind, string department, RoutingStrategy strategy, int hours) =>
        new() { Order = order, Name = $"kind.{kind}", Kind = kind, Department = department, Strategy = strategy, DueHours = hours };
}
