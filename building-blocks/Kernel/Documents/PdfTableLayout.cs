namespace Portal.Kernel.Documents;

/// <summary>Turns a table into strips: a header, then a strip a row (several for a row higher than a page).</summary>
internal sealed class PdfTableLayout
{
    private const float Padding = 4.2f;

    private readonly PdfTable table;
    private readonly PdfTheme theme;
    private readonly float gutter;
    private readonly float[] widths;
    private readonly float[] lefts;

    public PdfTableLayout(PdfTable table, PdfTheme theme)
    {
        this.table = table;
        this.theme = theme;
        gutter = table.Columns.Count > 6 ? PdfTheme.Grid * 0.75f : PdfTheme.Grid;
        widths = Widths();
        lefts = new float[widths.Length];
        for (var (at, left) = (0, PdfTheme.Left); at < widths.Length; left += widths[at++] + gutter)
            lefts[at] = left;
    }

    public IReadOnlyList<Strip> Strips()
    {
        var header = Header();
        var strips = new List<Strip> { header };
        for (var at = 0; at < table.Rows.Count; at++)
        {
            var row = table.Rows[at];
            var next = at + 1 < table.Rows.Count ? table.Rows[at + 1] : null;
            strips.AddRange(Row(row, at > 0 ? table.Rows[at - 1] : null, next, header));
            strips[^1].KeepWithNext = row.Kind == PdfRowKind.Group || (next is not null && IsResult(next));
        }

        return strips;
    }

    private static bool IsResult(PdfTableRow row) => row.Kind is PdfRowKind.Sum or PdfRowKind.Total;

    private Strip Header()
    {
        var strip = new Strip { Gap = PdfTheme.Grid * 1.5f, KeepWithNext = true };
        var titles = table.Columns.Select((column, at) => TextFlow.Lines(widths[at], new Span(column.Title, theme.CaptionStrong with { Colour = PdfTheme.Grey }))).ToArray();
        var height = titles.Max(lines => lines.Sum(line => line.Leading));
        for (var at = 0; at < titles.Length; at++)
        {
            // Titles of several lines stand on the line below them, as their figures hang from it.
            var top = height - titles[at].Sum(line => line.Leading);
            strip.Write(titles[at], lefts[at], top, widths[at], table.Columns[at].Align);
        }

        strip.Height = height + (Padding * 0.6f) + PdfTheme.Rule;
        strip.Marks.Add(new FillMark(PdfTheme.Left, strip.Height - PdfTheme.Rule, PdfTheme.Width, PdfTheme.Rule, PdfTheme.Ink));
        return strip;
    }

    private IEnumerable<Strip> Row(PdfTableRow row, PdfTableRow? before, PdfTableRow? next, Strip header)
    {
        var cells = Cells(row).ToArray();
        var opensResults = IsResult(row) && before is not null && !IsResult(before);
        var above = row.Kind == PdfRowKind.Group && before is not null ? PdfTheme.Grid : Padding;
        var below = Padding;
        var room = PdfTheme.Bottom - PdfTheme.NextTop - header.Height - above - below - PdfTheme.Rule;
        for (var part = 0; ; part++)
        {
            var strip = new Strip { Header = header };
            if (opensResults && part == 0)
                strip.Marks.Add(new FillMark(PdfTheme.Left, 0, PdfTheme.Width, PdfTheme.Rule, PdfTheme.Ink));
            var bottom = 0f;
            foreach (var cell in cells)
                bottom = Math.Max(bottom, strip.Write(cell.Take(room), cell.Left, above, cell.Width, cell.Align));
            strip.Height = Math.Max(bottom, above) + below;
            var isLast = !cells.Any(cell => cell.HasMore);
            if (isLast && HasRuleBelow(row, next))
            {
                strip.Marks.Add(new FillMark(PdfTheme.Left, strip.Height, PdfTheme.Width, PdfTheme.Hairline, PdfTheme.Faint));
                strip.Height += PdfTheme.Hairline;
            }

            yield return strip;
            if (isLast)
                yield break;
        }
    }

    private static bool HasRuleBelow(PdfTableRow row, PdfTableRow? next) =>
        !IsResult(row) && (next is null || !IsResult(next)) && (row.Kind == PdfRowKind.Group || next?.Kind != PdfRowKind.Group);

    private IEnumerable<PlacedCell> Cells(PdfTableRow row)
    {
        var columns = table.Columns.Count;
        if (row.Cells.Count > columns)
            throw new ArgumentException($"A row has {row.Cells.Count} cells and its table {columns} columns. Give each row at most a cell per column.");
        var style = row.Kind is PdfRowKind.Group or PdfRowKind.Total ? theme.Strong : theme.Body;
        for (var from = 0; from < row.Cells.Count;)
        {
            var to = from;
            while (to + 1 < columns && (row.Kind == PdfRowKind.Group || to + 1 >= row.Cells.Count || row.Cells[to + 1] is null))
                to++;
            if (row.Cells[from] is { } cell)
            {
                var width = lefts[to] + widths[to] - lefts[from];
                var lines = TextFlow.Lines(width, new Span(cell.Text, style)).ToList();
                if (!string.IsNullOrEmpty(cell.Detail))
                    lines.AddRange(TextFlow.Lines(width, new Span(cell.Detail, theme.Detail)));
                yield return new PlacedCell(lefts[from], width, row.Kind == PdfRowKind.Group ? PdfAlign.Left : table.Columns[to].Align, lines);
            }

            from = to + 1;
        }
    }

    /// <summary>
    /// Widths by weight, within limits: a column is at least as wide as its longest word, so that figures are never broken, and takes no more
    /// than its longest cell on one line while another column still wraps.
    /// </summary>
    private float[] Widths()
    {
        var columns = table.Columns;
        if (columns.Count == 0)
            throw new ArgumentException("A table needs a column. Give it at least one.");
        var room = PdfTheme.Width - (gutter * (columns.Count - 1));
        var least = new float[columns.Count];
        var most = new float[columns.Count];
        for (var at = 0; at < columns.Count; at++)
            (least[at], most[at]) = Limits(at, room);
        var total = least.Sum();
        if (total >= room)
            return [.. least.Select(width => width * room / total)];

        // The factor by which weights are multiplied so that the limited widths fill the room.
        var weights = columns.Select(column => Math.Max(column.Weight, 0.01f)).ToArray();
        var (low, high) = (0f, room / weights.Min());
        for (var step = 0; step < 40; step++)
        {
            var factor = (low + high) / 2;
            (low, high) = Limited(factor).Sum() < room ? (factor, high) : (low, factor);
        }

        var widths = Limited(low);
        var rest = room - widths.Sum();
        return [.. widths.Select((width, at) => width + (rest * weights[at] / weights.Sum()))];

        float[] Limited(float factor) => [.. weights.Select((weight, at) => Math.Clamp(weight * factor, least[at], most[at]))];
    }

    private (float Least, float Most) Limits(int at, float room)
    {
        var (least, most) = (0f, 0f);
        Add(table.Columns[at].Title, theme.CaptionStrong);
        foreach (var row in table.Rows)
        {
            if (at >= row.Cells.Count || row.Cells[at] is not { } cell || row.Kind == PdfRowKind.Group || IsJoined(row, at))
                continue;
            Add(cell.Text, row.Kind == PdfRowKind.Total ? theme.Strong : theme.Body);
            Add(cell.Detail ?? "", theme.Detail);
        }

        // A figure is always whole; a word as long as a sentence may be broken.
        least = Math.Min(least + 0.1f, room * (table.Columns[at].Align == PdfAlign.Right ? 0.4f : 0.25f));
        return (least, Math.Max(least, most + 0.1f));

        void Add(string text, TextStyle style)
        {
            least = Math.Max(least, TextFlow.WidestWord(text, style));
            most = Math.Max(most, style.Width(style.Face.Fit(text)));
        }
    }

    private static bool IsJoined(PdfTableRow row, int at) => at + 1 < row.Cells.Count && row.Cells[at + 1] is null;

    /// <summary>Lines of a cell, taken by the pageful.</summary>
    private sealed class PlacedCell(float left, float width, PdfAlign align, IReadOnlyList<Line> lines)
    {
        private int taken;

        public float Left => left;

        public float Width => width;

        public PdfAlign Align => align;

        public bool HasMore => taken < lines.Count;

        public List<Line> Take(float room)
        {
            var some = new List<Line>();
            while (taken < lines.Count && (some.Count == 0 || (room -= some[^1].Leading) >= lines[taken].Leading))
                some.Add(lines[taken++]);
            return some;
        }
    }
}
