using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;

namespace Portal.Inquiries;

/// <summary>What to choose and fill in when a quote of the inquiry is accepted: what orders of the company must carry, and what it chose last time.</summary>
[Permission(InquiriesPermissions.Decide)]
public sealed class ShowAcceptance : IRead<ShowAcceptance.Result>
{
    public Guid InquiryId { get; set; }

    /// <param name="Required">Fields of the acceptance that must not be empty.</param>
    /// <param name="Asked">Where the inquiry wants it delivered: holds where no address is named.</param>
    /// <param name="DeliveryAddressId">Proposed, where the inquiry names none.</param>
    /// <param name="DeliveryMethod">That of the last order.</param>
    /// <param name="DeliveryMethods">None while Orders is off.</param>
    /// <param name="CostCentre">That of the last order; <paramref name="CostCentres"/> are those used so far.</param>
    public sealed record Result(
        IReadOnlyList<string> Required, IReadOnlyList<AddressCard> Addresses, AddressLines? Asked, Guid? DeliveryAddressId, string? DeliveryMethod, IReadOnlyList<string> DeliveryMethods, string? CostCentre, IReadOnlyList<string> CostCentres);
}

internal sealed class ShowAcceptanceHandler(InquiriesDb db, ICompanies companies, OrderDemands demands) : IRequestHandler<ShowAcceptance, ShowAcceptance.Result>
{
    public async Task<ShowAcceptance.Result> Handle(ShowAcceptance request, CancellationToken cancellation)
    {
        var inquiry = await db.Inquiries.AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.InquiryId, cancellation) ?? throw new NotFoundException();
        var company = await companies.FindAsync(inquiry.CompanyId, cancellation) ?? throw new NotFoundException();
        var (last, choices) = (await demands.LastAsync(company.Id, cancellation), await demands.ChoicesAsync(company.Id, cancellation));
        var methods = choices?.DeliveryMethods ?? [];
        return new(
            await demands.RequiredAsync(company.Id, cancellation), company.Addresses, inquiry.Delivery, inquiry.Delivery is null ? OrderDemands.Proposed(company, last)?.Id : null,
            methods.FirstOrDefault(method => method == last?.DeliveryMethod), methods, last?.CostCentre, choices?.CostCentres ?? []);
    }
}

public sealed class ShowAcceptanceEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowAcceptance, ShowAcceptance.Result>("inquiries/{inquiryId:guid}/acceptance");
}
