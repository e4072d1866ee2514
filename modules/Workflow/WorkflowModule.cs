using Portal.Contracts.Workflow;

namespace Portal.Workflow;

public sealed class WorkflowModule : IModule
{
    public string Id => "workflow";

    public IReadOnlyList<string> Requires => ["accounts"];

    public void Add(ModuleBuilder module)
    {
        module.Db<WorkflowDb>()
            .Permissions(new Permission(WorkflowPermissions.Tasks, Audience.Internal))
            .Menu(
                new MenuItem("tasks", "/tasks", "clipboard-list", 10, WorkflowPermissions.Tasks, Audience.Internal),
                new MenuItem("absences", "/absences", "calendar", 55, WorkflowPermissions.Tasks, Audience.Internal),
                new MenuItem("routing", "/administration/routing", "git-branch", 91, WorkflowPermissions.Administer, Audience.Internal))
            .Notices(
                new NoticeKind(TellOfTask.Kind, Audience.Internal, WorkflowPermissions.Tasks, NoticeChannel.Portal),
                new NoticeKind(TellOfRecall.Reminder, Audience.Internal, WorkflowPermissions.Tasks, NoticeChannel.Portal),
                new NoticeKind(TellOfRecall.Escalated, Audience.Internal, WorkflowPermissions.Tasks, NoticeChannel.Portal),
                new NoticeKind(TellOfAbsence.Kind, Audience.Internal, WorkflowPermissions.Tasks, NoticeChannel.Portal))
            .Slot<StaffQueue>("start.staff")
            .Slot<MyAbsence>("profile")
            .Job<RemindOfTasks>(TimeSpan.FromMinutes(5))
            .Demo<WorkflowDemo>();
        module.Services.AddScoped<ISetUp, WorkflowSetUp>().AddScoped<IWorkDesk, WorkDesk>();
        module.Services.AddSingleton<AbsencesInMemory>().AddScoped<IAbsences, Absences>().AddScoped<IWorkingTime, WorkingTime>().AddScoped<AbsenceChange>();
        module.Services.AddScoped<Router>().AddScoped<Departments>().AddScoped<TaskTopics>().AddScoped<TaskChange>().AddScoped<TaskRows>().AddScoped<TaskWatch>();
    }
}

/// <summary>The rights this module knows.</summary>
public static class WorkflowPermissions
{
    public const string Tasks = "workflow.tasks";

    /// <summary>Declared by Accounts: whoever administers the system sets its rules.</summary>
    public const string Administer = "admin.system";
}
