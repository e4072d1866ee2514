using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;

namespace Portal.Inquiries;

/// <summary>
/// Keeps a draft as it is typed: nothing is checked here but size, so that nothing is lost. Colleagues share it: who says what they saw when they began
/// has their changes merged with those made since; who does not, overwrites.
/// </summary>
[Permission(InquiriesPermissions.File)]
public sealed class SaveDraft : IWrite<SaveDraft.Result>
{
    public Guid Id { get; set; }

    public string Title { get; set; } = "";

    public List<InquiryItem> Items { get; set; } = [];

    public DateOnly? WantedBy { get; set; }

    public string Note { get; set; } = "";

    public string CustomerNumber { get; set; } = "";

    public Guid? DeliveryAddressId { get; set; }

    /// <summary>The draft as the writer saw it: what the answer to the save before called "seen".</summary>
    public DraftContent? Seen { get; set; }

    /// <param name="Conflicts">Parts that were changed by others too, and stayed theirs. Sent again with theirs as seen, the writer's value takes its place.</param>
    /// <param name="OtherPerson">Who saved in between; null where nobody did.</param>
    public sealed record Result(Guid Id, DateTimeOffset SavedAt, IReadOnlyList<DraftConflict> Conflicts, string? OtherPerson, DateTimeOffset? OtherAt, DraftContent Seen);
}

internal sealed class SaveDraftValidator : AbstractValidator<SaveDraft>
{
    public SaveDraftValidator(Texts texts)
    {
        RuleFor(it => it.Title).MaximumLength(200).WithMessage(_ => texts["SaveDraft.Title.long"]);
        RuleFor(it => it.Note).MaximumLength(4_000);
        RuleFor(it => it.CustomerNumber).MaximumLength(60);
        RuleFor(it => it.Items).Must(DraftSize.IsBearable).WithMessage(_ => texts["inquiries.tooLarge", Quantities.MostCells]);
    }
}

internal sealed class SaveDraftHandler(InquiriesDb db, Caller caller, ICompanies companies, IPeople people, Texts texts, TimeProvider clock) : IRequestHandler<SaveDraft, SaveDraft.Result>
{
    public async Task<SaveDraft.Result> Handle(SaveDraft request, CancellationToken cancellation)
    {
        // Two who save at once take turns: the second merges with what the first wrote.
        await db.Database.ExecuteSqlAsync($"select 1 from inquiries.inquiry where id = {request.Id} for update", cancellation);
        var inquiry = await db.Inquiries.FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        var now = clock.GetUtcNow();
        inquiry.Demand(InquiryAction.Edit, caller, now);
        var company = await companies.FindAsync(inquiry.CompanyId, cancellation) ?? throw new NotFoundException();
        var mine = new DraftContent
        {
            Title = request.Title.Trim(),
            Items = StartInquiryHandler.Keyed(request.Items),
            WantedBy = request.WantedBy,
            Note = request.Note,
            CustomerNumber = request.CustomerNumber,
            DeliveryAddressId = request.DeliveryAddressId,
        };
        var outcome = request.Seen is { } seen ? DraftMerge.Merge(seen with { Items = StartInquiryHandler.Keyed(seen.Items) }, mine, Of(inquiry, company)) : new(mine, mine, [], false, true);
        var result = new SaveDraft.Result(
            inquiry.Id, now, outcome.Conflicts, outcome.OthersChanged ? await OtherAsync(inquiry, cancellation) : null, outcome.OthersChanged ? inquiry.ChangedAt : null, outcome.Seen);
        // A save that changes nothing is no one's writing: the draft goes on naming who wrote it.
        if (outcome is { OthersChanged: true, Changed: false })
            return result;
        var merged = outcome.Merged;
        inquiry.Write(merged.Title, merged.Items, merged.WantedBy, merged.Note, merged.CustomerNumber, Delivery(merged, company), caller.Principal.PersonId, now);
        await db.SaveChangesAsync(cancellation);
        return result;
    }

    /// <summary>Who wrote last; where the writer did so too since, it can't be told any more whose the rest was.</summary>
    private async Task<string> OtherAsync(Inquiry inquiry, CancellationToken cancellation) =>
        inquiry.ChangedById is { } other && other != caller.Principal.PersonId && await people.FindAsync(other, cancellation) is { } person ? person.Name : texts["EditInquiry.someone"];

    /// <summary>The draft as it stands.</summary>
    public static DraftContent Of(Inquiry inquiry, CompanyCard company) => new()
    {
        Title = inquiry.Title,
        Items = inquiry.Items,
        WantedBy = inquiry.WantedBy,
        Note = inquiry.Note,
        CustomerNumber = inquiry.CustomerNumber,
        DeliveryAddressId = company.Addresses.FirstOrDefault(address => inquiry.Delivery is { } chosen && address.Street == chosen.Street && address.Name == chosen.Name)?.Id,
    };

    private static AddressLines? Delivery(DraftContent content, CompanyCard company)
    {
        if (content.DeliveryAddressId is not { } id)
            return null;
        var address = company.Addresses.FirstOrDefault(it => it.Id == id) ?? throw new RuleBroken(nameof(SaveDraft.DeliveryAddressId), "inquiries.noAddress");
        return new AddressLines(address.Name, address.Street, address.PostCode, address.City, address.Country);
    }
}

/// <summary>What a draft may hold at the most, complete or not.</summary>
internal static class DraftSize
{
    public static bool IsBearable(IReadOnlyCollection<InquiryItem> items) => items.Count is >= 1 and <= 50 && items.All(item =>
        item.Alternatives.Count < Quantities.MostCells && item.Quantities.Count <= 50 && item.LeftOut.Count <= 10 * Quantities.MostCells && item.Axes.Sum(axis => axis.Value.Count) <= 500
        && item.Spec.ToString().Length <= 50_000 && item.Alternatives.Sum(it => it.Name.Length + it.Changes.Sum(change => change.Key.Length + (change.Value?.ToJsonString().Length ?? 0))) <= 500_000);
}

public sealed class SaveDraftEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SaveDraft, SaveDraft.Result>("inquiries/{id:guid}", "PUT");
}
