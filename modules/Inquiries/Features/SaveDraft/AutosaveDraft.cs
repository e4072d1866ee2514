using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Portal.Contracts.Catalog;

namespace Portal.Inquiries;

/// <summary>Takes the editor's form as it is typed, keeps it, and answers what can be said so far: figures, slips, when it was saved.</summary>
public sealed class AutosaveDraftEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapPost("/inquiries/{id:guid}/draft", async (
        Guid id, HttpContext http, IAntiforgery antiforgery, IServiceProvider services, IMediator mediator, Texts texts, OperatorClock clock, CancellationToken cancellation) =>
    {
        await antiforgery.ValidateRequestAsync(http);
        var types = services.GetRequiredService<IProductTypes>();
        var calculations = services.GetRequiredService<ICalculations>();
        var inquiry = await services.GetRequiredService<InquiriesDb>().Inquiries.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation) ?? throw new NotFoundException();
        var type = types.Find(inquiry.ProductType) ?? throw new NotFoundException();
        var state = new FormState("SaveDraft", typeof(SaveDraft), new SaveDraft());
        var draft = DraftForm.Read(id, await http.Request.ReadFormAsync(cancellation), state, type, inquiry.Items[0], texts);
        var saved = await mediator.Send(draft, cancellation);
        var item = draft.Items[0];
        var quantities = item.Quantities.Where(quantity => quantity > 0 && quantity <= Quantities.Most).ToList();
        var problems = await calculations.CheckAsync(type.Id, item.Spec, quantities, cancellation);
        var facts = await calculations.PreviewAsync(type.Id, item.Spec, cancellation);
        return Results.Json(new
        {
            saved = clock.Show(saved.SavedAt, "t"),
            facts = facts.Where(fact => fact.Audience == Audience.Customer).Select(fact => new { label = texts.Say(fact.Label), value = $"{Show.Number(fact.Value)} {(fact.Unit.Length > 0 ? texts[fact.Unit] : "")}" }),
            problems = problems.Select(problem => Shown(problem, type, texts)).Concat(state.Errors.Select(error => new Problem(error.Field, error.Message, null))),
            cells = Quantities.Plan(item),
        }, Json.Options);
    }).WithMetadata(new PermissionAttribute(InquiriesPermissions.File)).ExcludeFromDescription();

    private static Problem Shown(SpecProblem problem, IProductType type, Texts texts)
    {
        var field = problem.Path == "quantity" ? "quantity" : $"spec/{problem.Path}";
        var suggestion = problem.Suggestion is null || problem.Path == "quantity" ? null : new Suggestion(field, InForm(problem.Suggestion), texts["inquiries.takeOver", Words(problem, type, texts)]);
        return new(field, texts.Say(problem.Message), suggestion);
    }

    private static string Words(SpecProblem problem, IProductType type, Texts texts) =>
        type.Schema.Field(problem.Path)?.Options.FirstOrDefault(option => option.Value == problem.Suggestion!.ToString()) is { } option ? texts.Say(option.Label) : InForm(problem.Suggestion!);

    private static string InForm(System.Text.Json.Nodes.JsonNode value) =>
        value.GetValueKind() == System.Text.Json.JsonValueKind.Number ? decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture).ToString("0.####", CultureInfo.CurrentCulture) : value.ToString();

    private sealed record Problem(string Field, string Message, Suggestion? Suggestion);

    private sealed record Suggestion(string Field, string Value, string Label);
}
