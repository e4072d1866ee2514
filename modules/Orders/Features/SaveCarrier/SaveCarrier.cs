namespace Portal.Orders;

/// <summary>Adds a carrier or changes one. Orders and waybills keep the name and link they got.</summary>
[Permission(OrdersPermissions.Administer)]
public sealed class SaveCarrier : IWrite<Guid>
{
    /// <summary>Null adds one.</summary>
    public Guid? Id { get; set; }

    public string Name { get; set; } = "";

    /// <summary>The address of the tracking page with {number} where the waybill's number belongs; empty where there is none.</summary>
    public string? TrackingTemplate { get; set; }

    public bool IsActive { get; set; } = true;
}

internal sealed class SaveCarrierValidator : AbstractValidator<SaveCarrier>
{
    public SaveCarrierValidator(Texts texts)
    {
        RuleFor(it => it.Name).NotEmpty().WithMessage(_ => texts["SaveCarrier.Name.needed"]).MaximumLength(100);

        // Customers follow the link: nothing but the web, and the number must not become the host.
        RuleFor(it => it.TrackingTemplate).MaximumLength(400)
            .Must(template => string.IsNullOrWhiteSpace(template) || (template.Contains(Carrier.Hole, StringComparison.Ordinal)
                && Uri.TryCreate(template.Trim().Replace(Carrier.Hole, "1", StringComparison.Ordinal), UriKind.Absolute, out var one) && one.Scheme is "https" or "http"
                && Uri.TryCreate(template.Trim().Replace(Carrier.Hole, "2", StringComparison.Ordinal), UriKind.Absolute, out var two) && one.Authority == two.Authority))
            .WithMessage(_ => texts["SaveCarrier.TrackingTemplate.unreadable"]);
    }
}

internal sealed class SaveCarrierHandler(OrdersDb db) : IRequestHandler<SaveCarrier, Guid>
{
    public async Task<Guid> Handle(SaveCarrier request, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"lock table orders.carrier in share row exclusive mode", cancellation);
        var carriers = await db.Carriers.ToListAsync(cancellation);
        if (carriers.Any(row => row.Id != request.Id && string.Equals(row.Name, request.Name.Trim(), StringComparison.OrdinalIgnoreCase)))
            throw new RuleBroken(nameof(request.Name), new Phrase("SaveCarrier.Name.taken", request.Name.Trim()));
        var carrier = request.Id is { } id ? carriers.Find(row => row.Id == id) ?? throw new NotFoundException() : null;
        if (carrier is null)
            db.Carriers.Add(carrier = new Carrier { Name = "" });
        (carrier.Name, carrier.TrackingTemplate, carrier.IsActive) = (request.Name.Trim(), request.TrackingTemplate?.Trim() is { Length: > 0 } template ? template : null, request.IsActive);
        await db.SaveChangesAsync(cancellation);
        return carrier.Id;
    }
}

public sealed class SaveCarrierEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SaveCarrier, Guid>("carriers");
}
