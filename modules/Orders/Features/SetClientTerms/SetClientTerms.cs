using Portal.Contracts.Accounts;

namespace Portal.Orders;

/// <summary>Says what orders of a client must carry and which group of clients it belongs to.</summary>
[Permission(OrdersPermissions.Manage)]
public sealed class SetClientTerms : IWrite<Guid>
{
    public Guid CompanyId { get; set; }

    public string? Group { get; set; }

    public bool RequiresCustomerNumber { get; set; }

    public bool RequiresCostCentre { get; set; }

    public bool RequiresRequestedDate { get; set; }
}

internal sealed class SetClientTermsValidator : AbstractValidator<SetClientTerms>
{
    public SetClientTermsValidator() => RuleFor(it => it.Group).MaximumLength(60);
}

internal sealed class SetClientTermsHandler(OrdersDb db, ICompanies companies) : IRequestHandler<SetClientTerms, Guid>
{
    public async Task<Guid> Handle(SetClientTerms request, CancellationToken cancellation)
    {
        _ = await companies.FindAsync(request.CompanyId, cancellation) ?? throw new NotFoundException();

        // The first setting of a client is a row that two may make at once.
        await db.Database.ExecuteSqlAsync($"lock table orders.client_terms in share row exclusive mode", cancellation);
        var terms = await db.Terms.FirstOrDefaultAsync(row => row.CompanyId == request.CompanyId, cancellation);
        if (terms is null)
            db.Terms.Add(terms = new ClientTerms { CompanyId = request.CompanyId });
        terms.Group = request.Group?.Trim() is { Length: > 0 } group ? group : null;
        (terms.RequiresCustomerNumber, terms.RequiresCostCentre, terms.RequiresRequestedDate) = (request.RequiresCustomerNumber, request.RequiresCostCentre, request.RequiresRequestedDate);
        await db.SaveChangesAsync(cancellation);
        return terms.CompanyId;
    }
}

/// <summary>What orders of a client must carry.</summary>
[Permission(OrdersPermissions.See)]
public sealed class ShowClientTerms : IRead<ShowClientTerms.Result>
{
    public Guid CompanyId { get; set; }

    /// <param name="Group">For staff.</param>
    public sealed record Result(string? Group, bool RequiresCustomerNumber, bool RequiresCostCentre, bool RequiresRequestedDate);
}

internal sealed class ShowClientTermsHandler(OrdersDb db, ICompanies companies, Caller caller) : IRequestHandler<ShowClientTerms, ShowClientTerms.Result>
{
    public async Task<ShowClientTerms.Result> Handle(ShowClientTerms request, CancellationToken cancellation)
    {
        _ = await companies.FindAsync(request.CompanyId, cancellation) ?? throw new NotFoundException();
        var terms = await db.Terms.AsNoTracking().FirstOrDefaultAsync(row => row.CompanyId == request.CompanyId, cancellation);
        return new(caller.IsStaff ? terms?.Group : null, terms?.RequiresCustomerNumber ?? false, terms?.RequiresCostCentre ?? false, terms?.RequiresRequestedDate ?? false);
    }
}

public sealed class SetClientTermsEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ShowClientTerms, ShowClientTerms.Result>("companies/{companyId:guid}/order-terms");
        app.MapWrite<SetClientTerms, Guid>("companies/{companyId:guid}/order-terms", "PUT");
    }
}
