using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;
using Portal.Kernel;
using Portal.Orders;
using Portal.PluginSdk;

namespace Portal.Tests.Orders;

/// <summary>Orders to try things on.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    public static readonly Actor Manager = new(OrderSide.Manager, Guid.CreateVersion7(), Now);

    public static QuoteAccepted Accepted(params AcceptedLine[] lines) => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "ZO/2026/000001", Guid.CreateVersion7(), "OF/2026/000001", Guid.CreateVersion7(), Guid.CreateVersion7(), null, "Atlas", "PLN", "pl",
        new AddressLines("Magazyn", "ul. Magazynowa 21", "11-041", "Olsztyn", "PL"), 14, lines.Sum(line => line.Total), "KOR/77", lines, Now);

    public static AcceptedLine Line(decimal quantity, decimal unit, decimal vat) =>
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), "printing.book", "Atlas", quantity, "unit.piece", unit, quantity * unit, vat, []);

    public static Order Order(params IReadOnlyList<Phrase> against) => Planned([], against);

    public static Order Planned(IReadOnlyList<PlannedMilestone> plan, params IReadOnlyList<Phrase> against)
    {
        var accepted = Accepted(Line(1000, 14.27m, 5));
        var company = new CompanyCard(
            accepted.CompanyId, "Kormoran", "7010416384", "PL", "", "PLN", "pl", Guid.CreateVersion7(), 14,
            [new(Guid.CreateVersion7(), "registered", "Kormoran", "ul. Jeziorna 3", "10-542", "Olsztyn", "PL")], null, null);
        return Portal.Orders.Order.From(accepted, "ZM/2026/000001", company, against, [PlannedMilestone.Of(Milestone("received", 10, null, mover: MilestoneMover.OrderMade), accepted.CompanyId, Audience.Customer), .. plan], null, Now);
    }

    public static MilestoneDefinition Milestone(string key, int position, OrderState? movesTo, Audience audience = Audience.Customer, MilestoneMover mover = MilestoneMover.Staff) =>
        new() { Key = key, Name = LocalText.Same(key), Position = position, MovesTo = movesTo, Audience = audience, Mover = mover };

    /// <summary>An order brought into the state by the steps that lead there.</summary>
    public static Order In(OrderState state)
    {
        var order = Order();
        if (state is OrderState.Placed)
            return order;
        if (state is OrderState.OnHold)
            order.Hold("text", Manager);
        else if (state is OrderState.Cancelled)
            order.Cancel("text", Manager);
        else if (state is OrderState.AwaitingAcceptance)
            order.Ask(DocumentKind.Proof, "", File(), "", Manager);
        else
            order.Confirm(null, Manager);
        if (state is OrderState.Completed or OrderState.Delivered)
            order.Reach(Milestone("delivered", 70, OrderState.Delivered), new(), Manager);
        if (state is OrderState.Completed)
            order.Complete(Manager);
        if (state is OrderState.InProduction or OrderState.Ready or OrderState.Shipped)
            order.Reach(Milestone("step", 50, state), new(), Manager);
        if (state is OrderState.PartlyShipped)
            order.Reach(Milestone("shipped", 60, OrderState.Shipped), new(IsPart: true), Manager);
        return order;
    }

    public static StoredFile File() => new()
    {
        CompanyId = Guid.CreateVersion7(),
        Audience = Audience.Customer,
        SubjectKind = "order",
        SubjectId = Guid.CreateVersion7(),
        Name = "proof.pdf",
        MediaType = "application/pdf",
        Size = 6,
        Sha256 = new byte[32],
        At = Now,
    };
}
