using System.Security.Cryptography;
using System.Text;
using Portal.Kernel.Documents;
using Shouldly;

namespace Portal.Tests.Documents;

public sealed class PdfRendererTests
{
    private static readonly PdfTableColumn[] TwoColumns = [new("Towar", 4), new("Kwota", 1, PdfAlign.Right)];

    [Fact]
    public void Every_cell_is_read_back_in_reading_order()
    {
        var document = Samples.PolishQuote();
        var letters = PdfText.Letters(Samples.Pdf(document));

        var at = 0;
        foreach (var cell in document.Blocks.OfType<PdfTable>().Single().Rows.SelectMany(row => row.Cells).OfType<PdfCell>())
        {
            foreach (var text in new[] { cell.Text, cell.Detail ?? "" })
            {
                var found = letters.IndexOf(PdfText.Bare(text), at, StringComparison.Ordinal);
                found.ShouldBeGreaterThanOrEqualTo(at, $"'{text}' is missing or out of order");
                at = found + PdfText.Bare(text).Length;
            }
        }
    }

    [Fact]
    public void A_quote_of_twenty_rows_has_two_pages_with_the_header_on_both()
    {
        var pages = PdfText.Pages(Samples.Pdf(Samples.PolishQuote()));

        pages.Count.ShouldBe(2);
        pages.ShouldAllBe(page => page.Contains("Lp. Wyrób Nakład Cena za szt. Wartość netto"));
        pages[0].ShouldContain("1 / 2");
        pages[1].ShouldContain("2 / 2");
        pages.ShouldAllBe(page => page.Contains("ZO/2026/000123 · wersja 2"));
    }

    [Fact]
    public void The_same_document_gives_the_same_bytes_and_another_instant_others()
    {
        var first = Samples.Pdf(Samples.PolishQuote());
        Samples.Pdf(Samples.PolishQuote()).ShouldBe(first);

        using var later = new MemoryStream();
        TestFonts.Renderer.Render(Samples.PolishQuote(), Samples.IssuedAt.AddSeconds(1), later);
        later.ToArray().ShouldNotBe(first);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("de-CH")]
    public void The_culture_of_the_host_does_not_matter(string culture)
    {
        var expected = Samples.Pdf(Samples.PolishQuote());
        var before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(culture);
        try
        {
            Samples.Pdf(Samples.PolishQuote()).ShouldBe(expected);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Documents_rendered_side_by_side_do_not_disturb_each_other()
    {
        var alone = SHA256.HashData(Samples.Pdf(Samples.GermanConfirmation()));
        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SHA256.HashData(Samples.Pdf(Samples.GermanConfirmation())))));
        together.ShouldAllBe(hash => hash.SequenceEqual(alone));
    }

    [Fact]
    public void Properties_say_language_title_author_and_instant()
    {
        var pdf = Samples.Pdf(Samples.GermanConfirmation());
        using var document = UglyToad.PdfPig.PdfDocument.Open(pdf);

        document.Information.Title.ShouldBe("Auftragsbestätigung AB/2026/000045");
        document.Information.Author.ShouldBe("Jürgen Größl");
        document.Information.CreationDate.ShouldBe("D:20260304091500Z");
        Encoding.Latin1.GetString(pdf).ShouldContain("/Lang <FEFF00640065>");
    }

    [Theory]
    [InlineData("Zażółć gęślą jaźń ŹDŹBŁO")]
    [InlineData("Příliš žluťoučký kůň úpěl ďábelské ódy")]
    [InlineData("Größe, Übermaß, Äußerung – „Straße“ 5 m² × 2 €")]
    public void Letters_of_the_languages_in_use_survive(string text)
    {
        var letters = PdfText.Letters(Samples.Pdf(Paper(new PdfParagraph(text, "Łódź Řím"))));
        letters.ShouldContain(PdfText.Bare(text));
        letters.ShouldContain("ŁódźŘím");
    }

    [Fact]
    public void Letters_put_together_from_parts_are_composed_and_unknown_ones_shown_as_such()
    {
        var letters = PdfText.Letters(Samples.Pdf(Paper(new PdfParagraph("z\u0307o\u0301\u0142w 1\u202F234 minus \u22125 \U0001F4A9\u0007"))));
        letters.ShouldContain("żółw1234minus");
        letters.ShouldContain("5?");
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Sums_and_totals_stay_with_the_last_row(int rows)
    {
        var pages = PdfText.Pages(Samples.Pdf(Paper(new PdfTable(TwoColumns,
        [
            .. Enumerable.Range(1, rows).Select(at => new PdfTableRow(PdfRowKind.Line, $"wiersz-{at}-", "1,00")),
            new PdfTableRow(PdfRowKind.Sum, "Netto", "1,00"),
            new PdfTableRow(PdfRowKind.Total, "Razem", "1,00"),
        ]))));

        var last = pages.Single(page => page.Contains($"wiersz-{rows}-", StringComparison.Ordinal));
        last.ShouldContain("Netto");
        last.ShouldContain("Razem");
    }

    // Enough sizes for the end of the table to meet the end of a page in every way.
    public static TheoryData<int> RowCounts => [.. Enumerable.Range(24, 14)];

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Captions_and_headings_stay_with_what_follows(int rows)
    {
        var pages = PdfText.Pages(Samples.Pdf(Paper(
            new PdfTable(TwoColumns,
            [
                .. Enumerable.Range(1, rows).Select(at => new PdfTableRow(PdfRowKind.Line, "towar", "1,00")),
                new PdfTableRow(PdfRowKind.Group, "Grupa"),
                new PdfTableRow(PdfRowKind.Line, "pierwszy", "2,00"),
            ]),
            new PdfHeading("Warunki"),
            new PdfParagraph("Następny"))));

        pages.Single(page => page.Contains("Grupa", StringComparison.Ordinal)).ShouldContain("pierwszy");
        pages.Single(page => page.Contains("Warunki", StringComparison.Ordinal)).ShouldContain("Następny");
    }

    [Fact]
    public void Three_hundred_rows_fill_their_pages()
    {
        var pdf = Samples.Pdf(Samples.PolishQuote(300));
        var pages = PdfText.Pages(pdf);

        pages.Count.ShouldBeInRange(15, 25);
        var withRows = pages.Take(pages.ToList().FindIndex(page => page.Contains("Do zapłaty w PLN")) + 1).ToList();
        withRows.Count.ShouldBeGreaterThanOrEqualTo(pages.Count - 1, "what follows the table takes one more page at the most");
        withRows.ShouldAllBe(page => page.Contains("Wartość netto"));
        pages.Select((page, at) => page.Contains($"{at + 1} / {pages.Count}", StringComparison.Ordinal)).ShouldAllBe(hasNumber => hasNumber);
        for (var page = 1; page < pages.Count; page++)
        {
            var body = PdfText.Words(pdf, page).Where(word => word.BoundingBox.Bottom > 80).ToArray();
            body.Min(word => word.BoundingBox.Bottom).ShouldBeLessThan(150, $"page {page} is left half empty");
        }
    }

    [Fact]
    public void A_row_higher_than_a_page_goes_on_over_the_next_and_loses_nothing()
    {
        var numbers = Enumerable.Range(1000, 2500).Select(at => at.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var pdf = Samples.Pdf(Paper(new PdfTable(TwoColumns, [new(PdfRowKind.Line, string.Join(' ', numbers), "5,00"), new(PdfRowKind.Total, "Razem", "5,00")])));

        PdfText.Pages(pdf).Count.ShouldBeGreaterThan(2);
        var text = string.Join(' ', PdfText.Pages(pdf));
        numbers.ShouldAllBe(number => text.Contains(number));
    }

    [Fact]
    public void Nothing_leaves_the_margins_even_long_words_and_many_columns()
    {
        var word = new string('W', 300);
        var columns = Enumerable.Range(1, 11).Select(at => new PdfTableColumn($"Kolumna{at}Auftragsbestätigungsnummer", at % 3, at % 2 == 0 ? PdfAlign.Right : PdfAlign.Left));
        var pdf = Samples.Pdf(Paper(
            new PdfHeading(word), new PdfParagraph(word, word), new PdfNote(word), new PdfKeyValues([new(word, word), new(word, word), new(word, word)]),
            new PdfColumns([new(word, [word, word]), new(null, [word])]),
            new PdfTable([.. columns], [new(PdfRowKind.Line, [.. Enumerable.Repeat<PdfCell?>("1\u00A0234\u00A0567,89 Selbstverständlichkeiten", 11)])])));

        using var document = UglyToad.PdfPig.PdfDocument.Open(pdf);
        foreach (var letter in document.GetPages().SelectMany(page => page.Letters).Where(letter => letter.Value.Trim().Length > 0))
        {
            letter.BoundingBox.Left.ShouldBeGreaterThan(55);
            letter.BoundingBox.Right.ShouldBeLessThan(541);
            letter.BoundingBox.Bottom.ShouldBeGreaterThan(20);
        }
    }

    [Fact]
    public void Figures_line_up_at_the_right()
    {
        var pdf = Samples.Pdf(Paper(new PdfTable(TwoColumns, [new(PdfRowKind.Line, "a", "1\u00A0111,11"), new(PdfRowKind.Line, "b", "8\u00A0888,88")])));

        using var document = UglyToad.PdfPig.PdfDocument.Open(pdf);
        var commas = document.GetPage(1).Letters.Where(letter => letter.Value == "," && letter.Location.X > 400).Select(letter => letter.Location.X).ToArray();
        commas.Length.ShouldBe(2);
        commas[0].ShouldBe(commas[1], 0.01);
    }

    [Fact]
    public void Lines_do_not_break_at_non_breaking_spaces_or_after_a_word_of_one_letter()
    {
        var text = string.Join(' ', Enumerable.Repeat("w domu 10\u00A0000,00\u00A0zł", 40));
        var words = PdfText.Words(Samples.Pdf(Paper(new PdfParagraph(text))), 1).Where(word => word.BoundingBox.Bottom is > 100 and < 690).ToArray();

        foreach (var line in words.GroupBy(word => Math.Round(word.BoundingBox.Bottom / 13.6)))
            line.MaxBy(word => word.BoundingBox.Right)!.Text.ShouldNotBe("w");
        string.Join(' ', words.Select(word => word.Text)).Replace('\u00A0', ' ').ShouldContain("domu 10 000,00 zł w");
    }

    [Fact]
    public void A_paper_carries_only_the_letters_it_shows() => Samples.Pdf(Samples.PolishQuote()).Length.ShouldBeLessThan(80_000);

    [Fact]
    public void What_can_not_be_used_is_said()
    {
        var document = Paper(new PdfParagraph("x"));
        Should.Throw<ArgumentException>(() => Samples.Pdf(document with { Header = document.Header with { Accent = "green" } })).Message.ShouldContain("'green' is not a colour");
        Should.Throw<ArgumentException>(() => Samples.Pdf(Paper(new PdfImage([1, 2, 3], 40)))).Message.ShouldContain("Give a PNG or JPEG");
        Should.Throw<ArgumentException>(() => new PdfFonts([1, 2, 3], [1, 2, 3])).Message.ShouldContain("not a TrueType font");
        Should.Throw<FileNotFoundException>(() => PdfFonts.Load("no-such-folder")).Message.ShouldContain("Regular.ttf");
    }

    [Fact]
    public void Pictures_page_breaks_and_empty_parts_are_set()
    {
        using var bitmap = new SkiaSharp.SKBitmap(40, 10);
        bitmap.Erase(SkiaSharp.SKColors.SteelBlue);
        var png = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Png, 100).ToArray();
        var document = Paper(new PdfImage(png, 400), new PdfPageBreak(), new PdfPageBreak(), new PdfSpacer(900), new PdfParagraph(""), new PdfTable(TwoColumns, []), new PdfKeyValues([]), new PdfColumns([]));
        using var pdf = UglyToad.PdfPig.PdfDocument.Open(Samples.Pdf(document with { Header = document.Header with { Logo = png } }));

        pdf.NumberOfPages.ShouldBe(2);
        pdf.GetPage(1).GetImages().Count().ShouldBe(2);
    }

    private static PdfDocument Paper(params PdfBlock[] blocks) =>
        new("Pismo 1/2026", "pl", null, new PdfLetterhead("Firma", ["ul. Krótka 1"], "#06c"), new PdfFooter("1/2026"), blocks);
}
