using System.Text;

namespace Portal.Kernel;

/// <summary>What a file is, told by its first bytes; and whether its name agrees.</summary>
internal static class FileKinds
{
    private static readonly (string MediaType, byte[] Magic, int Offset, string[] Extensions)[] Known =
    [
        ("application/pdf", "%PDF-"u8.ToArray(), 0, [".pdf", ".ai"]),
        ("image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], 0, [".png"]),
        ("image/jpeg", [0xFF, 0xD8, 0xFF], 0, [".jpg", ".jpeg"]),
        ("image/gif", "GIF8"u8.ToArray(), 0, [".gif"]),
        ("image/webp", "WEBP"u8.ToArray(), 8, [".webp"]),
        ("image/tiff", [0x49, 0x49, 0x2A, 0x00], 0, [".tif", ".tiff"]),
        ("image/tiff", [0x4D, 0x4D, 0x00, 0x2A], 0, [".tif", ".tiff"]),
        ("image/vnd.adobe.photoshop", "8BPS"u8.ToArray(), 0, [".psd"]),
        ("application/postscript", "%!PS"u8.ToArray(), 0, [".eps", ".ps", ".ai"]),
        ("application/zip", [0x50, 0x4B, 0x03, 0x04], 0, [".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".idml", ".epub"]),
        ("application/x-7z-compressed", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], 0, [".7z"]),
        ("application/x-ole-storage", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], 0, [".doc", ".xls", ".msg"]),
        ("application/x-indesign", [0x06, 0x06, 0xED, 0xF5], 0, [".indd"]),
    ];

    private static readonly string[] TextExtensions = [".txt", ".csv", ".xml", ".json", ".md"];

    /// <returns>The media type, or null where the content is none that is taken or belies the name.</returns>
    public static string? Tell(ReadOnlySpan<byte> head, string name)
    {
        var extension = Path.GetExtension(name).ToLowerInvariant();
        foreach (var (mediaType, magic, offset, extensions) in Known)
        {
            if (head.Length >= offset + magic.Length && head.Slice(offset, magic.Length).SequenceEqual(magic))
                return extensions.Contains(extension) ? mediaType : null;
        }

        return TextExtensions.Contains(extension) && IsText(head) ? "text/plain" : null;
    }

    private static bool IsText(ReadOnlySpan<byte> head) => !head.Contains((byte)0) && Encoding.UTF8.GetString(head).Count(sign => char.IsControl(sign) && !char.IsWhiteSpace(sign)) == 0;
}
