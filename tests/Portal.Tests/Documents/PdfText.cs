using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace Portal.Tests.Documents;

/// <summary>A PDF read back by a program that knows nothing of how it was made.</summary>
internal static class PdfText
{
    /// <summary>The words of each page in the order in which they are drawn, which is the order a screen reader follows.</summary>
    public static IReadOnlyList<string> Pages(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return [.. document.GetPages().Select(page => string.Join(' ', page.GetWords().Select(word => word.Text)).Replace('\u00A0', ' '))];
    }

    public static IReadOnlyList<Word> Words(byte[] pdf, int page)
    {
        using var document = PdfDocument.Open(pdf);
        return [.. document.GetPage(page).GetWords()];
    }

    /// <summary>All letters of a page in the order of drawing, without spaces, so that it does not matter where a line was broken.</summary>
    public static string Letters(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return Bare(string.Concat(document.GetPages().SelectMany(page => page.Letters).Select(letter => letter.Value)));
    }

    public static string Bare(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
}
