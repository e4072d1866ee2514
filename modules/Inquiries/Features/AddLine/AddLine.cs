using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>Adds a cost line that the calculation does not know, in one cell or in several. A negative amount takes off the cost.</summary>
[Permission(InquiriesPermissions.Calculate)]
public sealed class AddLine : IWrite<DeskAnswer>
{
    public Guid InquiryId { get; set; }

    public Guid CellId { get; set; }

    public string Label { get; set; } = "";

    /// <summary>In the currency of the dictionaries.</summary>
    public decimal? Amount { get; set; }

    public string Reason { get; set; } = "";

    /// <summary>Whether overhead is reckoned on it too; margin always is.</summary>
    public bool BearsOverhead { get; set; } = true;

    public CellScope ApplyTo { get; set; }
}

internal sealed class AddLineValidator : AbstractValidator<AddLine>
{
    public AddLineValidator(Texts texts)
    {
        RuleFor(it => it.Label).NotEmpty().WithMessage(_ => texts["AddLine.Label.needed"]).MaximumLength(100).WithMessage(_ => texts["AddLine.Label.long", 100]);
        RuleFor(it => it.Amount).NotNull().WithMessage(_ => texts["desk.amountNeeded"]).Must(amount => amount is null || Money.Round(amount.Value) != 0).WithMessage(_ => texts["AddLine.Amount.zero"]);
        RuleFor(it => it.Amount).InclusiveBetween(-DeskRules.Most, DeskRules.Most).WithMessage(_ => texts["desk.amountBounds", -DeskRules.Most, DeskRules.Most]);
        RuleFor(it => it.Reason).Reason(texts);
    }
}

internal sealed class AddLineHandler(CalculationDesk desk, Caller caller, TimeProvider clock) : IRequestHandler<AddLine, DeskAnswer>
{
    public async Task<DeskAnswer> Handle(AddLine request, CancellationToken cancellation)
    {
        var work = await desk.OpenAsync(request.InquiryId, cancellation);
        var cells = work.Choose(request.CellId, request.ApplyTo);
        var trees = await desk.TreesAsync(cells, cancellation);
        var key = $"added-{Guid.CreateVersion7():N}";
        var (label, amount) = (new Phrase("text", request.Label.Trim()), Money.Round(request.Amount!.Value));
        foreach (var cell in cells)
        {
            var line = new CostOverride
            {
                Path = $"{trees[cell.CellId].Key}/{key}",
                Label = label,
                Amount = amount,
                Reason = request.Reason.Trim(),
                PersonId = caller.RequirePerson().Person,
                Person = caller.RequirePerson().Name,
                At = clock.GetUtcNow(),
                IsAdded = true,
                BearsShares = request.BearsOverhead,
            };
            cell.Set([.. cell.Overrides, line], trees[cell.CellId]);
        }

        return await desk.RecordAsync(work, ChangeKind.AddLine, new Phrase("desk.log.add", label, amount), request.Reason, cancellation);
    }
}

public sealed class AddLineEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<AddLine, DeskAnswer>("inquiries/{inquiryId:guid}/cells/{cellId:guid}/added-lines");
}
