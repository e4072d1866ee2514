namespace Portal.Accounts;

/// <summary>How much a company may owe and whether it may order at all. Orders ask it each time: it counts from this moment.</summary>
[Permission(AccountsPermissions.ControlTrade)]
public sealed class SetTradeControl : IWrite<Guid>
{
    public Guid CompanyId { get; set; }

    /// <summary>Gross, in the company's currency; empty is without a limit, 0 is nothing on credit.</summary>
    public decimal? CreditLimit { get; set; }

    /// <summary>Why it may not order, in words that the customer reads too; empty lets it order.</summary>
    public string Block { get; set; } = "";
}

internal sealed class SetTradeControlValidator : AbstractValidator<SetTradeControl>
{
    public SetTradeControlValidator(Texts texts)
    {
        RuleFor(it => it.CreditLimit).InclusiveBetween(0, 1_000_000_000m).WithMessage(_ => texts["SetTradeControl.CreditLimit.between", 0m, 1_000_000_000m]);
        RuleFor(it => it.Block).MaximumLength(300);
    }
}

internal sealed class SetTradeControlHandler(AccountsDb db, Caller caller, TimeProvider clock) : IRequestHandler<SetTradeControl, Guid>
{
    public async Task<Guid> Handle(SetTradeControl request, CancellationToken cancellation)
    {
        var company = await db.RequireInTurnAsync(request.CompanyId, cancellation);
        if (company.IsOperator)
            throw new NotFoundException();
        company.CreditLimit = request.CreditLimit is { } limit ? Money.Round(limit) : null;
        var reason = request.Block.Trim() is { Length: > 0 } given ? given : null;
        if (reason != company.Block)
            company.SetBlock(reason, caller.Principal.PersonId, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        return company.Id;
    }
}

public sealed class SetTradeControlEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SetTradeControl, Guid>("companies/{companyId:guid}/trade-control", "PUT");
}
