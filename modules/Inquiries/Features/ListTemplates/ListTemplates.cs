using Portal.Contracts.Accounts;

namespace Portal.Inquiries;

/// <summary>The templates of the company, by name.</summary>
[Permission(InquiriesPermissions.File)]
public sealed class ListTemplates : IRead<ListTemplates.Result>
{
    public sealed record Result(IReadOnlyList<Row> Rows);

    public sealed record Row(Guid Id, string Name, string ProductType, string? Author, DateTimeOffset CreatedAt);
}

internal sealed class ListTemplatesHandler(InquiriesDb db, Caller caller, IPeople people) : IRequestHandler<ListTemplates, ListTemplates.Result>
{
    public async Task<ListTemplates.Result> Handle(ListTemplates request, CancellationToken cancellation)
    {
        var company = caller.RequirePerson().CompanyId;
        var rows = await db.Templates.AsNoTracking().Where(row => row.CompanyId == company).OrderBy(row => row.Name)
            .Select(row => new { row.Id, row.Name, row.ProductType, row.AuthorId, row.CreatedAt }).ToListAsync(cancellation);
        var faces = await people.FindAsync([.. rows.Select(row => row.AuthorId).Distinct()], cancellation);
        return new([.. rows.Select(row => new ListTemplates.Row(row.Id, row.Name, row.ProductType, faces.GetValueOrDefault(row.AuthorId)?.Name, row.CreatedAt))]);
    }
}

public sealed class ListTemplatesEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListTemplates, ListTemplates.Result>("inquiry-templates");
}
