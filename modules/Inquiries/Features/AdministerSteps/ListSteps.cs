using Portal.Contracts.Accounts;

namespace Portal.Inquiries;

/// <summary>The steps of an inquiry, what customers are told of each, and the clients told something else.</summary>
[Permission(InquiriesPermissions.Administer)]
public sealed class ListSteps : IRead<ListSteps.Result>
{
    public sealed record Result(IReadOnlyList<Row> Rows, IReadOnlyList<ForClient> Exceptions);

    /// <param name="Usual">The product's words for customers, in the reader's language.</param>
    /// <param name="Words">The company's own, by language.</param>
    public sealed record Row(InquiryStep Step, string Usual, bool IsShown, bool IsAlwaysShown, IReadOnlyDictionary<string, string> Words);

    public sealed record ForClient(InquiryStep Step, Guid CompanyId, string Company, bool IsShown);
}

internal sealed class ListStepsHandler(InquiriesDb db, ICompanies companies, Texts texts) : IRequestHandler<ListSteps, ListSteps.Result>
{
    public async Task<ListSteps.Result> Handle(ListSteps request, CancellationToken cancellation)
    {
        var settings = await db.StepSettings.AsNoTracking().ToListAsync(cancellation);
        var exceptions = await db.StepExceptions.AsNoTracking().ToListAsync(cancellation);
        var names = await companies.NamesAsync([.. exceptions.Select(row => row.ForCompany).Distinct()], cancellation);
        var rules = new StepRules(settings, exceptions);
        return new(
            [.. Enum.GetValues<InquiryStep>().Select(step => new ListSteps.Row(
                step, texts[$"InquiryStep.{step}.customer"], rules.IsShown(step), StepRules.IsAlwaysShown(step), settings.Find(row => row.Step == step)?.Words ?? new Dictionary<string, string>()))],
            [.. exceptions.Select(row => new ListSteps.ForClient(row.Step, row.ForCompany, names.GetValueOrDefault(row.ForCompany) ?? "", row.IsShown)).OrderBy(row => row.Company, StringComparer.CurrentCulture).ThenBy(row => row.Step)]);
    }
}

public sealed class ListStepsEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListSteps, ListSteps.Result>("inquiry-steps");
}
