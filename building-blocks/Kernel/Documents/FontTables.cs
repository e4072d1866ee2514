using System.Buffers.Binary;
using System.Text;

namespace Portal.Kernel.Documents;

/// <summary>The named tables of a TrueType file, and what documents read from them themselves.</summary>
internal static class FontTables
{
    public static Dictionary<string, ReadOnlyMemory<byte>> Of(byte[] file)
    {
        var tables = new Dictionary<string, ReadOnlyMemory<byte>>();
        var count = U16(file, 4);
        for (var at = 0; at < count; at++)
        {
            var entry = file.AsSpan(12 + (at * 16), 16);
            tables[Encoding.ASCII.GetString(entry[..4])] = file.AsMemory((int)U32(entry, 8), (int)U32(entry, 12));
        }

        return tables;
    }

    /// <summary>
    /// Equally wide figures for those that the font uses by default (its feature "tnum"), by glyph number; empty when it has none or needs none.
    /// </summary>
    public static Dictionary<ushort, ushort> TabularFigures(byte[] file)
    {
        var figures = new Dictionary<ushort, ushort>();
        if (!Of(file).TryGetValue("GSUB", out var table))
            return figures;
        var gsub = table.Span;
        var features = gsub[U16(gsub, 6)..];
        var lookups = gsub[U16(gsub, 8)..];
        for (var at = 0; at < U16(features, 0); at++)
        {
            var record = features[(2 + (at * 6))..];
            if (!record[..4].SequenceEqual("tnum"u8))
                continue;
            var feature = features[U16(record, 4)..];
            for (var index = 0; index < U16(feature, 2); index++)
                AddLookup(lookups[U16(lookups, 2 + (2 * U16(feature, 4 + (2 * index))))..], figures);
        }

        return figures;
    }

    public static ushort U16(ReadOnlySpan<byte> table, int at) => BinaryPrimitives.ReadUInt16BigEndian(table[at..]);

    public static uint U32(ReadOnlySpan<byte> table, int at) => BinaryPrimitives.ReadUInt32BigEndian(table[at..]);

    private static void AddLookup(ReadOnlySpan<byte> lookup, Dictionary<ushort, ushort> figures)
    {
        for (var at = 0; at < U16(lookup, 4); at++)
        {
            var type = U16(lookup, 0);
            var substitution = lookup[U16(lookup, 6 + (2 * at))..];
            if (type == 7)
            {
                type = U16(substitution, 2);
                substitution = substitution[(int)U32(substitution, 4)..];
            }

            if (type != 1)
                continue;
            var covered = Covered(substitution[U16(substitution, 2)..]);
            for (var index = 0; index < covered.Count; index++)
            {
                var to = U16(substitution, 0) == 1 ? (ushort)(covered[index] + U16(substitution, 4)) : U16(substitution, 6 + (2 * index));
                figures.TryAdd(covered[index], to);
            }
        }
    }

    private static List<ushort> Covered(ReadOnlySpan<byte> coverage)
    {
        var glyphs = new List<ushort>();
        var isRanges = U16(coverage, 0) == 2;
        for (var at = 0; at < U16(coverage, 2); at++)
        {
            var first = U16(coverage, 4 + (at * (isRanges ? 6 : 2)));
            var last = isRanges ? U16(coverage, 6 + (at * 6)) : first;
            for (int glyph = first; glyph <= last; glyph++)
                glyphs.Add((ushort)glyph);
        }

        return glyphs;
    }
}
