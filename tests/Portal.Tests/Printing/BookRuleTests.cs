using System.Text.Json.Nodes;
using CsCheck;
using Portal.PluginSdk;
using Shouldly;
using Spec = Portal.PluginSdk.Spec;

namespace Portal.Tests.Printing;

/// <summary>Each rule names the nearest thing that works, and taking it over resolves the problem.</summary>
public class BookRuleTests
{
    private static readonly Spec Sample = PrintHouse.Book.Sample;

    [Fact]
    public void An_odd_page_count_names_the_next_even_one() =>
        Resolves(Sample.With("block/0/pages", 161m), "block/0/pages", "printing.problem.pages-odd", 162m);

    [Theory]
    [InlineData("saddle")]
    [InlineData("sewn")]
    public void Folded_sections_need_a_multiple_of_four_and_name_both_neighbours(string binding)
    {
        var problem = Resolves(Sample.With("block/0/pages", 62m).With("binding/kind", binding), "block/0/pages", "printing.problem.pages-multiple", 64m);
        problem.Message.Arguments.ShouldBe([62m, 4, 60m, 64m]);
    }

    [Fact]
    public void No_pages_and_too_many_are_refused_with_the_nearest()
    {
        Resolves(Sample.With("block/0/pages", 0m), "block/0/pages", "printing.problem.pages-range", 2m, isWholeSpecResolved: false);
        Resolves(Sample.With("block/0/pages", 4000m), "block/0/pages", "printing.problem.pages-range", 2000m, isWholeSpecResolved: false);
        var parts = Sample.With("block/0/pages", 1500m).With("block/1", Part(800, "offset-80")).With("block/0/paper", "offset-70");
        Resolves(parts, "block/1/pages", "printing.problem.pages-total", 500m, isWholeSpecResolved: false);
    }

    [Fact]
    public void Too_few_pages_for_eva_are_enough_for_pur() =>
        Resolves(Sample.With("block/0/pages", 36m).With("block/0/paper", "volume-90").With("binding/kind", "eva"), "binding/kind",
            "printing.problem.other-binding", "pur");

    [Fact]
    public void Coated_paper_above_150_g_is_not_for_eva()
    {
        Resolves(Sample.With("block/0/paper", "matt-170").With("binding/kind", "eva"), "binding/kind", "printing.problem.other-binding", "pur");
        PrintHouse.Books.Check(Sample.With("block/0/paper", "matt-150").With("binding/kind", "eva")).ShouldBeEmpty();
    }

    [Fact]
    public void A_stitched_block_over_6_mm_is_glued_instead()
    {
        // 128 pages of volume paper: 64 leaves × 0.135 = 8.64 mm.
        var spec = Sample.With("block/0/pages", 128m).With("block/0/paper", "volume-90").With("binding/kind", "saddle");
        var problem = Resolves(spec, "binding/kind", "printing.problem.other-binding", "eva");
        Inner(problem).Key.ShouldBe("printing.problem.saddle-block");
        Inner(problem).Arguments[^1].ShouldBe(8.64m);
    }

    [Fact]
    public void A_stitched_book_of_many_pages_draws_a_warning_only()
    {
        var spec = Sample.With("block/0/pages", 80m).With("binding/kind", "saddle");
        var problem = spec.Problem("binding/kind", isError: false);
        problem.Suggestion!.GetValue<string>().ShouldBe("eva");
        PrintHouse.Books.Check(spec.Taking(problem)).ShouldBeEmpty();
        PrintHouse.Books.Calculate(spec, 500).Warnings.ShouldHaveSingleItem().Message.ShouldBe(problem.Message);
    }

    [Fact]
    public void A_spine_too_thick_for_eva_fits_another_binding()
    {
        // 1,100 pages of 0.05 mm and a cover: 55.7 mm, over EVA's 50 and within PUR's 58.
        var problem = Resolves(Sample.With("block/0/pages", 1100m).With("binding/kind", "eva"), "binding/kind", "printing.problem.other-binding", "pur");
        Inner(problem).Arguments.Skip(1).ShouldBe([3m, 50m, 56m]);
    }

    [Fact]
    public void A_spine_too_thick_for_every_binding_names_the_nearest_paper()
    {
        var problem = Sample.With("block/0/pages", 1200m).With("block/0/paper", "volume-90").Problem("block/0/paper");
        problem.Message.Key.ShouldBe("printing.problem.other-paper");
        var resolved = Sample.With("block/0/pages", 1200m).With("block/0/paper", "volume-90").Taking(problem);
        PrintHouse.Books.Check(resolved).ShouldBeEmpty();
    }

    [Fact]
    public void A_thick_flat_case_is_better_rounded()
    {
        var spec = PrintHouse.HardBook.With("block/0/pages", 320m);
        var problem = spec.Problem("binding/kind", isError: false);
        problem.Suggestion!.GetValue<string>().ShouldBe("round-case");
        PrintHouse.Books.Check(spec.Taking(problem)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pur", "matt-135")]
    [InlineData("flat-case", "gc1-300")]
    public void A_cover_outside_the_binding_s_grammage_names_the_nearest_paper(string binding, string paper)
    {
        var spec = PrintHouse.HardBook.With("binding/kind", binding).With("cover/paper", paper);
        var problem = spec.Problem("cover/paper");
        problem.Message.Key.ShouldBe("printing.problem.cover-gsm-nearest");
        PrintHouse.Books.Check(spec.Taking(problem)).ShouldNotContain(other => other.IsError);
    }

    [Fact]
    public void A_page_too_wide_for_the_sheet_in_its_grain_names_the_width_that_fits()
    {
        // Half of 700 × 1000 with its grain along 500 leaves 690 mm for two pages with a fore-edge trim of 3.
        var spec = Custom(346, 240);
        var problem = Resolves(spec, "format/width", "printing.problem.page-width", 342m);
        problem.Message.Arguments.ShouldBe([346m, 240m, 4m, 342m]);
        PrintHouse.Books.Check(Custom(343, 240)).ShouldContain(other => other.IsError);
    }

    [Fact]
    public void A_page_outside_50_to_500_mm_is_refused_with_the_nearest()
    {
        Resolves(Custom(40, 100), "format/width", "printing.problem.length", 50m);
        Resolves(Custom(200, 620), "format/height", "printing.problem.length", 500m);
    }

    [Fact]
    public void Flaps_that_exceed_the_sheet_name_those_that_fit()
    {
        // A4 lying open is 420 mm and a spine; the sheet leaves 990 mm less bleed across the long grain's 685.
        var spec = Sample.With("format/size", "a4").With("cover/flaps", 200m);
        var problem = spec.Problem("cover/flaps");
        problem.Message.Key.ShouldBe("printing.problem.flaps");
        PrintHouse.Books.Check(spec.Taking(problem)).ShouldBeEmpty();
        PrintHouse.Books.Check(spec.With("cover/flaps", problem.Suggestion!.GetValue<decimal>() + 1)).ShouldHaveSingleItem();
    }

    [Fact]
    public void Jacket_flaps_obey_the_sheet_too()
    {
        var spec = PrintHouse.HardBook.With("format/size", "a4").With("extras/jacketFlap", 200m);
        var problem = spec.Problem("extras/jacketFlap");
        PrintHouse.Books.Check(spec.Taking(problem)).ShouldNotContain(other => other.IsError);
    }

    [Fact]
    public void A_cover_that_fits_no_sheet_at_all_is_an_error()
    {
        // The page leaves room for a spine of 6 mm in the cover; 300 pages need 16.
        var spec = Custom(339, 240).With("binding/kind", "pur");
        PrintHouse.Books.Check(spec.With("block/0/pages", 100m)).ShouldBeEmpty();
        PrintHouse.Books.Check(spec.With("block/0/pages", 300m)).ShouldHaveSingleItem().Path.ShouldBe("cover/paper");
    }

    [Fact]
    public void Foil_needs_paper_that_bears_it()
    {
        var spec = PrintHouse.HardBook.With("cover/paper", "matt-115").With("cover/lamination", "soft-touch");
        var problem = spec.Problem("cover/lamination");
        problem.Message.Key.ShouldBe("printing.problem.lamination-gsm");
        PrintHouse.Books.Check(spec.Taking(problem)).ShouldNotContain(other => other.IsError);
    }

    [Fact]
    public void Spot_uv_on_soft_touch_draws_a_warning_that_offers_matt()
    {
        var spec = Sample.With("cover/lamination", "soft-touch").With("cover/spotUv", true);
        var problem = spec.Problem("cover/lamination", isError: false);
        problem.Suggestion!.GetValue<string>().ShouldBe("matt");
        PrintHouse.Books.Check(spec.Taking(problem)).ShouldBeEmpty();
    }

    [Fact]
    public void A_paper_no_press_or_folder_takes_names_the_nearest()
    {
        var spec = Sample.With("block/0/paper", "endpaper-160");
        var heavy = PrintHouse.Book.Prepare(PrintHouse.With("papers", "endpaper-160", "gsm", 400));
        var problem = heavy.Check(spec).Single();
        problem.Message.Key.ShouldBe("printing.problem.paper-press");
        heavy.Check(spec.Taking(problem)).ShouldBeEmpty();
    }

    [Fact]
    public void Colours_no_press_prints_name_fewer()
    {
        var few = PrintHouse.Book.Prepare(PrintHouse.With("presses", "b1-8c", "units", 4));
        var problem = few.Check(Sample.With("block/0/colours", "5/5")).ShouldHaveSingleItem();
        problem.Suggestion!.GetValue<string>().ShouldBe("4/4");
        few.Check(Sample.Taking(problem)).ShouldBeEmpty();
    }

    [Fact]
    public void Jacket_paper_and_colours_are_checked_at_their_own_fields()
    {
        var heavy = PrintHouse.Book.Prepare(PrintHouse.With("papers", "gloss-130", "gsm", 600));
        var problem = heavy.Check(PrintHouse.HardBook.With("extras/jacketColours", "5/0")).ShouldHaveSingleItem();
        problem.Path.ShouldBe("extras/jacketPaper");
        heavy.Check(PrintHouse.HardBook.With("extras/jacketColours", "5/0").Taking(problem)).ShouldBeEmpty();
    }

    [Fact]
    public void Heavy_soft_covers_are_creased_unasked()
    {
        PrintHouse.Books.Calculate(Sample, 500).Cost.At("finishing/creasing").Amount.ShouldBeGreaterThan(0);
        var light = Sample.With("block/0/pages", 32m).With("binding/kind", "saddle").With("cover/paper", "matt-150");
        PrintHouse.Books.Calculate(light, 500).Cost.At("finishing").Children.ShouldNotContain(line => line.Key == "creasing");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(12.5, 13)]
    [InlineData(2_000_000, 1_000_000)]
    public void A_run_length_is_a_whole_number_from_one_to_a_million(double quantity, int nearest)
    {
        var problem = PrintHouse.Books.Check(Sample, (decimal)quantity).ShouldHaveSingleItem();
        problem.Path.ShouldBe("quantity");
        problem.Suggestion!.GetValue<decimal>().ShouldBe(nearest);
        PrintHouse.Books.Check(Sample, nearest).ShouldBeEmpty();
        Should.Throw<InfeasibleException>(() => PrintHouse.Books.Calculate(Sample, (decimal)quantity)).Problems.ShouldHaveSingleItem();
    }

    [Fact]
    public void Missing_and_unknown_values_are_problems_and_not_exceptions()
    {
        PrintHouse.Books.Check(Spec.Empty).Select(problem => problem.Path)
            .ShouldBe(["format/size", "binding/kind", "block/0/pages", "cover/paper", "cover/colours"], ignoreOrder: true);
        foreach (var path in new[] { "format/size", "block/0/pages", "block/0/paper", "block/0/colours", "binding/kind", "cover/paper", "cover/colours" })
        {
            PrintHouse.Books.Check(Sample.With(path, null))
                .ShouldContain(problem => problem.Path == path && problem.IsError && problem.Message.Key == "printing.problem.missing");
            Should.Throw<InfeasibleException>(() => PrintHouse.Books.Calculate(Sample.With(path, null), 100));
        }

        foreach (var path in new[] { "format/size", "block/0/paper", "block/0/colours", "binding/kind", "cover/paper", "cover/lamination", "delivery/packing",
            "delivery/zone" })
            PrintHouse.Books.Check(Sample.With(path, "x"))
                .ShouldContain(problem => problem.Path == path && problem.IsError && problem.Message.Key == "printing.problem.unknown");
    }

    /// <summary>Flaps are not asked for stitched and hard books; a value left from another binding must not change the price.</summary>
    [Fact]
    public void What_the_form_hides_does_not_count()
    {
        var stitched = Sample.With("block/0/pages", 32m).With("binding/kind", "saddle");
        PrintHouse.Books.Calculate(stitched.With("cover/flaps", 90m), 500).Cost.Amount.ShouldBe(PrintHouse.Books.Calculate(stitched, 500).Cost.Amount);
        PrintHouse.Books.Calculate(Sample.With("cover/flaps", 90m), 500).Cost.Amount.ShouldBeGreaterThan(PrintHouse.Books.Calculate(Sample, 500).Cost.Amount);
        PrintHouse.Books.Check(Sample.With("case/boards", "x")).ShouldBeEmpty();
    }

    [Fact]
    public void A_hard_cover_is_priced_with_the_usual_case_where_nothing_is_said_of_it()
    {
        var bare = PrintHouse.HardBook.With("case", null);
        var said = bare.With("case/endpapers", "endpaper-140").With("case/boards", "grey-2.0");
        PrintHouse.Books.Calculate(bare, 500).Cost.Amount.ShouldBe(PrintHouse.Books.Calculate(said, 500).Cost.Amount);
        PrintHouse.Books.Check(PrintHouse.HardBook.With("case/boards", "x")).ShouldHaveSingleItem().Path.ShouldBe("case/boards");
    }

    [Fact]
    public void A_soft_spine_out_of_range_may_fit_a_hard_cover()
    {
        // 1,200 pages of 0.05 mm and a cover: 61 mm, more than any soft binding holds; with boards and rounding 68 of at most 70.
        var problem = Sample.With("block/0/pages", 1200m).Problem("binding/kind");
        problem.Suggestion!.GetValue<string>().ShouldBe("round-case");
        PrintHouse.Books.Check(Sample.With("block/0/pages", 1200m).Taking(problem)).ShouldNotContain(other => other.Path == "binding/kind" && other.IsError);
    }

    /// <summary>A host may hand over numbers as it likes: parsed, or made in code as a whole number.</summary>
    [Fact]
    public void Numbers_made_in_code_are_read_like_parsed_ones() =>
        PrintHouse.Books.Preview(Sample.With("block/0/pages", JsonValue.Create(200))).Fact("block").ShouldBe(10);

    [Fact]
    public void Whatever_is_asked_checks_answer_and_what_they_pass_is_priced() => Gen.Select(Specs.Any, Specs.Quantity).Sample((spec, quantity) =>
    {
        if (PrintHouse.Books.Check(spec).Any(problem => problem.IsError))
            Should.Throw<InfeasibleException>(() => PrintHouse.Books.Calculate(spec, quantity)).Problems.ShouldNotBeEmpty();
        else
            PrintHouse.Books.Calculate(spec, quantity).Cost.Amount.ShouldBeGreaterThan(0);
        PrintHouse.Books.Preview(spec).ShouldNotBeNull();
    }, iter: 300, threads: 1);

    /// <summary>Whatever stands in any field, there is an answer; the only refusal is the one that says why.</summary>
    [Fact]
    public void Junk_in_any_field_is_answered_and_never_thrown()
    {
        string[] junk = ["null", "\"x\"", "\"\"", "-1", "0", "0.5", "1e20", "1e400", "true", "[]", "{}", "[{}]", "\"4/4/4\"", "\"99/99\""];
        var paths = PrintHouse.Book.Schema.Sections
            .SelectMany(section => section.Fields.Select(field => section.Repeats ? $"{section.Key}/0/{field.Key}" : $"{section.Key}/{field.Key}").Append(section.Key));
        foreach (var (path, value) in paths.SelectMany(path => junk.Select(value => (path, value))))
        {
            var spec = PrintHouse.HardBook.With("format/size", "custom").With("format/width", 150m).With("format/height", 200m).With(path, JsonNode.Parse(value));
            Should.NotThrow(() => PrintHouse.Books.Preview(spec), $"{path} = {value}");
            var isRefused = PrintHouse.Books.Check(spec).Any(problem => problem.IsError);
            try
            {
                PrintHouse.Books.Calculate(spec, 100).Cost.Amount.ShouldBeGreaterThan(0);
                isRefused.ShouldBeFalse($"{path} = {value}");
            }
            catch (InfeasibleException refused)
            {
                refused.Problems.ShouldNotBeEmpty($"{path} = {value}");
                isRefused.ShouldBeTrue($"{path} = {value}");
            }
        }
    }

    private static Phrase Inner(SpecProblem problem) => problem.Message.Arguments[0].ShouldBeOfType<Phrase>();

    private static JsonObject Part(decimal pages, string paper) => new() { ["pages"] = pages, ["paper"] = paper, ["colours"] = "1/1" };

    private static Spec Custom(decimal width, decimal height) =>
        Sample.With("format/size", "custom").With("format/width", width).With("format/height", height).With("binding/kind", "saddle").With("block/0/pages", 32m);

    /// <summary>The problem at the path, after asserting what it suggests and that the suggestion resolves it.</summary>
    private static SpecProblem Resolves(Spec spec, string path, string message, object suggestion, bool isWholeSpecResolved = true)
    {
        var problem = spec.Problem(path);
        problem.Message.Key.ShouldBe(message);
        (suggestion is string ? (object)problem.Suggestion!.GetValue<string>() : problem.Suggestion!.GetValue<decimal>()).ShouldBe(suggestion);
        var after = PrintHouse.Books.Check(spec.Taking(problem));
        after.ShouldNotContain(other => other.Path == path && other.Message.Key == message && other.IsError);
        if (isWholeSpecResolved)
            after.ShouldNotContain(other => other.IsError);
        return problem;
    }
}
