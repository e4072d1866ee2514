namespace Portal.Workflow;

/// <summary>Who leads a department: overdue work is brought before them.</summary>
internal sealed class DepartmentHead
{
    public required string Department { get; init; }

    public required Guid PersonId { get; set; }
}
