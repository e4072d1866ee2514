namespace Portal.Inquiries;

/// <summary>Makes a link that opens one published quote without signing in. Nobody gives more than they may do themselves; the token is shown once.</summary>
[Permission(InquiriesPermissions.Publish, InquiriesPermissions.Decide)]
public sealed class MakeLink : IWrite<MakeLink.Result>
{
    public Guid InquiryId { get; set; }

    public Guid QuoteId { get; set; }

    /// <summary>Who gets it: told in the list, and under what is signed through it.</summary>
    public string ForWhom { get; set; } = "";

    public LinkScope Scope { get; set; } = LinkScope.Prices;

    /// <summary>The last day; the quote's own where nothing is said.</summary>
    public DateOnly? ValidUntil { get; set; }

    /// <param name="Address">With the token, which is not kept.</param>
    public sealed record Result(Guid Id, string Address, DateTimeOffset ExpiresAt);
}

internal sealed class MakeLinkValidator : AbstractValidator<MakeLink>
{
    public MakeLinkValidator(OperatorClock clock, Texts texts)
    {
        RuleFor(it => it.ForWhom).NotEmpty().WithMessage(_ => texts["MakeLink.ForWhom.needed"]).MaximumLength(SignatureRules.LongestName).WithMessage(_ => texts["signature.nameLong", SignatureRules.LongestName]);
        RuleFor(it => it.ValidUntil).Must(day => day is null || day >= clock.Today).WithMessage(_ => texts["MakeLink.ValidUntil.past", clock.Today]);
        RuleFor(it => it.Scope).IsInEnum();
    }
}

internal sealed class MakeLinkHandler(InquiriesDb db, Caller caller, OperatorClock clock, Microsoft.Extensions.Configuration.IConfiguration configuration) : IRequestHandler<MakeLink, MakeLink.Result>
{
    public async Task<MakeLink.Result> Handle(MakeLink request, CancellationToken cancellation)
    {
        await db.LockAsync(request.InquiryId, cancellation);
        var inquiry = await db.Inquiries.FirstOrDefaultAsync(row => row.Id == request.InquiryId, cancellation) ?? throw new NotFoundException();
        var quote = await db.Quotes.AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.QuoteId && row.InquiryId == inquiry.Id, cancellation) ?? throw new NotFoundException();
        if (request.Scope != LinkScope.Content)
            caller.Require(InquiriesPermissions.SeePrices);
        if (!quote.IsOpen(clock.Now))
            throw new RuleBroken("", "MakeLink.notOpen");
        if (request.ValidUntil > quote.ValidUntil)
            throw new RuleBroken(nameof(MakeLink.ValidUntil), new Phrase("MakeLink.ValidUntil.far", quote.ValidUntil));
        var token = QuoteLink.NewToken();
        var link = new QuoteLink
        {
            InquiryId = inquiry.Id,
            QuoteId = quote.Id,
            CompanyId = inquiry.CompanyId,
            ForWhom = request.ForWhom.Trim(),
            Scope = request.Scope,
            Hash = QuoteLink.HashOf(token),
            MadeBy = caller.RequirePerson().Person,
            MadeAt = clock.Now,
            ExpiresAt = request.ValidUntil is { } day ? clock.EndOf(day) : quote.ExpiresAt,
        };
        db.Links.Add(link);
        db.Happened(inquiry, Audience.Customer, link.MadeBy, clock.Now, new Phrase("inquiries.event.linkMade", quote.Number, link.ForWhom));
        await db.SaveChangesAsync(cancellation);
        return new(link.Id, $"{configuration["Portal:Address"]?.TrimEnd('/')}/q/{token}", link.ExpiresAt);
    }
}

public sealed class MakeLinkEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<MakeLink, MakeLink.Result>("inquiries/{inquiryId:guid}/quotes/{quoteId:guid}/links");
}
