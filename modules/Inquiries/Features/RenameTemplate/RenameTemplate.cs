namespace Portal.Inquiries;

/// <summary>Gives a template of the company another name.</summary>
[Permission(InquiriesPermissions.File)]
public sealed class RenameTemplate : IWrite<Guid>
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";
}

internal sealed class RenameTemplateValidator : AbstractValidator<RenameTemplate>
{
    public RenameTemplateValidator(Texts texts) => RuleFor(it => it.Name).MustBeName(texts);
}

internal sealed class RenameTemplateHandler(InquiriesDb db) : IRequestHandler<RenameTemplate, Guid>
{
    public async Task<Guid> Handle(RenameTemplate request, CancellationToken cancellation)
    {
        var template = await db.Templates.FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        await db.DemandFreeAsync(template.CompanyId, request.Name.Trim(), template.Id, cancellation);
        template.Name = request.Name.Trim();
        await db.SaveChangesAsync(cancellation);
        return template.Id;
    }
}

public sealed class RenameTemplateEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<RenameTemplate, Guid>("inquiry-templates/{id:guid}", "PUT");
}
