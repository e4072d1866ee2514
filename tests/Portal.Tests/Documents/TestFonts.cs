using Portal.Kernel.Documents;

namespace Portal.Tests.Documents;

/// <summary>The fonts the host ships, or the DejaVu of the system where they have not been fetched.</summary>
internal static class TestFonts
{
    private static readonly Lazy<PdfFonts> Found = new(Find);

    public static PdfFonts Fonts => Found.Value;

    public static PdfRenderer Renderer { get; } = new(Fonts);

    private static PdfFonts Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var fonts = Path.Combine(folder.FullName, "host", "fonts");
            if (Directory.Exists(fonts) && Directory.EnumerateFiles(fonts, "*.ttf", SearchOption.AllDirectories).Any())
                return PdfFonts.Load(fonts);
        }

        const string system = "/usr/share/fonts/truetype/dejavu/DejaVuSans";
        return new PdfFonts(File.ReadAllBytes($"{system}.ttf"), File.ReadAllBytes($"{system}-Bold.ttf"));
    }
}
