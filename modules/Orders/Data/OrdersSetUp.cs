namespace Portal.Orders;

/// <summary>The milestones a new installation starts with. What the company changed in them later stays.</summary>
internal sealed class OrdersSetUp(OrdersDb db) : ISetUp
{
    /// <summary>The one that every order reaches by being made.</summary>
    public const string Received = "received";

    private static readonly MilestoneDefinition[] Definitions =
    [
        Make(Received, 10, null, Audience.Customer, "Zamówienie przyjęte", "Order received", "Objednávka přijata", "Bestellung eingegangen"),
        Make("files-checked", 20, null, Audience.Customer, "Pliki sprawdzone", "Files checked", "Data zkontrolována", "Daten geprüft"),
        Make("proof-accepted", 30, null, Audience.Customer, "Proof zaakceptowany", "Proof accepted", "Nátisk schválen", "Proof freigegeben"),
        Make("in-production", 40, OrderState.InProduction, Audience.Customer, "W produkcji", "In production", "Ve výrobě", "In Produktion"),
        Make("ready", 50, OrderState.Ready, Audience.Customer, "Gotowe do wysyłki", "Ready to ship", "Připraveno k odeslání", "Versandbereit"),
        Make("shipped", 60, OrderState.Shipped, Audience.Customer, "Wysłane", "Shipped", "Odesláno", "Versandt"),
        Make("delivered", 70, OrderState.Delivered, Audience.Customer, "Dostarczone", "Delivered", "Doručeno", "Zugestellt"),
    ];

    public async Task RunAsync(CancellationToken cancellation)
    {
        // Only into an empty table: a step that the company took out must not come back.
        if (await db.Definitions.AnyAsync(cancellation))
            return;
        db.Definitions.AddRange(Definitions);
        await db.SaveChangesAsync(cancellation);
    }

    private static MilestoneDefinition Make(string key, int position, OrderState? movesTo, Audience audience, string polish, string english, string czech, string german) => new()
    {
        Key = key,
        Position = position,
        MovesTo = movesTo,
        Audience = audience,
        Name = new(new Dictionary<string, string> { ["pl"] = polish, ["en"] = english, ["cs"] = czech, ["de"] = german }),
    };
}
