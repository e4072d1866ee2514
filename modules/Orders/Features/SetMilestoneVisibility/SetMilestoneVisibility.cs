using Portal.Contracts.Accounts;

namespace Portal.Orders;

/// <summary>Shows or hides a milestone for one client or a group of them, in orders to come. A client's own word goes before that of its group.</summary>
[Permission(OrdersPermissions.Administer)]
public sealed class SetMilestoneVisibility : IWrite<Guid>
{
    public string Key { get; set; } = "";

    /// <summary>The client, or else the group.</summary>
    public Guid? CompanyId { get; set; }

    public string? Group { get; set; }

    public Audience SeenBy { get; set; } = Audience.Internal;
}

internal sealed class SetMilestoneVisibilityValidator : AbstractValidator<SetMilestoneVisibility>
{
    public SetMilestoneVisibilityValidator(Texts texts)
    {
        RuleFor(it => it.Key).NotEmpty().WithMessage(_ => texts["ReachMilestone.Milestone.needed"]);
        RuleFor(it => it.Group).MaximumLength(60);
        RuleFor(it => it.SeenBy).IsInEnum();
        RuleFor(it => it.CompanyId).Must((it, company) => company is null != string.IsNullOrWhiteSpace(it.Group)).WithMessage(_ => texts["SetMilestoneVisibility.oneOf"]);
    }
}

internal sealed class SetMilestoneVisibilityHandler(OrdersDb db, ICompanies companies) : IRequestHandler<SetMilestoneVisibility, Guid>
{
    public async Task<Guid> Handle(SetMilestoneVisibility request, CancellationToken cancellation)
    {
        var steps = await db.MilestonesInTurnAsync(cancellation);
        if (steps.All(step => step.Key != request.Key))
            throw new RuleBroken(nameof(request.Key), new Phrase("ReachMilestone.Milestone.unknown", request.Key));
        if (request.CompanyId is { } company && await companies.FindAsync(company, cancellation) is null)
            throw new RuleBroken(nameof(request.CompanyId), "SetMilestoneVisibility.oneOf");
        var group = request.CompanyId is null ? request.Group!.Trim() : null;
        var row = await db.Visibilities.FirstOrDefaultAsync(it => it.Key == request.Key && it.ForCompany == request.CompanyId && it.ForGroup == group, cancellation);
        if (row is null)
            db.Visibilities.Add(row = new MilestoneVisibility { Key = request.Key, ForCompany = request.CompanyId, ForGroup = group, Audience = request.SeenBy });
        row.Audience = request.SeenBy;
        await db.SaveChangesAsync(cancellation);
        return row.Id;
    }
}

[Permission(OrdersPermissions.Administer)]
public sealed class DeleteMilestoneVisibility : IWrite<Guid>
{
    public Guid Id { get; set; }
}

internal sealed class DeleteMilestoneVisibilityHandler(OrdersDb db) : IRequestHandler<DeleteMilestoneVisibility, Guid>
{
    public async Task<Guid> Handle(DeleteMilestoneVisibility request, CancellationToken cancellation)
    {
        db.Visibilities.Remove(await db.Visibilities.FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException());
        await db.SaveChangesAsync(cancellation);
        return request.Id;
    }
}

public sealed class SetMilestoneVisibilityEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapWrite<SetMilestoneVisibility, Guid>("milestone-visibilities");
        app.MapWrite<DeleteMilestoneVisibility, Guid>("milestone-visibilities/{id:guid}", "DELETE");
    }
}
