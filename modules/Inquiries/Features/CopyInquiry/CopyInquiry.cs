using Portal.Contracts.Accounts;
using Portal.Contracts.Catalog;
using Portal.Contracts.Inquiries;

namespace Portal.Inquiries;

/// <summary>A new draft of an inquiry of the own company, whatever became of that: what was asked, not its dates, numbers and files.</summary>
[Permission(InquiriesPermissions.File)]
public sealed class CopyInquiry : IWrite<StartInquiry.Result>
{
    public Guid Id { get; set; }
}

internal sealed class CopyInquiryHandler(InquiriesDb db, NewDraft drafts) : IRequestHandler<CopyInquiry, StartInquiry.Result>
{
    public async Task<StartInquiry.Result> Handle(CopyInquiry request, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        return await drafts.OfAsync(inquiry.CompanyId, inquiry.ProductType, inquiry.Title, inquiry.Items, inquiry.Note, inquiry.Delivery, cancellation);
    }
}

/// <summary>Makes drafts of what was asked before. Only the customer's own people do: drafts are theirs.</summary>
internal sealed class NewDraft(InquiriesDb db, Caller caller, ICompanies companies, IProductTypes types, TimeProvider clock)
{
    public async Task<StartInquiry.Result> OfAsync(
        Guid companyId, string productType, string title, IReadOnlyList<InquiryItem> items, string note, AddressLines? delivery, CancellationToken cancellation)
    {
        var person = caller.RequirePerson();
        if (person.CompanyId != companyId)
            throw new ForbiddenException();
        if (types.Find(productType) is null)
            throw new RuleBroken("", new Phrase("inquiries.noProduct", productType));
        var company = await companies.FindAsync(companyId, cancellation) ?? throw new NotFoundException();
        var inquiry = new Inquiry(companyId, person.BranchId, person.Person, productType, company.Currency, company.Language, clock.GetUtcNow());
        inquiry.Write(title, items, null, note, "", delivery, person.Person, clock.GetUtcNow());
        db.Inquiries.Add(inquiry);
        db.Touch($"inquiries:{companyId}");
        await db.SaveChangesAsync(cancellation);
        return new(inquiry.Id);
    }
}

public sealed class CopyInquiryEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<CopyInquiry, StartInquiry.Result>("inquiries/{id:guid}/copy");
}
