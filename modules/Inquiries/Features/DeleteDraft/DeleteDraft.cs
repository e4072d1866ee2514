namespace Portal.Inquiries;

/// <summary>A draft that was never sent goes for good, with its files and notes. Whoever may file may delete: drafts are the company's.</summary>
[Permission(InquiriesPermissions.File)]
public sealed class DeleteDraft : IWrite<Guid>
{
    public Guid Id { get; set; }
}

internal sealed class DeleteDraftHandler(InquiriesDb db, Caller caller, FileStore files, TimeProvider clock) : IRequestHandler<DeleteDraft, Guid>
{
    public async Task<Guid> Handle(DeleteDraft request, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from inquiries.inquiry where id = {request.Id} for update", cancellation);
        var inquiry = await db.Inquiries.FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        inquiry.Demand(InquiryAction.Edit, caller, clock.GetUtcNow());
        await files.ForgetAsync("inquiry", inquiry.Id, cancellation);
        db.Inquiries.Remove(inquiry);
        db.Touch($"inquiries:{inquiry.CompanyId}");
        await db.SaveChangesAsync(cancellation);
        return inquiry.Id;
    }
}

public sealed class DeleteDraftEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<DeleteDraft, Guid>("inquiries/{id:guid}", "DELETE");
}
