namespace Portal.Plugin.Printing;

/// <summary>A part of the block to be planned: everything its plan depends on, and nothing else, so that equal parts of different variants share one.</summary>
internal sealed record PartJob(int Pages, Paper Paper, Inks Inks, Cell Page, Binding Binding, decimal Copies);
