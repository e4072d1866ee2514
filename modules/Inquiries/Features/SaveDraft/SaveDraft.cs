using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;

namespace Portal.Inquiries;

/// <summary>Keeps a draft as it is typed: nothing is checked here but size, so that nothing is lost.</summary>
[Permission(InquiriesPermissions.File)]
public sealed class SaveDraft : IWrite<SaveDraft.Result>
{
    public Guid Id { get; set; }

    public string Title { get; set; } = "";

    public List<InquiryItem> Items { get; set; } = [];

    public DateOnly? WantedBy { get; set; }

    public string Note { get; set; } = "";

    public string CustomerNumber { get; set; } = "";

    public Guid? DeliveryAddressId { get; set; }

    public sealed record Result(Guid Id, DateTimeOffset SavedAt);
}

internal sealed class SaveDraftValidator : AbstractValidator<SaveDraft>
{
    public SaveDraftValidator(Texts texts)
    {
        RuleFor(it => it.Title).MaximumLength(200).WithMessage(_ => texts["SaveDraft.Title.long"]);
        RuleFor(it => it.Note).MaximumLength(4_000);
        RuleFor(it => it.CustomerNumber).MaximumLength(60);
        RuleFor(it => it.Items).Must(items => items.Count is >= 1 and <= 50);
        RuleForEach(it => it.Items).Must(item => item.Alternatives.Count <= 20 && item.Quantities.Count <= 50 && item.Spec.ToString().Length <= 50_000);
    }
}

internal sealed class SaveDraftHandler(InquiriesDb db, Caller caller, ICompanies companies, TimeProvider clock) : IRequestHandler<SaveDraft, SaveDraft.Result>
{
    public async Task<SaveDraft.Result> Handle(SaveDraft request, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        var now = clock.GetUtcNow();
        inquiry.Demand(InquiryAction.Edit, caller, now);
        var delivery = inquiry.Delivery;
        if (request.DeliveryAddressId is { } addressId)
        {
            var company = await companies.FindAsync(inquiry.CompanyId, cancellation) ?? throw new NotFoundException();
            var address = company.Addresses.FirstOrDefault(it => it.Id == addressId) ?? throw new RuleBroken(nameof(SaveDraft.DeliveryAddressId), "inquiries.noAddress");
            delivery = new AddressLines(address.Name, address.Street, address.PostCode, address.City, address.Country);
        }

        inquiry.Write(request.Title.Trim(), StartInquiryHandler.Keyed(request.Items), request.WantedBy, request.Note, request.CustomerNumber, delivery, now);
        await db.SaveChangesAsync(cancellation);
        return new(inquiry.Id, now);
    }
}

public sealed class SaveDraftEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SaveDraft, SaveDraft.Result>("inquiries/{id:guid}", "PUT");
}
