using Portal.Contracts.Workflow;
using Portal.Kernel;
using Portal.PluginSdk;
using Portal.Workflow;
using Shouldly;

namespace Portal.Tests.Workflow;

public sealed class WorkTaskTests
{
    private static readonly Guid Anna = Guid.Parse("00000000-0000-0000-0000-000000000001"), Piotr = Guid.Parse("00000000-0000-0000-0000-000000000002");
    private static readonly WorkingCalendar Office = WorkingHours.Default().In(TimeZoneInfo.Utc);

    // Monday, eight in the morning; due at the end of that day.
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void One_way_through()
    {
        var task = Of(Anna);
        task.Start(Anna, "Anna", Monday.AddHours(1), Office);
        task.Wait(Anna, Monday.AddHours(2));
        task.Start(Anna, "Anna", Monday.AddHours(3), Office);
        task.Finish(Anna, Monday.AddHours(4));
        (task.State, task.StartedAt, task.EndedAt, task.EndedBy).ShouldBe((TaskState.Done, Monday.AddHours(1), Monday.AddHours(4), (Guid?)Anna));
        task.Permitted(Anna).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_permitted_in_which_state()
    {
        var task = Of(assignee: null);
        task.Permitted(Anna).ShouldBe([TaskAction.Take, TaskAction.Start, TaskAction.HandOver, TaskAction.Cancel]);
        task.Start(Anna, "Anna", Monday, Office);
        task.AssigneeId.ShouldBe(Anna);
        task.Permitted(Anna).ShouldBe([TaskAction.Finish, TaskAction.Wait, TaskAction.HandOver, TaskAction.Cancel]);
        task.Permitted(Piotr).ShouldBe([TaskAction.Take, TaskAction.HandOver, TaskAction.Cancel]);
        task.Wait(Anna, Monday);
        task.Permitted(Anna).ShouldBe([TaskAction.Start, TaskAction.HandOver, TaskAction.Cancel]);
        task.Cancel(Piotr, Monday);
        task.Permitted(Anna).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_not_permitted_is_refused_with_the_reason()
    {
        var task = Of(Anna);
        Should.Throw<RuleBroken>(() => task.Finish(Anna, Monday)).Phrase.Key.ShouldBe("task.notNow");
        Should.Throw<RuleBroken>(() => task.Start(Piotr, "Piotr", Monday, Office)).Phrase.Key.ShouldBe("task.notYours");
        task.Settle(null, Monday);
        Should.Throw<RuleBroken>(() => task.Cancel(Anna, Monday)).Phrase.Key.ShouldBe("task.notNow");
        Should.Throw<RuleBroken>(() => task.HandOver(Anna, "Anna", "sales", Piotr)).Phrase.Key.ShouldBe("task.notNow");
    }

    [Fact]
    public void Handing_over_keeps_the_deadline_and_the_next_person_starts_anew()
    {
        var task = Of(Anna);
        var due = task.DueAt;
        task.Start(Anna, "Anna", Monday, Office);
        task.HandOver(Anna, "Anna", "sales", Piotr);
        (task.State, task.AssigneeId, task.Department, task.DueAt).ShouldBe((TaskState.Open, (Guid?)Piotr, "sales", due));
    }

    [Fact]
    public void Waiting_costs_no_working_time()
    {
        var task = Of(Anna);
        task.Start(Anna, "Anna", Monday, Office);
        task.Wait(Anna, Monday.AddHours(2));
        task.IsOverdue(Monday.AddDays(7)).ShouldBeFalse();
        task.Start(Anna, "Anna", Monday.AddDays(1), Office);
        task.DueAt.ShouldBe(Monday.AddDays(1).AddHours(6));
    }

    [Fact]
    public void Waiting_after_the_deadline_heals_nothing()
    {
        var task = Of(Anna);
        task.Start(Anna, "Anna", Monday, Office);
        task.Wait(Anna, Monday.AddDays(1));
        task.IsOverdue(Monday.AddDays(2)).ShouldBeTrue();
        task.Start(Anna, "Anna", Monday.AddDays(3), Office);
        task.DueAt.ShouldBe(Monday.AddHours(8));
    }

    [Fact]
    public void A_reminder_and_an_escalation_keep_their_distance_from_a_deadline_that_moves()
    {
        var task = Of(Anna);
        (task.RemindAt, task.EscalateAt).ShouldBe((Monday.AddHours(6), Monday.AddDays(1).AddHours(4)));
        task.Start(Anna, "Anna", Monday, Office);
        task.Wait(Anna, Monday.AddHours(5));
        task.Start(Anna, "Anna", Monday.AddDays(1), Office);
        (task.DueAt, task.RemindAt, task.EscalateAt).ShouldBe((Monday.AddDays(1).AddHours(3), Monday.AddDays(1).AddHours(1), Monday.AddDays(1).AddHours(7)));

        // Less time is left than the reminder wants: it is time for it now.
        task.Wait(Anna, Monday.AddDays(1).AddHours(2));
        task.Start(Anna, "Anna", Monday.AddDays(2), Office);
        task.RemindAt.ShouldBe(Monday.AddDays(2));
    }

    private static WorkTask Of(Guid? assignee)
    {
        var rule = new RoutingRule { Order = 1, Name = "text", Department = "office", Strategy = RoutingStrategy.Pool, DueHours = 8, RemindHours = 2, EscalateHours = 4, IsLast = true };
        return new WorkTask(
            "ZA/2026/000001", new Work("inquiry.calculate", "inquiry", Guid.NewGuid(), "ZO/2026/000001", Guid.NewGuid(), new Phrase("kind.inquiry.calculate"), "/inquiries/1"), "Kormoran",
            new Route(rule, assignee, "office", TaskPriority.Normal, "why.pool"), Monday, Office);
    }
}
