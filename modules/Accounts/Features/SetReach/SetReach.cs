using Portal.Contracts.Accounts;
using Portal.Kernel.Mail;

namespace Portal.Accounts;

/// <summary>
/// Says which branch a person of a client company works in and whose inquiries and orders they see. A customer's own administrator gives no more than they
/// have, and leaves alone those who have more.
/// </summary>
[InPerson(AccountsPermissions.ManagePeople, AccountsPermissions.SetBranches)]
public sealed class SetReach : IWrite<Guid>
{
    public Guid CompanyId { get; set; }

    public Guid PersonId { get; set; }

    public Guid? BranchId { get; set; }

    public BranchReach Reach { get; set; }
}

internal sealed class SetReachValidator : AbstractValidator<SetReach>
{
    public SetReachValidator(Texts texts)
    {
        RuleFor(it => it.Reach).IsInEnum();
        RuleFor(it => it.BranchId).NotNull().When(it => it.Reach is BranchReach.Branch or BranchReach.BranchAndBelow).WithMessage(_ => texts["SetReach.BranchId.needed"]);
    }
}

internal sealed class SetReachHandler(AccountsDb db, Caller caller, IPeople people, PersonMail mail) : IRequestHandler<SetReach, Guid>
{
    public async Task<Guid> Handle(SetReach request, CancellationToken cancellation)
    {
        // Branches don't move meanwhile.
        var company = await db.RequireInTurnAsync(request.CompanyId, cancellation);
        var member = await db.Memberships.Include(row => row.Company).FirstOrDefaultAsync(row => row.CompanyId == company.Id && row.PersonId == request.PersonId && row.IsActive && !row.Company.IsOperator, cancellation) ?? throw new NotFoundException();
        if (request.BranchId is { } branch && !await db.Branches.AnyAsync(row => row.Id == branch && row.CompanyId == company.Id && row.ClosedAt == null, cancellation))
            throw new RuleBroken(nameof(SetReach.BranchId), "accounts.noBranch");
        if (caller.Principal.PersonId == member.PersonId && request.Reach != member.Reach)
            throw new RuleBroken(nameof(SetReach.Reach), "SetReach.own");
        await DemandNoMoreAsync(request, member, cancellation);
        if ((member.BranchId, member.Reach) == (request.BranchId, request.Reach))
            return member.PersonId;
        (member.BranchId, member.Reach) = (request.BranchId, request.Reach);
        db.Touch(IPrincipalSource.TopicOf(member.PersonId));
        await db.SaveChangesAsync(cancellation);
        if (await people.FindAsync(member.PersonId, cancellation) is { } person)
        {
            await mail.SendAsync(person, new PersonLetter($"reach-{member.Id:N}-{Guid.CreateVersion7():N}", new Phrase("SetReach.mail", company.Name),
                [new Phrase("SetReach.mail.body", new Phrase($"BranchReach.{request.Reach}")), "SetReach.mail.why"], "SetReach.mail.open", "/profile"), cancellation);
        }

        return member.PersonId;
    }

    private async Task DemandNoMoreAsync(SetReach request, Membership member, CancellationToken cancellation)
    {
        if (caller.Person?.Reach is not { } own)
            return;
        foreach (var (branch, reach) in new[] { (member.BranchId, member.Reach), (request.BranchId, request.Reach) })
        {
            if (reach == BranchReach.Company || branch is not { } of || !own.Contains(of))
                throw new ForbiddenException();
            if (reach == BranchReach.BranchAndBelow && !BranchTree.From(of, [.. (await db.Branches.Where(row => row.CompanyId == member.CompanyId).Select(row => new { row.Id, row.ParentId }).ToListAsync(cancellation)).Select(row => (row.Id, row.ParentId))]).IsSubsetOf(own))
                throw new ForbiddenException();
        }
    }
}

public sealed class SetReachEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SetReach, Guid>("companies/{companyId:guid}/people/{personId:guid}/reach", "PUT");
}
