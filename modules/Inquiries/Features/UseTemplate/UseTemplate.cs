namespace Portal.Inquiries;

/// <summary>A new draft, filled from a template of the company.</summary>
[Permission(InquiriesPermissions.File)]
public sealed class UseTemplate : IWrite<StartInquiry.Result>
{
    public Guid Id { get; set; }
}

internal sealed class UseTemplateHandler(InquiriesDb db, NewDraft drafts) : IRequestHandler<UseTemplate, StartInquiry.Result>
{
    public async Task<StartInquiry.Result> Handle(UseTemplate request, CancellationToken cancellation)
    {
        var template = await db.Templates.AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        return await drafts.OfAsync(template.CompanyId, template.ProductType, template.Name, template.Items, template.Note, null, cancellation);
    }
}

public sealed class UseTemplateEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<UseTemplate, StartInquiry.Result>("inquiry-templates/{id:guid}/use");
}
