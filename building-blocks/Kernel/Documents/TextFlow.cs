using System.Text;

namespace Portal.Kernel.Documents;

/// <summary>How letters are set: face, size and line distance in points, colour as 0xRRGGBB.</summary>
internal readonly record struct TextStyle(FontFace Face, float Size, float Leading, uint Colour)
{
    public float Width(ReadOnlySpan<char> text) => Face.Width(text) * Size;

    /// <summary>Distance from the top of a line to its base line.</summary>
    public float Baseline => ((Leading - ((Face.Ascent + Face.Descent) * Size)) / 2) + (Face.Ascent * Size);
}

/// <summary>Text in one style.</summary>
internal readonly record struct Span(string Text, TextStyle Style);

/// <summary>A part of a set line.</summary>
internal readonly record struct Piece(float X, string Text, TextStyle Style);

/// <summary>A set line.</summary>
internal sealed record Line(IReadOnlyList<Piece> Pieces, float Width, float Leading);

/// <summary>Characters that say where a line may end.</summary>
internal static class Breaks
{
    public const char SoftHyphen = '\u00AD';
    public const char ZeroWidthSpace = '\u200B';

    // Where a word too long for its line is best cut; otherwise it is cut at any letter.
    public const string Seams = "/\\-_.,;:@&=+";
}

/// <summary>
/// Breaks text into lines, first fit: at spaces, after a hyphen between letters, at soft hyphens; never at non-breaking spaces.
/// A word wider than the line is cut at a seam, or else at any letter, because nothing may run out of its cell.
/// </summary>
internal sealed class TextFlow
{
    private readonly float width;
    private readonly List<Line> lines = [];
    private readonly List<Piece> pieces = [];
    private float x;
    private float leading;
    private (string Text, TextStyle Style)? space;
    private TextStyle? softHyphen;

    private TextFlow(float width) => this.width = width + 0.01f;

    public static IReadOnlyList<Line> Lines(float width, params IReadOnlyList<Span> spans)
    {
        var flow = new TextFlow(width);
        foreach (var span in spans)
            flow.Add(span);
        flow.EndLine();
        return flow.lines;
    }

    /// <summary>Width of the widest part of a text that has no place to break.</summary>
    public static float WidestWord(string text, TextStyle style) =>
        Words(style.Face.Fit(text)).Select(word => style.Width(word.Text) + (word.Then == Breaks.SoftHyphen ? style.Width("-") : 0)).DefaultIfEmpty().Max();

    private void Add(Span span)
    {
        leading = Math.Max(leading, span.Style.Leading);
        foreach (var (text, then) in Words(span.Style.Face.Fit(span.Text)))
        {
            Place(text, span.Style, then == Breaks.SoftHyphen);
            switch (then)
            {
                case '\n': EndLine(); leading = span.Style.Leading; break;
                case ' ': space = (" ", span.Style); softHyphen = null; break;
                case Breaks.SoftHyphen: softHyphen = span.Style; break;
                default: softHyphen = null; break;
            }
        }
    }

    private void Place(string word, TextStyle style, bool mayHyphenate)
    {
        if (word.Length == 0)
            return;
        var gap = space is { } pending && x > 0 ? pending.Style.Width(pending.Text) : 0;
        var needed = style.Width(word) + (mayHyphenate ? style.Width("-") : 0);
        if (x > 0 && x + gap + needed > width)
        {
            if (softHyphen is { } hyphen && space is null)
                Put("-", hyphen);
            EndLine();
            gap = 0;
        }

        if (gap > 0)
            Put(space!.Value.Text, space.Value.Style);
        space = null;
        leading = Math.Max(leading, style.Leading);
        while (x + style.Width(word) > width && word.Length > 1)
        {
            var (cut, hyphen) = Cut(word, style, width - x);
            Put(word[..cut] + hyphen, style);
            EndLine();
            word = word[cut..];
            leading = style.Leading;
        }

        Put(word, style);
    }

    private static (int Length, string Hyphen) Cut(string word, TextStyle style, float room)
    {
        var fits = Math.Clamp(Fitting(word, style, room), 1, word.Length - 1);
        var seam = word.AsSpan(0, fits).LastIndexOfAny(Breaks.Seams);
        if (seam > 0)
            return (seam + 1, "");
        // A long word of letters takes a hyphen and leaves three letters on either side; a number or code must not gain a character.
        if (word.Length < 8 || !word.All(char.IsLetter))
            return (fits, "");
        var letters = Math.Min(Fitting(word, style, room - style.Width("-")), word.Length - 3);
        return letters < 3 ? (fits, "") : (letters, "-");
    }

    private static int Fitting(string word, TextStyle style, float room)
    {
        var fits = 0;
        for (var used = 0f; fits < word.Length && (used += style.Width(word.AsSpan(fits, 1))) <= room;)
            fits++;
        return fits;
    }

    private void Put(string text, TextStyle style)
    {
        if (pieces.Count > 0 && pieces[^1] is var last && last.Style == style)
            pieces[^1] = last with { Text = last.Text + text };
        else
            pieces.Add(new Piece(x, text, style));
        x += style.Width(text);
    }

    private void EndLine()
    {
        lines.Add(new Line([.. pieces], x, leading));
        pieces.Clear();
        x = 0;
        space = null;
        softHyphen = null;
    }

    /// <summary>Parts between which a line may end, each with what follows it: a space, line feed, soft hyphen, or nothing ('\0').</summary>
    private static IEnumerable<(string Text, char Then)> Words(string text)
    {
        var word = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            // Polish and Czech end no line with a word of one letter ("w", "k"); where other languages have such words, it does no harm.
            if (character == ' ' && IsOneLetter(text, at))
            {
                word.Append(character);
                continue;
            }

            if (character is ' ' or '\n' or Breaks.SoftHyphen or Breaks.ZeroWidthSpace)
            {
                yield return (word.ToString(), character == Breaks.ZeroWidthSpace ? '\0' : character);
                word.Clear();
                continue;
            }

            word.Append(character);
            var isJoint = character is '-' or '\u2013' && at > 0 && at + 1 < text.Length && char.IsLetter(text[at - 1]) && char.IsLetter(text[at + 1]);
            if (isJoint)
            {
                yield return (word.ToString(), '\0');
                word.Clear();
            }
        }

        yield return (word.ToString(), '\0');
    }

    private static bool IsOneLetter(string text, int end) =>
        end > 0 && char.IsLetter(text[end - 1]) && (end == 1 || text[end - 2] is ' ' or '\n' or '(' or '\u00A0') && end + 1 < text.Length;
}
