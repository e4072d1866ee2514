using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;

namespace Portal.Inquiries;

/// <summary>A stranger's inquiry with the companies and people it may come from.</summary>
[Permission(InquiriesPermissions.Publish)]
public sealed class ShowAsk : IRead<ShowAsk.Result>
{
    public Guid Id { get; set; }

    public sealed record Result(
        Guid Id, string Number, AskState State, string ProductType, string Title, string Name, string Email, string Phone, string Company, string TaxId, IReadOnlyList<SpecLine> Content, IReadOnlyList<decimal> Quantities, string Message, string Consent,
        string Language, DateTimeOffset CreatedAt, DateTimeOffset ConfirmedAt, Guid? InquiryId, string? InquiryNumber, string? Reason, string? DecidedBy, DateTimeOffset? DecidedAt, IReadOnlyList<CompanyMatch> Matches);
}

internal sealed class ShowAskHandler(InquiriesDb db, INewcomers newcomers, IPeople people, SpecWriter writer) : IRequestHandler<ShowAsk, ShowAsk.Result>
{
    public async Task<ShowAsk.Result> Handle(ShowAsk request, CancellationToken cancellation)
    {
        var ask = await db.Asks.AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.Id && row.Number != null, cancellation) ?? throw new NotFoundException();
        return new(
            ask.Id, ask.Number!, ask.State, ask.ProductType, ask.Title, ask.Name, ask.Email, ask.Phone, ask.Company, ask.TaxId, await writer.WordsAsync(ask.ProductType, ask.Spec, cancellation), ask.Quantities, ask.Message, ask.Consent,
            ask.Language, ask.CreatedAt, ask.ConfirmedAt!.Value, ask.InquiryId, ask.InquiryNumber, ask.Reason, ask.DecidedById is { } by ? (await people.FindAsync(by, cancellation))?.Name : null, ask.DecidedAt,
            ask.State == AskState.Waiting ? await newcomers.MatchAsync(ask.Stranger, cancellation) : []);
    }
}

public sealed class ShowAskEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowAsk, ShowAsk.Result>("asks/{id:guid}");
}
