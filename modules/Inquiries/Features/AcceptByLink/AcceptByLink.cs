namespace Portal.Inquiries;

/// <summary>The yes of somebody without an account, signed. It goes the way of every acceptance: each cell once, not after expiry, through the order gate.</summary>
[OpenedByLink]
public sealed class AcceptByLink : IWrite<AcceptQuote.Result>
{
    public string Token { get; set; } = "";

    /// <summary>Ids of quote lines.</summary>
    public List<Guid> Lines { get; set; } = [];

    public string SignedBy { get; set; } = "";

    /// <summary>The signature as drawn: the path of an SVG, 400 by 140.</summary>
    public string Drawing { get; set; } = "";

    public string CustomerNumber { get; set; } = "";

    public string CostCentre { get; set; } = "";

    public DateOnly? RequestedDate { get; set; }
}

internal sealed class AcceptByLinkValidator : AbstractValidator<AcceptByLink>
{
    public AcceptByLinkValidator(OperatorClock clock, Texts texts)
    {
        RuleFor(it => it.Lines).NotEmpty().WithMessage(_ => texts["inquiries.chooseCell"]);
        RuleFor(it => it.SignedBy).NotEmpty().WithMessage(_ => texts["AcceptByLink.SignedBy.needed"]);
        RuleFor(it => it.SignedBy).MustBeSigner(texts);
        RuleFor(it => it.Drawing).MustBeDrawing(texts);
        RuleFor(it => it.CustomerNumber).MaximumLength(60);
        RuleFor(it => it.CostCentre).MaximumLength(60);
        RuleFor(it => it.RequestedDate).Must(day => day is null || day >= clock.Today).WithMessage(_ => texts["AcceptQuote.RequestedDate.past", clock.Today]);
    }
}

/// <summary>A link sees too little to accept by itself: the portal does it on its word, and the trail names the link.</summary>
internal sealed class AcceptByLinkHandler(IServiceScopeFactory scopes, Caller caller, SystemDb<InquiriesDb> system) : IRequestHandler<AcceptByLink, AcceptQuote.Result>
{
    public async Task<AcceptQuote.Result> Handle(AcceptByLink request, CancellationToken cancellation)
    {
        var link = (LinkPrincipal)caller.Principal;
        if (!link.MayDecide)
            throw new ForbiddenException();
        var inquiry = await system.Open("inquiries", "accepted by a link").Quotes.Where(quote => quote.Id == link.QuoteId).Select(quote => quote.InquiryId).FirstAsync(cancellation);
        await using var scope = scopes.AsSystem("inquiries", $"accepted by link {link.LinkId}");
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(
            new AcceptQuote
            {
                InquiryId = inquiry,
                QuoteId = link.QuoteId,
                Lines = request.Lines,
                CustomerNumber = request.CustomerNumber,
                CostCentre = request.CostCentre,
                RequestedDate = request.RequestedDate,
                SignedBy = request.SignedBy,
                Drawing = request.Drawing,
                LinkId = link.LinkId,
            },
            cancellation);
    }
}

public sealed class AcceptByLinkEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<AcceptByLink, AcceptQuote.Result>("q/{token}/accept");
}
