using Portal.Kernel;
using Portal.Orders;
using Portal.PluginSdk;
using Shouldly;

namespace Portal.Tests.Orders;

public sealed class OrderGuardTests
{
    /// <summary>Every state with everything a manager may do in it.</summary>
    public static TheoryData<OrderState, OrderAction[]> Table => new()
    {
        { OrderState.Placed, [OrderAction.Confirm, OrderAction.Hold, OrderAction.SetHandler, OrderAction.Cancel, OrderAction.AddFiles] },
        { OrderState.OnHold, [OrderAction.Release, OrderAction.SetHandler, OrderAction.Cancel, OrderAction.AddFiles] },
        { OrderState.AwaitingAcceptance, [OrderAction.Hold, OrderAction.SetHandler, OrderAction.Cancel, OrderAction.AddFiles] },
        { OrderState.Confirmed, [OrderAction.ReachMilestone, OrderAction.UndoMilestone, OrderAction.Hold, OrderAction.SetHandler, OrderAction.Cancel, OrderAction.AddFiles] },
        { OrderState.InProduction, [OrderAction.ReachMilestone, OrderAction.UndoMilestone, OrderAction.Hold, OrderAction.SetHandler, OrderAction.Cancel, OrderAction.AddFiles] },
        { OrderState.Ready, [OrderAction.ReachMilestone, OrderAction.UndoMilestone, OrderAction.Hold, OrderAction.SetHandler, OrderAction.Cancel, OrderAction.AddFiles] },
        { OrderState.PartlyShipped, [OrderAction.ReachMilestone, OrderAction.UndoMilestone, OrderAction.SetHandler, OrderAction.AddFiles] },
        { OrderState.Shipped, [OrderAction.ReachMilestone, OrderAction.UndoMilestone, OrderAction.SetHandler, OrderAction.AddFiles] },
        { OrderState.Delivered, [OrderAction.Complete, OrderAction.UndoMilestone, OrderAction.SetHandler, OrderAction.AddFiles] },
        { OrderState.Completed, [] },
        { OrderState.Cancelled, [] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_state_permits_what_fits_it(OrderState state, OrderAction[] permitted)
    {
        OrderGuard.Permitted(state, OrderSide.Manager).ShouldBe(permitted, ignoreOrder: true);
        OrderGuard.Permitted(state, OrderSide.Reader).ShouldBeEmpty();
        OrderGuard.Permitted(state, OrderSide.Customer).ShouldBe(permitted.Where(action => action == OrderAction.AddFiles));
    }

    [Fact]
    public void The_table_names_every_state() => Table.Count.ShouldBe(Enum.GetValues<OrderState>().Length);

    [Theory]
    [MemberData(nameof(Table))]
    public void The_order_refuses_whatever_its_guard_does_not_permit(OrderState state, OrderAction[] permitted)
    {
        // Awaiting acceptance belongs to formal acceptance: no step of these leads there.
        if (state == OrderState.AwaitingAcceptance)
            return;
        foreach (var action in Enum.GetValues<OrderAction>().Where(action => action != OrderAction.AddFiles))
        {
            var order = Sample.In(state);
            order.State.ShouldBe(state);
            if (permitted.Contains(action))
                Should.NotThrow(() => Try(order, action, Sample.Manager));
            else
                Should.Throw<RuleBroken>(() => Try(order, action, Sample.Manager)).Phrase.Key.ShouldBe("order.notNow");
            Should.Throw<ForbiddenException>(() => Try(Sample.In(state), action, Sample.Manager with { Side = OrderSide.Customer }));
            Should.Throw<ForbiddenException>(() => Try(Sample.In(state), action, Sample.Manager with { Side = OrderSide.Reader }));
        }
    }

    private static void Try(Order order, OrderAction action, Actor actor)
    {
        switch (action)
        {
            case OrderAction.Confirm: order.Confirm(actor); break;
            case OrderAction.Hold: order.Hold("text", actor); break;
            case OrderAction.Release: order.Release(actor); break;
            case OrderAction.Cancel: order.Cancel("text", actor); break;
            case OrderAction.Complete: order.Complete(actor); break;
            case OrderAction.SetHandler: order.SetHandler(Guid.CreateVersion7(), "Anna", actor); break;
            case OrderAction.ReachMilestone: order.Reach(Sample.Milestone("extra", 65, null, Audience.Internal), new(), actor); break;
            case OrderAction.UndoMilestone: order.Undo((order.Milestones.FirstOrDefault(it => it.PersonId is not null) ?? Recorded(order)).Id, actor); break;
            default: throw new ArgumentOutOfRangeException(nameof(action));
        }
    }

    /// <summary>A milestone to undo where the way to the state needed none.</summary>
    private static OrderMilestone Recorded(Order order) =>
        order.State == OrderState.Confirmed ? order.Reach(Sample.Milestone("files-checked", 20, null), new(), Sample.Manager)! : order.Milestones[0];
}
