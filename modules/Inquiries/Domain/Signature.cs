using System.Text.RegularExpressions;

namespace Portal.Inquiries;

/// <summary>A signature under an acceptance: who, under which paper, and how they came.</summary>
/// <param name="Name">As it was typed.</param>
/// <param name="Drawing">As it was drawn: the path of an SVG, 400 by 140.</param>
/// <param name="PdfSha256">Of the frozen paper that was accepted.</param>
/// <param name="LinkId">The link it came by; null for somebody signed in.</param>
/// <param name="LinkFor">For whom that link was made.</param>
public sealed record Signature(string Name, string? Drawing, string PdfSha256, Guid? LinkId = null, string? LinkFor = null);

/// <summary>What a signature may consist of, wherever it is given.</summary>
internal static partial class SignatureRules
{
    public const int LongestName = 100, LongestDrawing = 20_000;

    public static void MustBeSigner<T>(this IRuleBuilder<T, string> rule, Texts texts) => rule.MaximumLength(LongestName).WithMessage(_ => texts["signature.nameLong", LongestName]);

    public static void MustBeDrawing<T>(this IRuleBuilder<T, string> rule, Texts texts) => rule
        .Must(path => path.Length == 0 || (path.Length <= LongestDrawing && Strokes().IsMatch(path))).WithMessage(_ => texts["signature.drawingUnreadable"]);

    /// <summary>Moves and lines in whole numbers, and nothing else.</summary>
    [GeneratedRegex(@"^(M\d{1,3} \d{1,3}(L\d{1,3} \d{1,3})*)+$")]
    private static partial Regex Strokes();
}
