using Microsoft.AspNetCore.Antiforgery;
using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>Takes the editor's form as it is typed, keeps it, and answers what can be said so far: figures, slips, hints, who else wrote, when it was saved.</summary>
public sealed class AutosaveDraftEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapPost("/inquiries/{id:guid}/draft", async (
        Guid id, HttpContext http, IAntiforgery antiforgery, IServiceProvider services, IMediator mediator, Texts texts, OperatorClock clock, CancellationToken cancellation) =>
    {
        await antiforgery.ValidateRequestAsync(http);
        var types = services.GetRequiredService<IProductTypes>();
        var calculations = services.GetRequiredService<ICalculations>();
        var inquiry = await services.GetRequiredService<InquiriesDb>().Inquiries.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (inquiry is null)
            return Over("EditInquiry.gone", StatusCodes.Status404NotFound);
        if (inquiry.State != InquiryState.Draft)
            return Over("EditInquiry.sentMeanwhile", StatusCodes.Status409Conflict);
        var type = types.Find(inquiry.ProductType) ?? throw new NotFoundException();
        var state = new FormState("SaveDraft", typeof(SaveDraft), new SaveDraft());
        var draft = DraftForm.Read(id, await http.Request.ReadFormAsync(cancellation), state, type, inquiry.Items, texts);
        SaveDraft.Result saved;
        try
        {
            saved = await mediator.Send(draft, cancellation);
        }
        catch (Exception exception) when (FormErrorTexts.Read(exception, texts) is { } errors)
        {
            return Results.Json(new { problems = errors.Select(error => new Problem(error.Field, error.Message, false, null)) }, Json.Options);
        }

        var item = draft.Items[0];
        var dictionaries = await calculations.DictionariesAsync(type.Id, cancellation);
        var problems = await services.GetRequiredService<DraftJudge>().JudgeAsync(type.Id, item, cancellation);
        var facts = await calculations.PreviewAsync(type.Id, item.Spec, cancellation);
        return Results.Json(new
        {
            saved = clock.Show(saved.SavedAt, "t"),
            at = saved.SavedAt.ToUnixTimeMilliseconds(),
            facts = facts.Where(fact => fact.Audience == Audience.Customer).Select(fact => new { label = texts.Say(fact.Label), value = $"{Show.Number(fact.Value)} {(fact.Unit.Length > 0 ? texts[fact.Unit] : "")}" }),
            problems = problems.Select(problem => Shown(problem, type, dictionaries, texts)).Concat(state.Errors.Select(error => new Problem(error.Field, error.Message, false, null))),
            cells = Quantities.Plan(item),
            count = texts["EditInquiry.cells", item.Cells().Count()],
            @base = System.Text.Json.JsonSerializer.Serialize(saved.Seen, Json.Options),
            others = saved.OtherPerson is not { } person ? null : texts[saved.Conflicts.Count > 0 ? "EditInquiry.others.same" : "EditInquiry.others", person, clock.Show(saved.OtherAt ?? saved.SavedAt, "t")],
        }, Json.Options);

        IResult Over(string key, int status) => Results.Json(new { over = texts[key] }, Json.Options, statusCode: status);
    }).WithMetadata(new PermissionAttribute(InquiriesPermissions.File)).ExcludeFromDescription();

    private static Problem Shown(SpecProblem problem, IProductType type, DictionarySet dictionaries, Texts texts)
    {
        var field = problem.Path == "quantity" ? "quantity" : $"spec/{problem.Path}";
        var suggestion = problem.Suggestion is null || problem.Path == "quantity" ? null
            : new Suggestion(field, SpecSuggestion.InForm(problem.Suggestion), texts["spec.takeOver", SpecSuggestion.Words(problem.Suggestion, type.Schema.Field(problem.Path), dictionaries, texts)]);
        return new(field, texts.Say(problem.Message), !problem.IsError, suggestion);
    }

    private sealed record Problem(string Field, string Message, bool IsHint, Suggestion? Suggestion);

    private sealed record Suggestion(string Field, string Value, string Label);
}
