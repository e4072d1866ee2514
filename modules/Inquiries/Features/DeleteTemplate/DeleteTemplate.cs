namespace Portal.Inquiries;

/// <summary>Takes a template from the company's list. What was made of it stays.</summary>
[Permission(InquiriesPermissions.File)]
public sealed class DeleteTemplate : IWrite<Guid>
{
    public Guid Id { get; set; }
}

internal sealed class DeleteTemplateHandler(InquiriesDb db) : IRequestHandler<DeleteTemplate, Guid>
{
    public async Task<Guid> Handle(DeleteTemplate request, CancellationToken cancellation)
    {
        db.Templates.Remove(await db.Templates.FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException());
        await db.SaveChangesAsync(cancellation);
        return request.Id;
    }
}

public sealed class DeleteTemplateEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<DeleteTemplate, Guid>("inquiry-templates/{id:guid}", "DELETE");
}
