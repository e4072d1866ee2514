using System.Globalization;
using Portal.Contracts.Accounts;

namespace Portal.Orders;

/// <summary>The milestones of orders to come, in their order, with the clients and groups that see more or less of them.</summary>
[Permission(OrdersPermissions.Administer)]
public sealed class ListMilestones : IRead<ListMilestones.Result>
{
    public sealed record Result(IReadOnlyList<Row> Rows, IReadOnlyList<ForClient> Exceptions, IReadOnlyList<Choice> Clients, IReadOnlyList<string> Groups);

    public sealed record Row(string Key, string Name, IReadOnlyDictionary<string, string> Names, int Position, Audience Audience, OrderState? MovesTo, MilestoneMover Mover, string? Department);

    public sealed record ForClient(Guid Id, string Milestone, string Name, string? Group, Guid? CompanyId, string? Company, Audience Audience);

    public sealed record Choice(Guid Id, string Name);
}

internal sealed class ListMilestonesHandler(OrdersDb db, ICompanies companies) : IRequestHandler<ListMilestones, ListMilestones.Result>
{
    public async Task<ListMilestones.Result> Handle(ListMilestones request, CancellationToken cancellation)
    {
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var steps = await db.Definitions.AsNoTracking().OrderBy(step => step.Position).ToListAsync(cancellation);
        var names = steps.ToDictionary(step => step.Key, step => step.Name.In(language));
        var clients = await companies.ClientsAsync(cancellation);
        var exceptions = await db.Visibilities.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellation);
        return new(
            [.. steps.Select(step => new ListMilestones.Row(step.Key, names[step.Key], step.Name.ByLanguage, step.Position, step.Audience, step.MovesTo, step.Mover, step.Department))],
            [.. exceptions.Select(row => new ListMilestones.ForClient(row.Id, row.Key, names[row.Key], row.ForGroup, row.ForCompany, row.ForCompany is { } id ? clients.GetValueOrDefault(id) : null, row.Audience))],
            [.. clients.OrderBy(client => client.Value, StringComparer.CurrentCulture).Select(client => new ListMilestones.Choice(client.Key, client.Value))],
            await db.Terms.Where(terms => terms.Group != null).Select(terms => terms.Group!).Distinct().Order().ToListAsync(cancellation));
    }
}

public sealed class ListMilestonesEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListMilestones, ListMilestones.Result>("milestone-definitions");
}
