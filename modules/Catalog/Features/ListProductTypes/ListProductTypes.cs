using Portal.Contracts.Catalog;

namespace Portal.Catalog;

/// <summary>What can be asked for, with schemas and choices in the reader's language: enough for a program to fill a spec.</summary>
[SignedIn]
public sealed class ListProductTypes : IRead<ListProductTypes.Result>
{
    public sealed record Result(IReadOnlyList<Item> Items);

    public sealed record Item(string Id, string Name, string QuantityUnit, System.Text.Json.Nodes.JsonObject Sample, IReadOnlyList<Section> Sections);

    public sealed record Section(string Key, string Title, bool Repeats, int Least, int Most, IReadOnlyList<Field> Fields);

    public sealed record Field(string Key, SpecFieldKind Kind, string Label, string Unit, bool Required, decimal? Least, decimal? Most, System.Text.Json.Nodes.JsonNode? Default, bool Varies, SpecCondition? VisibleWhen, IReadOnlyList<Choice>? Choices);

    public sealed record Choice(string Value, string Label);
}

internal sealed class ListProductTypesHandler(IProductTypes types, DictionaryStore dictionaries, Texts texts) : IRequestHandler<ListProductTypes, ListProductTypes.Result>
{
    public async Task<ListProductTypes.Result> Handle(ListProductTypes request, CancellationToken cancellation)
    {
        var items = new List<ListProductTypes.Item>();
        foreach (var type in types.All)
        {
            var set = await dictionaries.CurrentAsync(type.Id);
            items.Add(new(type.Id, texts.Say(type.Name), texts[type.QuantityUnit], type.Sample.ToJson(), [.. type.Schema.Sections.Select(section => new ListProductTypes.Section(
                section.Key, texts.Say(section.Title), section.Repeats, section.Least, section.Most, [.. section.Fields.Select(field => new ListProductTypes.Field(
                    field.Key, field.Kind, texts.Say(field.Label), field.Unit.Length > 0 ? texts[field.Unit] : "", field.Required, field.Least, field.Most, field.Default, field.Varies, field.VisibleWhen,
                    field.Kind == SpecFieldKind.Choice ? [.. SpecChoices.Of(field, set).Select(choice => new ListProductTypes.Choice(choice.Value, texts.Say(choice.Label)))] : null))]))]));
        }

        return new(items);
    }
}

public sealed class ListProductTypesEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ListProductTypes, ListProductTypes.Result>("product-types");
}
