using Portal.Contracts.Accounts;
using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>Begins a draft for a product, filled with what is usual; the rest may come at once (API) or as it is typed.</summary>
[Permission(InquiriesPermissions.File)]
public sealed class StartInquiry : IWrite<StartInquiry.Result>
{
    public string ProductType { get; set; } = "";

    public string Title { get; set; } = "";

    public List<InquiryItem>? Items { get; set; }

    public DateOnly? WantedBy { get; set; }

    public string Note { get; set; } = "";

    public string CustomerNumber { get; set; } = "";

    /// <summary>The branch that asks; that of the person where it is empty.</summary>
    public Guid? BranchId { get; set; }

    public sealed record Result(Guid Id);
}

internal sealed class StartInquiryValidator : AbstractValidator<StartInquiry>
{
    public StartInquiryValidator(IProductTypes types, Texts texts)
    {
        RuleFor(it => it.ProductType).Must(id => types.Find(id) is not null).WithMessage(it => texts["inquiries.noProduct", it.ProductType]);
        RuleFor(it => it.Title).MaximumLength(200);
        RuleFor(it => it.Note).MaximumLength(4_000);
        RuleFor(it => it.CustomerNumber).MaximumLength(60);
        RuleFor(it => it.Items).Must(items => items is null || DraftSize.IsBearable(items)).WithMessage(_ => texts["inquiries.tooLarge", Quantities.MostCells]);
    }
}

internal sealed class StartInquiryHandler(InquiriesDb db, Caller caller, ICompanies companies, IProductTypes types, TimeProvider clock) : IRequestHandler<StartInquiry, StartInquiry.Result>
{
    public async Task<StartInquiry.Result> Handle(StartInquiry request, CancellationToken cancellation)
    {
        var person = caller.RequirePerson();
        var company = await companies.FindAsync(person.CompanyId, cancellation) ?? throw new NotFoundException();
        var now = clock.GetUtcNow();
        var inquiry = new Inquiry(company.Id, await BranchAsync(request, person, cancellation), person.Person, request.ProductType, company.Currency, company.Language, now);
        var items = request.Items ?? [new InquiryItem { Spec = Defaults(types.Find(request.ProductType)!.Schema), Quantities = [] }];
        inquiry.Write(request.Title.Trim(), Keyed(items), request.WantedBy, request.Note, request.CustomerNumber, null, person.Person, now);
        db.Inquiries.Add(inquiry);
        db.Touch($"inquiries:{company.Id}");
        await db.SaveChangesAsync(cancellation);
        return new(inquiry.Id);
    }

    private async Task<Guid?> BranchAsync(StartInquiry request, PersonPrincipal person, CancellationToken cancellation) => request.BranchId is not { } chosen ? person.BranchId
        : (await companies.BranchesAsync(person.CompanyId, cancellation)).Any(branch => branch.Id == chosen) ? chosen : throw new RuleBroken(nameof(StartInquiry.BranchId), "inquiries.noBranch");

    /// <summary>Items and alternatives without a key get the next number or letter: keys name cells for good.</summary>
    internal static IReadOnlyList<InquiryItem> Keyed(IEnumerable<InquiryItem> items) => [.. items.Select((item, index) => item with
    {
        Key = (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
        Alternatives = Letters.Keyed(item.Alternatives),
    })];

    internal static Spec Defaults(SpecSchema schema)
    {
        var spec = Spec.Empty;
        foreach (var section in schema.Sections)
        {
            for (var entry = 0; entry < (section.Repeats ? section.Least : 1); entry++)
            {
                foreach (var field in section.Fields.Where(field => field.Default is not null))
                    spec = spec.With(section.Repeats ? $"{section.Key}/{entry}/{field.Key}" : $"{section.Key}/{field.Key}", field.Default!.DeepClone());
            }
        }

        return spec;
    }
}

public sealed class StartInquiryEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<StartInquiry, StartInquiry.Result>("inquiries");
}
