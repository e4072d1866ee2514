using Portal.Contracts.Accounts;

namespace Portal.Workflow;

/// <summary>Which rule a piece of work would meet now, and who would get it. Opens nothing.</summary>
[Permission(WorkflowPermissions.Administer)]
public sealed class TestRouting : IRead<TestRouting.Result>
{
    public string Kind { get; set; } = "";

    public string? ProductType { get; set; }

    public string? Region { get; set; }

    public Guid? KeeperId { get; set; }

    public decimal? Amount { get; set; }

    public sealed record Result(Guid RuleId, string Rule, string Department, Guid? AssigneeId, string? Assignee, string Why, DateTimeOffset DueAt, TaskPriority Priority);
}

internal sealed class TestRoutingHandler(WorkflowDb db, Router router, Departments departments, IPeople people, Texts texts, OperatorClock clock) : IRequestHandler<TestRouting, TestRouting.Result>
{
    public async Task<TestRouting.Result> Handle(TestRouting request, CancellationToken cancellation)
    {
        var route = await router.ChooseAsync(db, new RoutingCase(request.Kind, Given(request.ProductType), Given(request.Region), request.KeeperId, request.Amount), preferred: null, cancellation);
        var hours = await db.Hours.AsNoTracking().FirstAsync(cancellation);
        return new(
            route.Rule.Id, texts.Say(route.Rule.Name), departments.Name(route.Department),
            route.AssigneeId, route.AssigneeId is { } id ? (await people.FindAsync(id, cancellation))?.Name : null, texts.Say(route.Why),
            hours.In(clock.Zone).Add(clock.Now, TimeSpan.FromHours(route.Rule.DueHours)), route.Priority);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

public sealed class TestRoutingEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<TestRouting, TestRouting.Result>("routing-rules/test");
}
