using System.Text.Json;
using Portal.PluginSdk;
using Shouldly;

namespace Portal.Tests.Printing;

public class SampleTests
{
    public static TheoryData<string> Products { get; } = ["printing.book", "printing.leaflet"];

    [Theory]
    [MemberData(nameof(Products))]
    public void The_sample_is_valid_and_priced(string product)
    {
        var type = Type(product);
        var calculator = type.Prepare(PrintHouse.Dictionaries);
        calculator.Check(type.Sample).ShouldBeEmpty();
        calculator.Check(type.Sample, 1000).ShouldBeEmpty();
        var calculation = calculator.Calculate(type.Sample, 1000);
        calculation.Cost.IsComplete.ShouldBeTrue();
        calculation.Cost.Amount.ShouldBeGreaterThan(100);
        calculation.Warnings.ShouldBeEmpty();
        calculation.Terms.MarginPercent.ShouldBe(15);
        calculation.Terms.VatPercent.ShouldBe(product == "printing.book" ? 5 : 23);
        (calculation.Terms.MinimumPrice, calculation.Terms.UnitDecimals, calculation.Terms.TolerancePercent).ShouldBe((400, 2, 5));
    }

    /// <summary>Left as the form proposes it, an inquiry can be priced at once.</summary>
    [Theory]
    [MemberData(nameof(Products))]
    public void Defaults_alone_make_a_valid_spec(string product)
    {
        var type = Type(product);
        var spec = Spec.Empty;
        foreach (var section in type.Schema.Sections.Where(section => section.VisibleWhen is null))
        {
            foreach (var field in section.Fields.Where(field => field is { VisibleWhen: null, Default: not null }))
                spec = spec.With(section.Repeats ? $"{section.Key}/0/{field.Key}" : $"{section.Key}/{field.Key}", field.Default);
        }

        type.Prepare(PrintHouse.Dictionaries).Check(spec).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Every_default_is_a_choice_that_is_offered(string product)
    {
        foreach (var field in Type(product).Schema.Sections.SelectMany(section => section.Fields)
            .Where(field => field is { Kind: SpecFieldKind.Choice, Default: not null }))
        {
            var offered = field.Dictionary.Length == 0
                ? field.Options.Select(option => option.Value)
                : PrintHouse.Dictionaries[field.Dictionary].Rows
                    .Where(row => field.DictionaryUse.Length == 0 || row.Texts("use").Contains(field.DictionaryUse)).Select(row => row.Key);
            offered.ShouldContain(field.Default!.GetValue<string>(), field.Key);
        }
    }

    [Fact]
    public void The_manifest_names_the_assembly_and_fits_the_sdk()
    {
        var manifest = JsonSerializer.Deserialize<PluginManifest>(File.ReadAllText(Path.Combine(PrintHouse.Folder, "plugin.json")), DictionaryFile.Json)!;
        manifest.Id.ShouldBe("printing");
        manifest.Entry.ShouldBe(PrintHouse.Book.GetType().Assembly.GetName().Name + ".dll");
        manifest.Name.ByLanguage.Keys.ShouldBe(["pl", "en", "cs", "de"], ignoreOrder: true);
        PluginManifest.SdkVersion.Major.ShouldBe(1);
    }

    private static IProductType Type(string id) => id == "printing.book" ? PrintHouse.Book : PrintHouse.Leaflet;
}
