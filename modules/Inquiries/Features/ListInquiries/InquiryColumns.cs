using Portal.Kernel.Documents;

namespace Portal.Inquiries;

/// <summary>The columns of the list of inquiries, on the page and in its export.</summary>
internal static class InquiryColumns
{
    public static ListColumns Of(ListState state, Texts texts, bool isStaff) => new(state, [.. new ListColumn?[]
    {
        new("number", texts["Inquiry.number"]), new("title", texts["Inquiry.title"]), isStaff ? new("company", texts["Inquiry.company"]) : null, new("state", texts["Inquiry.state"]),
        new("assignee", texts["Inquiry.assignee"]), new("changed", texts["Inquiry.changed"], Sorts: true), new("promised", texts["Inquiry.promised"], IsUsual: false, Sorts: true),
        new("submitted", texts["Inquiry.submitted"], IsUsual: false), new("customer", texts["SaveDraft.CustomerNumber"], IsUsual: false),
    }.OfType<ListColumn>()]);

    public static IResult Export(ListState state, IReadOnlyList<ListInquiries.Row> rows, string? format, Texts texts, bool isStaff, OperatorClock clock)
    {
        var columns = Of(state, texts, isStaff);
        List<(string Key, SheetColumn Column, Func<ListInquiries.Row, object?> Value)> parts =
        [
            ("number", new(texts["Inquiry.number"], Width: 18), row => row.Number), ("title", new(texts["Inquiry.title"], Width: 40), row => row.Title), ("company", new(texts["Inquiry.company"], Width: 30), row => row.Company),
            ("state", new(texts["Inquiry.state"], Width: 18), row => row.Status.Words), ("assignee", new(texts["Inquiry.assignee"], Width: 24), row => row.Assignee), ("changed", new(texts["Inquiry.changed"], Width: 18), row => Local(row.ChangedAt)),
            ("promised", new(texts["Inquiry.promised"], Width: 18), row => Local(row.PromisedAt)), ("submitted", new(texts["Inquiry.submitted"], Width: 18), row => Local(row.SubmittedAt)), ("customer", new(texts["SaveDraft.CustomerNumber"], Width: 18), row => row.CustomerNumber),
        ];
        parts.RemoveAll(part => !columns.All.Any(column => column.Key == part.Key) || !columns.Shows(part.Key));
        return ListExport.File(format, texts["menu.inquiries"], [.. parts.Select(part => part.Column)], rows.Select(row => parts.Select(part => part.Value(row)).ToArray()));

        object? Local(DateTimeOffset? at) => at is { } instant ? clock.Local(instant).DateTime : null;
    }
}
