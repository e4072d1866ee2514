using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>Makes a stranger's inquiry one of a company's, known or new, with a person of theirs as its author; it is then calculated like any other. Done again it answers the same.</summary>
[Permission(InquiriesPermissions.Publish)]
public sealed class BindAsk : IWrite<BindAsk.Result>
{
    public Guid Id { get; set; }

    /// <summary>A client company; none makes a new one of what follows.</summary>
    public Guid? CompanyId { get; set; }

    public string Name { get; set; } = "";

    public string TaxId { get; set; } = "";

    public string Country { get; set; } = "PL";

    public string Currency { get; set; } = "PLN";

    public string Street { get; set; } = "";

    public string PostCode { get; set; } = "";

    public string City { get; set; } = "";

    public sealed record Result(Guid InquiryId, string Number, Guid CompanyId);
}

internal sealed class BindAskValidator : AbstractValidator<BindAsk>
{
    public BindAskValidator(Texts texts) => When(it => it.CompanyId is null, () =>
    {
        RuleFor(it => it.Name).NotEmpty().WithMessage(_ => texts["FileAsk.Company.needed"]).MaximumLength(200);
        RuleFor(it => it.TaxId).MaximumLength(30);
        RuleFor(it => it.Country).Matches("^[A-Z]{2}$").WithMessage(_ => texts["BindAsk.Country.wrong"]);
        RuleFor(it => it.Currency).Matches("^[A-Z]{3}$").WithMessage(_ => texts["BindAsk.Currency.wrong"]);
        RuleFor(it => it.Street).MaximumLength(200);
        RuleFor(it => it.PostCode).MaximumLength(20);
        RuleFor(it => it.City).MaximumLength(100).Must((it, city) => (city.Length > 0) == (it.Street.Length > 0)).WithMessage(_ => texts["BindAsk.City.both"]);
    });
}

/// <summary>As the system on the word of a member of staff: to file is a customer's right, and here it is done for one.</summary>
internal sealed class BindAskHandler(IServiceScopeFactory scopes, Caller caller, TimeProvider clock) : IRequestHandler<BindAsk, BindAsk.Result>
{
    public async Task<BindAsk.Result> Handle(BindAsk request, CancellationToken cancellation)
    {
        var person = caller.RequirePerson();
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<Caller>().Principal = new SystemPrincipal("inquiries", "public inquiry bound") { For = person };
        var (session, db, companies, newcomers) = (services.GetRequiredService<DbSession>(), services.GetRequiredService<InquiriesDb>(), services.GetRequiredService<ICompanies>(), services.GetRequiredService<INewcomers>());
        await session.BeginAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"select 1 from inquiries.ask where id = {request.Id} for update", cancellation);
        var ask = await db.Asks.FirstOrDefaultAsync(row => row.Id == request.Id && row.Number != null, cancellation) ?? throw new NotFoundException();
        if (ask.InquiryId is { } known)
            return new(known, ask.InquiryNumber!, await db.Inquiries.Where(row => row.Id == known).Select(row => row.CompanyId).FirstAsync(cancellation));
        if (ask.State != AskState.Waiting)
            throw new RuleBroken("", new Phrase("BindAsk.notNow", new Phrase($"AskState.{ask.State}")));
        var companyId = request.CompanyId is { } chosen
            ? (await companies.ClientsAsync(cancellation)).ContainsKey(chosen) ? chosen : throw new RuleBroken(nameof(BindAsk.CompanyId), "BindAsk.CompanyId.gone")
            : await newcomers.MakeCompanyAsync(new(request.Name, request.TaxId, request.Country, request.Currency, ask.Language,
                request.Street.Length > 0 ? new(Guid.Empty, "registered", request.Name.Trim(), request.Street.Trim(), request.PostCode.Trim(), request.City.Trim(), request.Country) : null), cancellation);
        var author = await newcomers.FindOrMakePersonAsync(companyId, ask.Stranger, ask.Language, cancellation);
        var company = await companies.FindAsync(companyId, cancellation) ?? throw new NotFoundException();
        var inquiry = new Inquiry(companyId, null, author, ask.ProductType, company.Currency, company.Language, clock.GetUtcNow());
        inquiry.Write(ask.Title, StartInquiryHandler.Keyed([new InquiryItem { Spec = ask.Spec, Quantities = ask.Quantities }]), null, ask.Message, "", null, author, clock.GetUtcNow());
        db.Inquiries.Add(inquiry);
        await db.SaveChangesAsync(cancellation);
        var sent = await services.GetRequiredService<IMediator>().Send(new SubmitInquiry { Id = inquiry.Id }, cancellation);
        await services.GetRequiredService<FileStore>().MoveAsync(AskMatter.Kind, ask.Id, "inquiry", inquiry.Id, companyId, Audience.Customer, cancellation);
        await services.GetRequiredService<IWorkDesk>().SettleAsync(AskMatter.Kind, ask.Id, null, cancellation);
        ask.Bind(inquiry.Id, sent.Number, person.Person, clock.GetUtcNow());
        db.Touch("asks");
        await db.SaveChangesAsync(cancellation);
        await session.CommitAsync(cancellation);
        return new(inquiry.Id, sent.Number, companyId);
    }
}

public sealed class BindAskEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<BindAsk, BindAsk.Result>("asks/{id:guid}/bind");
}
