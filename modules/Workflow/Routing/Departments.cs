using Portal.Contracts.Accounts;

namespace Portal.Workflow;

/// <summary>The departments work can go to: those the product starts with, and those the company's rules name.</summary>
internal sealed class Departments(Texts texts, IPeople people)
{
    public const string Office = "office", Sales = "sales", Estimating = "estimating", Production = "production";

    /// <summary>In words where the texts know it, else its key: fit as an argument of a phrase.</summary>
    public object Word(string department) => texts.Has($"department.{department}") ? new Phrase($"department.{department}") : department;

    public string Name(string department) => texts.Has($"department.{department}") ? texts[$"department.{department}"] : department;

    public async Task<IReadOnlyList<string>> AllAsync(WorkflowDb db, CancellationToken cancellation) =>
        [.. new[] { Office, Sales, Estimating, Production }.Union(await db.Rules.Select(rule => rule.Department).Distinct().ToListAsync(cancellation))];

    /// <summary>Where the person may take tasks from the pool: their own departments and those nobody works in, lest work lie there unseen.</summary>
    public async Task<IReadOnlyList<string>> PoolsOfAsync(WorkflowDb db, Guid person, CancellationToken cancellation)
    {
        var pools = (await people.DepartmentsOfAsync(person, cancellation)).ToHashSet();
        foreach (var department in await db.Tasks.Where(task => task.EndedAt == null && task.AssigneeId == null).Select(task => task.Department).Distinct().ToListAsync(cancellation))
        {
            if ((await people.OfDepartmentAsync(department, cancellation)).Count == 0)
                pools.Add(department);
        }

        return [.. pools];
    }

    /// <summary>Everyone who can be given a task.</summary>
    public async Task<IReadOnlyList<PersonCard>> StaffAsync(WorkflowDb db, CancellationToken cancellation)
    {
        var staff = new Dictionary<Guid, PersonCard>();
        foreach (var department in await AllAsync(db, cancellation))
        {
            foreach (var person in await people.OfDepartmentAsync(department, cancellation))
                staff[person.Id] = person;
        }

        return [.. staff.Values.OrderBy(person => person.Name, StringComparer.CurrentCulture)];
    }
}
