using System.Buffers.Binary;

namespace Portal.Kernel.Documents;

/// <summary>
/// Cuts a TrueType file down to some letters: their outlines, widths and places in the character map. Glyph numbers stay, so a text set with
/// the whole font looks the same; kerning and substitution tables go, because they are not used. What a PDF carries of a font shrinks from
/// hundreds of kilobytes to under ten.
/// </summary>
internal static class FontSubset
{
    private static readonly string[] Kept = ["OS/2", "cvt ", "fpgm", "head", "hhea", "maxp", "name", "post", "prep"];

    /// <summary>The smaller font; the file as it is when it has no TrueType outlines.</summary>
    /// <param name="letters">Characters and the numbers of their glyphs.</param>
    public static byte[] Of(byte[] file, IReadOnlyDictionary<char, ushort> letters)
    {
        var tables = FontTables.Of(file);
        if (!tables.ContainsKey("glyf") || !tables.ContainsKey("loca"))
            return file;

        var head = tables["head"].ToArray();
        var count = FontTables.U16(tables["maxp"].Span, 4);
        var source = new Outlines(tables["glyf"], Offsets(tables["loca"].Span, count, isLong: FontTables.U16(head, 50) != 0));
        var wanted = source.Closure(letters.Values);

        using var outlines = new MemoryStream();
        var places = new byte[(count + 1) * 4];
        for (var glyph = 0; glyph < count; glyph++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(places.AsSpan(glyph * 4), (uint)outlines.Length);
            if (wanted.Contains((ushort)glyph))
                outlines.Write(source[glyph].Span);
            while (outlines.Length % 4 != 0)
                outlines.WriteByte(0);
        }

        BinaryPrimitives.WriteUInt32BigEndian(places.AsSpan(count * 4), (uint)outlines.Length);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        var kept = tables.Where(table => Kept.Contains(table.Key)).ToDictionary();
        kept["head"] = head;
        kept["loca"] = places;
        kept["glyf"] = outlines.ToArray();
        kept["hmtx"] = Widths(tables["hmtx"].Span, FontTables.U16(tables["hhea"].Span, 34), wanted);
        kept["cmap"] = CharacterMap(letters);
        if (kept.TryGetValue("post", out var post) && post.Length >= 32)
            kept["post"] = WithoutNames(post.Span);
        return Assemble(kept);
    }

    private static int[] Offsets(ReadOnlySpan<byte> loca, int glyphs, bool isLong)
    {
        var offsets = new int[glyphs + 1];
        for (var at = 0; at <= glyphs; at++)
            offsets[at] = isLong ? (int)FontTables.U32(loca, at * 4) : FontTables.U16(loca, at * 2) * 2;
        return offsets;
    }

    /// <summary>The table of widths with zeros for what is not wanted, which pack to nothing.</summary>
    private static byte[] Widths(ReadOnlySpan<byte> hmtx, int full, HashSet<ushort> wanted)
    {
        var kept = new byte[hmtx.Length];
        foreach (var glyph in wanted)
        {
            // After the full entries (width and bearing) only bearings follow; their glyphs share the last width.
            var (at, length) = glyph < full ? (glyph * 4, 4) : ((full * 4) + ((glyph - full) * 2), 2);
            hmtx.Slice(at, length).CopyTo(kept.AsSpan(at));
        }

        hmtx.Slice((full - 1) * 4, 4).CopyTo(kept.AsSpan((full - 1) * 4));
        return kept;
    }

    /// <summary>A character map (format 4) with a segment a letter.</summary>
    private static byte[] CharacterMap(IReadOnlyDictionary<char, ushort> letters)
    {
        (char Code, ushort Glyph)[] segments = [.. letters.Where(letter => letter.Key != '\uFFFF').OrderBy(letter => letter.Key).Select(letter => (letter.Key, letter.Value)), ('\uFFFF', 0)];
        var count = segments.Length;
        var (power, map) = (System.Numerics.BitOperations.Log2((uint)count), new byte[12 + 16 + (count * 8)]);
        var at = 0;
        Put(0, 1, 3, 1, 0, 12);
        Put(4, map.Length - 12, 0, count * 2, 2 << power, power, (count * 2) - (2 << power));
        Put([.. segments.Select(segment => (int)segment.Code), 0]);
        Put([.. segments.Select(segment => (int)segment.Code)]);
        Put([.. segments.Select(segment => segment.Glyph - segment.Code)]);
        Put(new int[count]);
        return map;

        void Put(params ReadOnlySpan<int> values)
        {
            foreach (var value in values)
                BinaryPrimitives.WriteUInt16BigEndian(map.AsSpan(at++ * 2), unchecked((ushort)value));
        }
    }

    private static byte[] WithoutNames(ReadOnlySpan<byte> post)
    {
        var head = post[..32].ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(head, 0x00030000);
        return head;
    }

    private static byte[] Assemble(Dictionary<string, ReadOnlyMemory<byte>> tables)
    {
        var names = tables.Keys.Order(StringComparer.Ordinal).ToArray();
        var directory = new byte[12 + (names.Length * 16)];
        BinaryPrimitives.WriteUInt32BigEndian(directory, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(directory.AsSpan(4), (ushort)names.Length);
        var power = System.Numerics.BitOperations.Log2((uint)names.Length);
        BinaryPrimitives.WriteUInt16BigEndian(directory.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(directory.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(directory.AsSpan(10), (ushort)((names.Length * 16) - (16 << power)));

        using var file = new MemoryStream();
        file.Write(directory);
        for (var at = 0; at < names.Length; at++)
        {
            var table = tables[names[at]].Span;
            var entry = directory.AsSpan(12 + (at * 16), 16);
            System.Text.Encoding.ASCII.GetBytes(names[at], entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Sum(table));
            BinaryPrimitives.WriteUInt32BigEndian(entry[8..], (uint)file.Length);
            BinaryPrimitives.WriteUInt32BigEndian(entry[12..], (uint)table.Length);
            file.Write(table);
            while (file.Length % 4 != 0)
                file.WriteByte(0);
        }

        file.Position = 0;
        file.Write(directory);
        return file.ToArray();
    }

    private static uint Sum(ReadOnlySpan<byte> table)
    {
        var sum = 0u;
        for (; table.Length >= 4; table = table[4..])
            sum = unchecked(sum + FontTables.U32(table, 0));
        for (var at = 0; at < table.Length; at++)
            sum = unchecked(sum + ((uint)table[at] << (24 - (8 * at))));
        return sum;
    }

    /// <summary>The outlines of a font by glyph number.</summary>
    private sealed class Outlines(ReadOnlyMemory<byte> glyf, int[] offsets)
    {
        public ReadOnlyMemory<byte> this[int glyph] => glyf[offsets[glyph]..offsets[glyph + 1]];

        /// <summary>The glyphs, the one for missing letters, and all that they are put together from: "ą" may be "a" with a tail.</summary>
        public HashSet<ushort> Closure(IEnumerable<ushort> glyphs)
        {
            var wanted = new HashSet<ushort>();
            var open = new Queue<ushort>(glyphs.Prepend((ushort)0));
            while (open.TryDequeue(out var glyph))
            {
                if (glyph >= offsets.Length - 1 || !wanted.Add(glyph))
                    continue;
                foreach (var part in Parts(this[glyph].Span))
                    open.Enqueue(part);
            }

            return wanted;
        }

        private static List<ushort> Parts(ReadOnlySpan<byte> outline)
        {
            var parts = new List<ushort>();
            if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
                return parts;
            ushort flags;
            var at = 10;
            do
            {
                flags = FontTables.U16(outline, at);
                parts.Add(FontTables.U16(outline, at + 2));
                var arguments = (flags & 0x0001) != 0 ? 4 : 2;
                var scale = (flags & 0x0008) != 0 ? 2 : (flags & 0x0040) != 0 ? 4 : (flags & 0x0080) != 0 ? 8 : 0;
                at += 4 + arguments + scale;
            }
            while ((flags & 0x0020) != 0);
            return parts;
        }
    }
}
