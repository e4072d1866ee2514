using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>What is asked about a book, in the order people think of it.</summary>
internal static class BookSchema
{
    private static readonly SpecCondition HardCover = new("binding/kind", "flat-case", "round-case");
    private static readonly SpecCondition SoftCover = new("binding/kind", "eva", "pur", "sewn");
    private static readonly SpecCondition Jacket = new("extras/jacket", "true");

    public static SpecSchema Make() => new(
    [
        Fields.Format(),
        new SpecSection("block", "printing.section.block",
        [
            new SpecField("pages", SpecFieldKind.Integer, "printing.field.pages")
            {
                Required = true,
                Least = 2,
                Most = Guards.MostPages,
                Default = 160m,
                Unit = "unit.page",
            },
            Fields.Choice("paper", "papers", "text", "offset-80") with { Required = true, Varies = true },
            Fields.Colours("1/1", "1/1", "2/2", "4/4", "5/5", "4/1") with { Varies = true },
        ], Repeats: true, Least: 1, Most: 6, EntryTitle: "printing.section.block-part"),
        new SpecSection("binding", "printing.section.binding", [Fields.Choice("kind", "bindings", "", "pur") with { Required = true, Varies = true }]),
        new SpecSection("cover", "printing.section.cover",
        [
            Fields.Choice("paper", "papers", "cover", "gc1-250") with { Required = true, Varies = true },
            Fields.Colours("4/0", "4/0", "4/4", "1/0", "1/1", "2/0", "5/0") with { Varies = true },
            Fields.Millimetres("flaps", 0, BookReader.MostFlap) with { VisibleWhen = SoftCover },
            Fields.Choice("lamination", "finishing", "lamination", "matt") with { Varies = true },
            Fields.Flag("spotUv"),
            Fields.Flag("hotStamp"),
        ]),
        new SpecSection("case", "printing.section.case",
        [
            Fields.Choice("endpapers", "papers", "endpaper", "endpaper-140"),
            Fields.Choice("boards", "boards", "", "grey-2.0"),
            Fields.Flag("headbands"),
            Fields.Flag("ribbon"),
        ])
        { VisibleWhen = HardCover },
        new SpecSection("extras", "printing.section.extras",
        [
            Fields.Flag("jacket"),
            Fields.Choice("jacketPaper", "papers", "jacket", "matt-135") with { Required = true, VisibleWhen = Jacket },
            Fields.Colours("4/0", "4/0", "4/4", "1/0", "5/0") with { Key = "jacketColours", Label = Fields.Label("jacketColours"), VisibleWhen = Jacket },
            Fields.Choice("jacketLamination", "finishing", "lamination", "gloss") with { VisibleWhen = Jacket },
            Fields.Millimetres("jacketFlap", 80, BookReader.MostFlap) with { VisibleWhen = Jacket },
            Fields.Flag("shrink"),
        ]),
        Fields.Delivery(),
    ]);
}
