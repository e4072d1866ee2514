namespace Portal.Kernel.Ui;

/// <summary>A column of a chart and its row in the table beneath.</summary>
/// <param name="Value">Null where there is nothing to draw.</param>
/// <param name="Text">The value as it stands over the column.</param>
/// <param name="Cells">The row's figures, in words of the reader.</param>
public sealed record ChartPoint(string Label, decimal? Value, string Text, IReadOnlyList<string> Cells);
