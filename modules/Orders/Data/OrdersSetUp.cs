namespace Portal.Orders;

/// <summary>The milestones and carriers a new installation starts with. What the company changed in them later stays.</summary>
internal sealed class OrdersSetUp(OrdersDb db) : ISetUp
{
    private static readonly MilestoneDefinition[] Definitions =
    [
        Make("received", 10, null, MilestoneMover.OrderMade, "Zamówienie przyjęte", "Order received", "Objednávka přijata", "Bestellung eingegangen"),
        Make("files-checked", 20, null, MilestoneMover.Staff, "Pliki sprawdzone", "Files checked", "Data zkontrolována", "Daten geprüft"),
        Make("proof-accepted", 30, null, MilestoneMover.ProofAccepted, "Proof zaakceptowany", "Proof accepted", "Nátisk schválen", "Proof freigegeben"),
        Make("in-production", 40, OrderState.InProduction, MilestoneMover.Staff, "W produkcji", "In production", "Ve výrobě", "In Produktion"),
        Make("ready", 50, OrderState.Ready, MilestoneMover.Staff, "Gotowe do wysyłki", "Ready to ship", "Připraveno k odeslání", "Versandbereit"),
        Make("shipped", 60, OrderState.Shipped, MilestoneMover.Staff, "Wysłane", "Shipped", "Odesláno", "Versandt"),
        Make("delivered", 70, OrderState.Delivered, MilestoneMover.Staff, "Dostarczone", "Delivered", "Doručeno", "Zugestellt"),
    ];

    private static readonly (string Name, string? Template)[] Carriers =
    [
        ("DHL", "https://www.dhl.com/pl-pl/home/tracking.html?tracking-id={number}"),
        ("DPD", "https://tracktrace.dpd.com.pl/parcelDetails?p1={number}"),
        ("GLS", "https://gls-group.com/track/{number}"),
        ("InPost", "https://inpost.pl/sledzenie-przesylek?number={number}"),
        ("UPS", "https://www.ups.com/track?tracknum={number}"),
    ];

    public async Task RunAsync(CancellationToken cancellation)
    {
        // Only into an empty table: a step that the company took out must not come back.
        if (!await db.Definitions.AnyAsync(cancellation))
            db.Definitions.AddRange(Definitions);
        if (!await db.Carriers.AnyAsync(cancellation))
            db.Carriers.AddRange(Carriers.Select(carrier => new Carrier { Name = carrier.Name, TrackingTemplate = carrier.Template }));
        await db.SaveChangesAsync(cancellation);
    }

    private static MilestoneDefinition Make(string key, int position, OrderState? movesTo, MilestoneMover mover, string polish, string english, string czech, string german) => new()
    {
        Key = key,
        Position = position,
        MovesTo = movesTo,
        Audience = Audience.Customer,
        Mover = mover,
        Name = new(new Dictionary<string, string> { ["pl"] = polish, ["en"] = english, ["cs"] = czech, ["de"] = german }),
    };
}
