namespace Portal.Catalog;

/// <summary>Sets a rate from a day on; the same day again corrects it. Quotes already published keep the rate they were made with.</summary>
[Permission(CatalogPermissions.SetRates)]
public sealed class SetRate : IWrite<Guid>
{
    public string Base { get; set; } = "";

    public string Quote { get; set; } = "PLN";

    public decimal Value { get; set; }

    public DateOnly Day { get; set; }
}

internal sealed class SetRateValidator : AbstractValidator<SetRate>
{
    public SetRateValidator(Texts texts)
    {
        RuleFor(it => it.Base).Matches("^[A-Z]{3}$").WithMessage(_ => texts["SetRate.currency"]);
        RuleFor(it => it.Quote).Matches("^[A-Z]{3}$").WithMessage(_ => texts["SetRate.currency"]);
        RuleFor(it => it.Value).GreaterThan(0m).LessThan(1_000_000m);
        RuleFor(it => it.Day).NotEmpty();
    }
}

internal sealed class SetRateHandler(CatalogDb db) : IRequestHandler<SetRate, Guid>
{
    public async Task<Guid> Handle(SetRate request, CancellationToken cancellation)
    {
        var row = await db.Rates.FirstOrDefaultAsync(it => it.Base == request.Base && it.Quote == request.Quote && it.Day == request.Day, cancellation);
        if (row is null)
            db.Rates.Add(row = new RateRow { Base = request.Base, Quote = request.Quote, Day = request.Day, Value = request.Value });
        row.Value = request.Value;
        await db.SaveChangesAsync(cancellation);
        return row.Id;
    }
}

public sealed class SetRateEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapWrite<SetRate, Guid>("rates");
}
