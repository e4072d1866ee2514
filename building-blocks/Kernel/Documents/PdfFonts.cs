namespace Portal.Kernel.Documents;

/// <summary>
/// The two faces documents are set in, as whole TrueType files. Read once and shared; a PDF carries only the glyphs that it shows.
/// A letter that the face lacks is printed as "?", so choose a face with all the languages in use.
/// </summary>
public sealed class PdfFonts
{
    /// <exception cref="ArgumentException">A file is not a font.</exception>
    public PdfFonts(byte[] regular, byte[] bold)
    {
        Regular = new FontFace(regular);
        Bold = new FontFace(bold);
    }

    internal FontFace Regular { get; }

    internal FontFace Bold { get; }

    /// <summary>Reads the first "…Regular.ttf" and "…Bold.ttf" (by name) from a folder and the folders in it.</summary>
    /// <exception cref="FileNotFoundException">The folder or one of the two files is missing; the message says which.</exception>
    public static PdfFonts Load(string folder)
    {
        var files = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.ttf", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray()
            : [];
        return new PdfFonts(Read("Regular"), Read("Bold"));

        byte[] Read(string style)
        {
            var file = files.Where(candidate => Style(candidate) == style).MinBy(candidate => candidate.Length);
            return file is null
                ? throw new FileNotFoundException($"Documents need a font, and no file ending in {style}.ttf is in '{folder}'. Put the regular and bold face of one family there.")
                : File.ReadAllBytes(file);
        }
    }

    // Packages name their faces Inter_700Bold, Inter-Bold or Inter_18pt-Bold; SemiBold and ExtraBold are other faces.
    private static string Style(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var start = name.AsSpan().LastIndexOfAny("-_0123456789") + 1;
        return name[start..];
    }
}
