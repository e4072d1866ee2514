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
        { OrderState.Placed, [OrderAction.AskAcceptance, OrderAction.SetPromisedDate, OrderAction.ChangeData, OrderAction.Confirm, OrderAction.Hold, OrderAction.SetHandler, OrderAction.Cancel, OrderAction.AddFiles] },
        { OrderState.OnHold, [OrderAction.SetPromisedDate, OrderAction.ChangeData, OrderAction.Release, OrderAction.SetHandler, OrderAction.Cancel, OrderAction.AddFiles] },
        { OrderState.AwaitingAcceptance, [OrderAction.AskAcceptance, OrderAction.SetPromisedDate, OrderAction.ChangeData, OrderAction.Hold, OrderAction.SetHandler, OrderAction.Cancel, OrderAction.AddFiles] },
        { OrderState.Confirmed, [OrderAction.AskAcceptance, OrderAction.SetPromisedDate, OrderAction.Repeat, OrderAction.ReachMilestone, OrderAction.UndoMilestone, OrderAction.Hold, OrderAction.SetHandler, OrderAction.Cancel, OrderAction.AddFiles] },
        { OrderState.InProduction, [OrderAction.AskAcceptance, OrderAction.SetPromisedDate, OrderAction.Repeat, OrderAction.ReachMilestone, OrderAction.UndoMilestone, OrderAction.Hold, OrderAction.SetHandler, OrderAction.Cancel, OrderAction.AddFiles] },
        { OrderState.Ready, [OrderAction.SetPromisedDate, OrderAction.Repeat, OrderAction.ReachMilestone, OrderAction.UndoMilestone, OrderAction.Hold, OrderAction.SetHandler, OrderAction.Cancel, OrderAction.AddFiles] },
        { OrderState.PartlyShipped, [OrderAction.SetPromisedDate, OrderAction.ConfirmDelivery, OrderAction.Repeat, OrderAction.ReachMilestone, OrderAction.UndoMilestone, OrderAction.SetHandler, OrderAction.AddFiles] },
        { OrderState.Shipped, [OrderAction.ConfirmDelivery, OrderAction.Repeat, OrderAction.ReachMilestone, OrderAction.UndoMilestone, OrderAction.SetHandler, OrderAction.AddFiles] },
        { OrderState.Delivered, [OrderAction.Repeat, OrderAction.Complete, OrderAction.UndoMilestone, OrderAction.SetHandler, OrderAction.AddFiles] },
        { OrderState.Completed, [OrderAction.Repeat] },
        { OrderState.Cancelled, [] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_state_permits_what_fits_it(OrderState state, OrderAction[] permitted)
    {
        OrderGuard.Permitted(state, OrderSide.Manager).ShouldBe(permitted, ignoreOrder: true);
        OrderGuard.Permitted(state, OrderSide.Reader).ShouldBeEmpty();
        OrderGuard.Permitted(state, OrderSide.Customer).ShouldBe(
            permitted.Intersect([OrderAction.ChangeData, OrderAction.ConfirmDelivery, OrderAction.Repeat, OrderAction.AddFiles]).Concat(state == OrderState.AwaitingAcceptance ? [OrderAction.Decide] : []), ignoreOrder: true);
    }

    [Fact]
    public void The_table_names_every_state() => Table.Count.ShouldBe(Enum.GetValues<OrderState>().Length);

    [Theory]
    [MemberData(nameof(Table))]
    public void The_order_refuses_whatever_its_guard_does_not_permit(OrderState state, OrderAction[] permitted)
    {
        foreach (var action in Enum.GetValues<OrderAction>().Except([OrderAction.AddFiles, OrderAction.Decide, OrderAction.Repeat, OrderAction.ConfirmDelivery]))
        {
            var order = Sample.In(state);
            order.State.ShouldBe(state);
            if (permitted.Contains(action))
                Should.NotThrow(() => Try(order, action, Sample.Manager));
            else
                Should.Throw<RuleBroken>(() => Try(order, action, Sample.Manager)).Phrase.Key.ShouldBe("order.notNow");
            if (action != OrderAction.ChangeData)
                Should.Throw<ForbiddenException>(() => Try(Sample.In(state), action, Sample.Manager with { Side = OrderSide.Customer }));
            Should.Throw<ForbiddenException>(() => Try(Sample.In(state), action, Sample.Manager with { Side = OrderSide.Reader }));
        }
    }

    private static void Try(Order order, OrderAction action, Actor actor)
    {
        switch (action)
        {
            case OrderAction.Confirm: order.Confirm(null, actor); break;
            case OrderAction.Hold: order.Hold("text", actor); break;
            case OrderAction.Release: order.Release(actor); break;
            case OrderAction.Cancel: order.Cancel("text", actor); break;
            case OrderAction.Complete: order.Complete(actor); break;
            case OrderAction.SetHandler: order.SetHandler(Guid.CreateVersion7(), "Anna", actor); break;
            case OrderAction.ReachMilestone: order.Reach(Sample.Milestone("extra", 65, null, Audience.Internal), new(), actor); break;
            case OrderAction.UndoMilestone: order.Undo((order.Milestones.FirstOrDefault(it => it.PersonId is not null) ?? Recorded(order)).Id, actor); break;
            case OrderAction.AskAcceptance: order.Ask(DocumentKind.Proof, "", Sample.File(), "", actor); break;
            case OrderAction.ChangeData: order.ChangeData(new OwnData("KOR/78", null, null, order.DeliveryAddress, null), null, actor); break;
            case OrderAction.SetPromisedDate: order.Promise(new DateOnly(2026, 4, 1), null, actor); break;
            default: throw new ArgumentOutOfRangeException(nameof(action));
        }
    }

    /// <summary>A milestone to undo where the way to the state needed none.</summary>
    private static OrderMilestone Recorded(Order order) =>
        order.State == OrderState.Confirmed ? order.Reach(Sample.Milestone("files-checked", 20, null), new(), Sample.Manager)! : order.Milestones[0];
}
