using Portal.Contracts.Accounts;

namespace Portal.Accounts;

/// <summary>
/// Sets up to which amount a person of a client company approves alone. A customer's own administrator grants no more than they have themselves and
/// leaves those alone who have more.
/// </summary>
[Permission(AccountsPermissions.ManagePeople, AccountsPermissions.SetLimits)]
public sealed class SetApprovalLimit : IWrite<Guid>
{
    public Guid CompanyId { get; set; }

    public Guid PersonId { get; set; }

    /// <summary>Net, in the company's currency; empty takes the limit away.</summary>
    public decimal? Limit { get; set; }
}

internal sealed class SetApprovalLimitValidator : AbstractValidator<SetApprovalLimit>
{
    public SetApprovalLimitValidator(Texts texts) =>
        RuleFor(it => it.Limit).InclusiveBetween(0, 1_000_000_000m).WithMessage(_ => texts["SetApprovalLimit.Limit.between", 0m, 1_000_000_000m]);
}

internal sealed class SetApprovalLimitHandler(AccountsDb db, Caller caller) : IRequestHandler<SetApprovalLimit, Guid>
{
    public async Task<Guid> Handle(SetApprovalLimit request, CancellationToken cancellation)
    {
        // Rows of another company are filtered away from a customer; the operating company's people approve nothing for clients.
        var members = await db.Memberships.Where(row => row.CompanyId == request.CompanyId && row.IsActive && !row.Company.IsOperator).ToListAsync(cancellation);
        var member = members.FirstOrDefault(row => row.PersonId == request.PersonId) ?? throw new NotFoundException();
        if (!caller.IsStaff && members.First(row => row.PersonId == caller.RequirePerson().Person).ApprovalLimit is { } own)
        {
            if (member.ApprovalLimit is null || member.ApprovalLimit > own)
                throw new RuleBroken(nameof(request.Limit), new Phrase("SetApprovalLimit.Limit.higher", own));
            if (request.Limit is null || request.Limit > own)
                throw new RuleBroken(nameof(request.Limit), new Phrase("SetApprovalLimit.Limit.ceiling", own));
        }

        member.ApprovalLimit = request.Limit is { } limit ? Money.Round(limit) : null;
        await db.SaveChangesAsync(cancellation);
        return member.PersonId;
    }
}

/// <summary>The people of a client company and what each may approve.</summary>
[SignedIn]
public sealed class ListApprovalLimits : IRead<ListApprovalLimits.Result>
{
    public Guid CompanyId { get; set; }

    public sealed record Result(string Currency, IReadOnlyList<Row> Rows, bool MaySet);

    public sealed record Row(Guid PersonId, string Name, decimal? Limit, bool MayAccept, bool MayApprove);
}

internal sealed class ListApprovalLimitsHandler(ICompanies companies, ISignatories signatories, Caller caller) : IRequestHandler<ListApprovalLimits, ListApprovalLimits.Result>
{
    public async Task<ListApprovalLimits.Result> Handle(ListApprovalLimits request, CancellationToken cancellation)
    {
        var company = await companies.FindAsync(request.CompanyId, cancellation) ?? throw new NotFoundException();
        var people = await signatories.OfAsync(company.Id, cancellation);
        return new(company.Currency,
            [.. people.OrderBy(it => it.Name).Select(it => new ListApprovalLimits.Row(it.PersonId, it.Name, it.Limit, it.Permissions.Contains("orders.accept"), it.Permissions.Contains("orders.approve")))],
            caller.Can(AccountsPermissions.ManagePeople) || caller.Can(AccountsPermissions.SetLimits));
    }
}

public sealed class SetApprovalLimitEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ListApprovalLimits, ListApprovalLimits.Result>("companies/{companyId:guid}/limits");
        app.MapWrite<SetApprovalLimit, Guid>("companies/{companyId:guid}/people/{personId:guid}/limit", "PUT");
    }
}
