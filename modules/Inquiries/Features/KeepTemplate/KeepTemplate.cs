namespace Portal.Inquiries;

/// <summary>Keeps what an inquiry asks for as a template of the company, under a name.</summary>
[Permission(InquiriesPermissions.File)]
public sealed class KeepTemplate : IWrite<Guid>
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";
}

internal sealed class KeepTemplateValidator : AbstractValidator<KeepTemplate>
{
    public KeepTemplateValidator(Texts texts) => RuleFor(it => it.Name).MustBeName(texts);
}

internal sealed class KeepTemplateHandler(InquiriesDb db, Caller caller, TimeProvider clock) : IRequestHandler<KeepTemplate, Guid>
{
    private const int Most = 500;

    public async Task<Guid> Handle(KeepTemplate request, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        var person = caller.RequirePerson();
        if (person.CompanyId != inquiry.CompanyId)
            throw new ForbiddenException();
        var name = request.Name.Trim();
        await db.DemandFreeAsync(inquiry.CompanyId, name, null, cancellation);
        if (await db.Templates.CountAsync(cancellation) >= Most)
            throw new RuleBroken(nameof(KeepTemplate.Name), new Phrase("KeepTemplate.tooMany", Most));
        var template = new InquiryTemplate
        {
            CompanyId = inquiry.CompanyId,
            Name = name,
            ProductType = inquiry.ProductType,
            Items = inquiry.Items,
            Note = inquiry.Note,
            AuthorId = person.Person,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Templates.Add(template);
        await db.SaveChangesAsync(cancellation);
        return template.Id;
    }
}

public sealed class KeepTemplateEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<KeepTemplate, Guid>("inquiries/{id:guid}/template");
}
