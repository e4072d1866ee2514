using FluentValidation.Results;
using Portal.Contracts.Accounts;
using Portal.Contracts.Catalog;
using Portal.Contracts.Inquiries;
using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>
/// Sends a draft: checks every alternative, gives the number, calculates every cell and routes the work, all in one transaction. Sent again it
/// answers the same.
/// </summary>
[Permission(InquiriesPermissions.File)]
public sealed class SubmitInquiry : IWrite<SubmitInquiry.Result>
{
    public Guid Id { get; set; }

    public sealed record Result(Guid Id, string Number, int Cells, PersonCard? Assignee, DateTimeOffset? PromisedAt);
}

internal sealed class SubmitInquiryHandler(
    InquiriesDb db, Caller caller, ICompanies companies, IPeople people, ICalculations calculations, IProductTypes types, IWorkDesk desk, Revising revising, CellMaker cells, Numbers numbers, Texts texts, OperatorClock clock)
    : IRequestHandler<SubmitInquiry, SubmitInquiry.Result>
{
    public async Task<SubmitInquiry.Result> Handle(SubmitInquiry request, CancellationToken cancellation)
    {
        // Two clicks queue here; the second finds the work done.
        await db.Database.ExecuteSqlAsync($"select 1 from inquiries.inquiry where id = {request.Id} for update", cancellation);
        var inquiry = await db.Inquiries.Include(row => row.Cells).FirstOrDefaultAsync(row => row.Id == request.Id, cancellation) ?? throw new NotFoundException();
        if (inquiry.State != InquiryState.Draft && inquiry.Number is not null)
            return await AnswerAsync(inquiry, cancellation);
        var now = clock.Now;
        inquiry.Demand(InquiryAction.Submit, caller, now);
        var items = inquiry.Items.Select(Settled).ToList();
        await CheckAsync(inquiry, items, cancellation);

        if (inquiry.RevisesId is { } original)
            return await AnswerAsync(await revising.SendAsync(original, inquiry, items, cancellation), cancellation);
        var company = await companies.FindAsync(inquiry.CompanyId, cancellation) ?? throw new NotFoundException();
        inquiry.Submit(await numbers.NextAsync("inquiry", "ZO", cancellation), items, now);
        await cells.MakeAsync(inquiry, cancellation);
        var assignment = await desk.OpenAsync(
            new Work("inquiry.calculate", "inquiry", inquiry.Id, inquiry.Number!, inquiry.CompanyId, new Phrase("inquiries.task.calculate", inquiry.Number!, inquiry.Title), $"/inquiries/{inquiry.Id}",
                inquiry.ProductType, company.Region, company.KeeperId), cancellation);
        inquiry.Assign(assignment.AssigneeId ?? company.KeeperId, assignment.DueAt);
        db.Happened(inquiry, Audience.Customer, caller.Principal.PersonId, now, new Phrase("inquiries.event.submitted", inquiry.Number!));
        db.Publish(new InquirySubmitted(inquiry.Id, inquiry.Number!, inquiry.CompanyId));
        await db.SaveChangesAsync(cancellation);
        return await AnswerAsync(inquiry, cancellation);
    }

    private async Task CheckAsync(Inquiry inquiry, IReadOnlyList<InquiryItem> items, CancellationToken cancellation)
    {
        var failures = new List<ValidationFailure>();
        if (inquiry.Title.Length == 0)
            failures.Add(new(nameof(SaveDraft.Title), texts["SaveDraft.Title.needed"]));
        if (inquiry.WantedBy is { } day && day < clock.Today)
            failures.Add(new(nameof(SaveDraft.WantedBy), texts["SaveDraft.WantedBy.past"]));
        if (items.Sum(item => item.Cells().Count()) > Quantities.MostCells)
            failures.Add(new("cells", texts["inquiries.tooManyCells", Quantities.MostCells]));
        for (var i = 0; i < items.Count; i++)
            failures.AddRange(await CheckItemAsync(inquiry.ProductType, items[i], cancellation));
        if (failures.Count > 0)
            throw new ValidationException(failures);
    }

    /// <summary>A slip is reported once, at the alternative that changes the field, else at the base; field names are those of the form.</summary>
    private async Task<IReadOnlyList<ValidationFailure>> CheckItemAsync(string productType, InquiryItem item, CancellationToken cancellation)
    {
        var failures = new List<ValidationFailure>();
        if (item.Quantities.Count == 0)
            failures.Add(new("quantity", texts["inquiries.quantityNeeded"]));
        foreach (var quantity in item.Quantities.Where(quantity => quantity <= 0 || quantity > Quantities.Most || quantity != decimal.Truncate(quantity)))
            failures.Add(new("quantity", texts["inquiries.quantityBounds", quantity, Quantities.Most]));
        if (failures.Count > 0)
            return failures;
        if (types.Find(productType) is { } type && Axes.ArePending(item, type.Schema))
            failures.Add(new("axes", texts["inquiries.axes.pending"]));
        failures.AddRange(Empty(item));
        var known = new HashSet<string>();
        foreach (var (key, name, spec) in item.Choices())
        {
            foreach (var problem in (await calculations.CheckAsync(productType, spec, item.Quantities, cancellation)).Where(problem => problem.IsError))
            {
                var message = texts.Say(problem.Message);
                if (!known.Add($"{problem.Path} {message}"))
                    continue;
                var place = key == InquiryItem.BaseKey ? $"spec/{problem.Path}" : $"alt/{item.Alternatives.TakeWhile(it => it.Key != key).Count()}/spec/{problem.Path}";
                failures.Add(new(problem.Path == "quantity" ? "quantity" : place, key == InquiryItem.BaseKey ? message : texts["inquiries.inAlternative", key, message])
                {
                    CustomState = problem.Suggestion,
                });
            }
        }

        return failures;
    }

    /// <summary>An alternative or a run length of which nothing is asked is a slip, not a wish.</summary>
    private IEnumerable<ValidationFailure> Empty(InquiryItem item)
    {
        var asked = item.Cells().ToList();
        if (asked.Count == 0)
        {
            yield return new("cells", texts["inquiries.noCells"]);
            yield break;
        }

        // The base can't be removed, so that leaving it out is how one asks for the alternatives alone.
        foreach (var key in item.Alternatives.Select(alternative => alternative.Key).Except(asked.Select(cell => cell.Alternative)))
            yield return new("cells", texts["inquiries.emptyAlternative", key]);
        foreach (var quantity in item.Quantities.Except(asked.Select(cell => cell.Quantity)))
            yield return new("cells", texts["inquiries.emptyQuantity", quantity]);
    }

    /// <summary>Run lengths in order, and of what is left out only what is there.</summary>
    private static InquiryItem Settled(InquiryItem item)
    {
        var (quantities, keys) = (Quantities.Normalise(item.Quantities), item.Choices().Select(choice => choice.Key).ToHashSet());
        return item with { Quantities = quantities, LeftOut = [.. item.LeftOut.Distinct().Where(cell => keys.Contains(cell.Alternative) && quantities.Contains(cell.Quantity))] };
    }

    private async Task<SubmitInquiry.Result> AnswerAsync(Inquiry inquiry, CancellationToken cancellation) => new(
        inquiry.Id, inquiry.Number!, inquiry.CurrentCells.Count(), inquiry.AssigneeId is { } assignee ? await people.FindAsync(assignee, cancellation) : null, inquiry.PromisedAt);
}

public sealed class SubmitInquiryEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SubmitInquiry, SubmitInquiry.Result>("inquiries/{id:guid}/submit");
}
