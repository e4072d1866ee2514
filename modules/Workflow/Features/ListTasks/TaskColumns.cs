using Portal.Kernel.Documents;

namespace Portal.Workflow;

/// <summary>The columns of the task list, on the page and in its export.</summary>
internal static class TaskColumns
{
    public static ListColumns Of(ListState state, Texts texts)
    {
        var ended = state.Show == "done";
        return new(state,
            new("what", texts["Task.what"]), new("client", texts["Task.client"]), new("due", texts[ended ? "Task.ended" : "Task.due"], Sorts: !ended), new("assignee", texts["Task.assignee"]), new("state", texts["Task.state"]),
            new("priority", texts["Task.priority"], IsUsual: false), new("department", texts["Task.department"], IsUsual: false), new("subject", texts["Task.subject"], IsUsual: false), new("opened", texts["Task.opened"], IsUsual: false));
    }

    public static IResult Export(ListState state, IReadOnlyList<TaskRow> rows, string? format, Texts texts, OperatorClock clock)
    {
        var columns = Of(state, texts);
        List<(string Key, SheetColumn Column, Func<TaskRow, object?> Value)> parts =
        [
            ("what", new(texts["Task.number"], Width: 18), row => row.Number), ("what", new(texts["Task.what"], Width: 48), row => row.Title), ("client", new(texts["Task.client"], Width: 30), row => row.Company),
            ("due", new(texts[state.Show == "done" ? "Task.ended" : "Task.due"], Width: 18), row => clock.Local(row.EndedAt ?? row.DueAt).DateTime),
            ("assignee", new(texts["Task.assignee"], Width: 24), row => row.Assignee), ("state", new(texts["Task.state"], Width: 14), row => texts.Of(row.State)), ("priority", new(texts["Task.priority"], Width: 18), row => texts.Of(row.Priority)),
            ("department", new(texts["Task.department"], Width: 18), row => row.Department), ("subject", new(texts["Task.subject"], Width: 18), row => row.SubjectNumber), ("opened", new(texts["Task.opened"], Width: 18), row => clock.Local(row.OpenedAt).DateTime),
        ];
        parts.RemoveAll(part => !columns.Shows(part.Key));
        return ListExport.File(format, texts["menu.tasks"], [.. parts.Select(part => part.Column)], rows.Select(row => parts.Select(part => part.Value(row)).ToArray()));
    }
}
