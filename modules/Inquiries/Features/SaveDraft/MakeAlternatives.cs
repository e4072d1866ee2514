using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>Makes the alternatives of a draft that its ticked values ask for: each combination that is not there yet. Sent again it makes none.</summary>
[Permission(InquiriesPermissions.File)]
public sealed class MakeAlternatives : IWrite<MakeAlternatives.Result>
{
    public Guid Id { get; set; }

    public sealed record Result(Guid Id, int Made);
}

internal sealed class MakeAlternativesHandler(InquiriesDb db, Caller caller, IProductTypes types, TimeProvider clock) : IRequestHandler<MakeAlternatives, MakeAlternatives.Result>
{
    public async Task<MakeAlternatives.Result> Handle(MakeAlternatives request, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from inquiries.inquiry where id = {request.Id} for update", cancellation);
        var inquiry = await db.Inquiries.FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        var now = clock.GetUtcNow();
        inquiry.Demand(InquiryAction.Edit, caller, now);
        var schema = (types.Find(inquiry.ProductType) ?? throw new NotFoundException()).Schema;
        var items = inquiry.Items.Select(item => Axes.Make(item, schema)).ToList();
        var made = items.Sum(item => item.Alternatives.Count) - inquiry.Items.Sum(item => item.Alternatives.Count);
        inquiry.Write(inquiry.Title, items, inquiry.WantedBy, inquiry.Note, inquiry.CustomerNumber, inquiry.Delivery, caller.Principal.PersonId, now);
        await db.SaveChangesAsync(cancellation);
        return new(inquiry.Id, made);
    }
}

public sealed class MakeAlternativesEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<MakeAlternatives, MakeAlternatives.Result>("inquiries/{id:guid}/alternatives");
}
