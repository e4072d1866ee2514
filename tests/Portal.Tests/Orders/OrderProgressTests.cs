using Portal.Kernel;
using Portal.Orders;
using Portal.PluginSdk;
using Shouldly;

namespace Portal.Tests.Orders;

public sealed class OrderProgressTests
{
    private static readonly MilestoneDefinition FilesChecked = Sample.Milestone("files-checked", 20, null, Audience.Internal);
    private static readonly MilestoneDefinition InProduction = Sample.Milestone("in-production", 40, OrderState.InProduction);
    private static readonly MilestoneDefinition Ready = Sample.Milestone("ready", 50, OrderState.Ready);
    private static readonly MilestoneDefinition Shipped = Sample.Milestone("shipped", 60, OrderState.Shipped);

    [Fact]
    public void The_state_follows_the_furthest_milestone_and_a_late_record_never_moves_it_back()
    {
        var order = Sample.In(OrderState.Confirmed);
        order.Reach(FilesChecked, new(), Sample.Manager);
        order.State.ShouldBe(OrderState.Confirmed);
        order.Reach(Ready, new(), Sample.Manager);
        order.Reach(InProduction, new(), Sample.Manager with { At = Sample.Now.AddHours(1) });

        order.State.ShouldBe(OrderState.Ready);
    }

    [Fact]
    public void Reaching_a_milestone_again_changes_nothing()
    {
        var order = Sample.In(OrderState.Confirmed);
        order.Reach(InProduction, new(), Sample.Manager).ShouldNotBeNull();
        var (milestones, events) = (order.Milestones.Count, order.Events.Count);

        order.Reach(InProduction, new("again"), Sample.Manager).ShouldBeNull();
        (order.Milestones.Count, order.Events.Count).ShouldBe((milestones, events));
    }

    [Fact]
    public void Parts_are_shipped_until_the_last_one_left()
    {
        var order = Sample.In(OrderState.Confirmed);
        var first = new Waybill("DHL", "1", null);
        order.Reach(Shipped, new(null, first, IsPart: true), Sample.Manager).ShouldNotBeNull();
        order.Reach(Shipped, new(null, first, IsPart: true), Sample.Manager).ShouldBeNull();
        order.Reach(Shipped, new(null, first with { Number = "2" }, IsPart: true), Sample.Manager).ShouldNotBeNull();
        order.State.ShouldBe(OrderState.PartlyShipped);
        order.Reach(Shipped, new(null, first with { Number = "3" }), Sample.Manager with { At = Sample.Now.AddHours(1) }).ShouldNotBeNull();

        order.State.ShouldBe(OrderState.Shipped);
    }

    [Fact]
    public void Undoing_brings_back_the_state_of_what_remains()
    {
        var order = Sample.In(OrderState.Confirmed);
        order.Reach(InProduction, new(), Sample.Manager);
        var ready = order.Reach(Ready, new(), Sample.Manager)!;
        order.Undo(ready.Id, Sample.Manager);
        order.State.ShouldBe(OrderState.InProduction);
        order.Undo(order.Milestones.Single(it => it.Key == "in-production").Id, Sample.Manager);
        order.State.ShouldBe(OrderState.Confirmed);

        Should.Throw<RuleBroken>(() => order.Undo(order.Milestones.Single().Id, Sample.Manager)).Phrase.Key.ShouldBe("order.milestoneStays");
        Should.Throw<NotFoundException>(() => order.Undo(ready.Id, Sample.Manager));
    }

    [Fact]
    public void What_is_hidden_stays_hidden_in_the_timeline_too()
    {
        var order = Sample.In(OrderState.Confirmed);
        var hidden = order.Reach(FilesChecked, new("margins mended"), Sample.Manager)!;
        order.Undo(hidden.Id, Sample.Manager);

        hidden.Audience.ShouldBe(Audience.Internal);
        order.Events.TakeLast(2).ShouldAllBe(it => it.Audience == Audience.Internal);
    }

    [Fact]
    public void A_hold_ends_where_it_began()
    {
        var order = Sample.In(OrderState.Ready);
        order.Hold("text", Sample.Manager);
        order.Release(Sample.Manager);

        (order.State, order.Reason).ShouldBe((OrderState.Ready, null));
    }

    [Fact]
    public void An_order_the_gate_is_against_is_held_with_the_reason_not_lost()
    {
        var order = Sample.Order("order.gate.blocked", "order.gate.minimum");

        order.State.ShouldBe(OrderState.OnHold);
        order.Reason.ShouldBe(new Phrase("order.reasons", new Phrase("order.gate.blocked"), new Phrase("order.gate.minimum")));
        order.Lines.Count.ShouldBe(1);
        order.Release(Sample.Manager);
        order.State.ShouldBe(OrderState.Placed);
    }

    [Fact]
    public void Amounts_are_left_out_for_those_who_see_no_prices()
    {
        var reason = new Phrase("order.event.held", new Phrase("order.gate.credit", new Phrase("order.amount", 100m, "PLN")));

        Discretion.Plain(reason).ShouldBe(new Phrase("order.event.held", new Phrase("order.gate.credit.plain")));
    }
}
