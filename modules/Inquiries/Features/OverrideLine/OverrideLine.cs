using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>Puts an amount of staff's own in place of a cost line's, or completes a line whose price is missing; in one cell or in all that have the line.</summary>
[Permission(InquiriesPermissions.Calculate)]
public sealed class OverrideLine : IWrite<DeskAnswer>
{
    public Guid InquiryId { get; set; }

    public Guid CellId { get; set; }

    /// <summary>The line's keys from the root of the cost tree down, joined by "/".</summary>
    public string Path { get; set; } = "";

    /// <summary>In the currency of the dictionaries.</summary>
    public decimal? Amount { get; set; }

    public string Reason { get; set; } = "";

    public CellScope ApplyTo { get; set; }

    /// <summary>The number of the last entry of the log that was seen; with it a change of the same line by somebody else is not overwritten unseen.</summary>
    public int? Seen { get; set; }
}

internal sealed class OverrideLineValidator : AbstractValidator<OverrideLine>
{
    public OverrideLineValidator(Texts texts)
    {
        RuleFor(it => it.Amount).NotNull().WithMessage(_ => texts["desk.amountNeeded"]).InclusiveBetween(0m, DeskRules.Most).WithMessage(_ => texts["desk.amountBounds", 0m, DeskRules.Most]);
        RuleFor(it => it.Reason).Reason(texts);
    }
}

internal sealed class OverrideLineHandler(CalculationDesk desk, Caller caller, TimeProvider clock) : IRequestHandler<OverrideLine, DeskAnswer>
{
    public async Task<DeskAnswer> Handle(OverrideLine request, CancellationToken cancellation)
    {
        var work = await desk.OpenAsync(request.InquiryId, cancellation);
        var chosen = work.Choose(request.CellId, request.ApplyTo);
        var trees = await desk.TreesAsync(chosen, cancellation);
        var lines = chosen.ToDictionary(cell => cell.CellId, cell => trees[cell.CellId].Lines().GetValueOrDefault(request.Path));
        var cells = chosen.Where(cell => lines[cell.CellId] is not null || cell.Inputs.Override(request.Path) is { IsAdded: true }).ToList();
        if (cells.FirstOrDefault()?.CellId != request.CellId)
            throw new RuleBroken(nameof(request.Path), new Phrase("desk.noLine", request.Path));
        var amountOf = desk.AmountOf(request.Path);
        await desk.DemandUnchangedAsync(work, cells, request.Seen, nameof(request.Amount), amountOf, cancellation);
        var before = await amountOf(cells[0].Inputs, cancellation);
        var amount = Money.Round(request.Amount!.Value);
        foreach (var cell in cells)
        {
            var (line, known) = (lines[cell.CellId], cell.Inputs.Override(request.Path));
            var own = new CostOverride
            {
                Path = request.Path,
                Label = line?.Label ?? known!.Label,
                Amount = amount,
                Base = line?.Calculated(),
                Reason = request.Reason.Trim(),
                PersonId = caller.RequirePerson().Person,
                Person = caller.RequirePerson().Name,
                At = clock.GetUtcNow(),
                IsAdded = line is null,
                BearsShares = known?.BearsShares ?? false,
            };
            cell.Set([.. cell.Overrides.Where(it => it.Path != request.Path), own], trees[cell.CellId]);
        }

        var label = cells[0].Inputs.Override(request.Path)!.Label;
        return await desk.RecordAsync(work, ChangeKind.Override, before is { } old ? new Phrase("desk.log.override", label, old, amount) : new Phrase("desk.log.complete", label, amount), request.Reason, cancellation);
    }
}

public sealed class OverrideLineEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<OverrideLine, DeskAnswer>("inquiries/{inquiryId:guid}/cells/{cellId:guid}/lines");
}
