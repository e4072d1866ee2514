using Portal.Contracts.Catalog;

namespace Portal.Catalog;

/// <summary>A stored calculation with its whole tree, for staff.</summary>
[Permission("inquiries.calculate")]
public sealed class ShowCalculation : IRead<CalculationDetail>
{
    public Guid Id { get; set; }
}

internal sealed class ShowCalculationHandler(ICalculations calculations) : IRequestHandler<ShowCalculation, CalculationDetail>
{
    public async Task<CalculationDetail> Handle(ShowCalculation request, CancellationToken cancellation) =>
        await calculations.DetailAsync(request.Id, cancellation) ?? throw new NotFoundException();
}

public sealed class ShowCalculationEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapRead<ShowCalculation, CalculationDetail>("calculations/{id:guid}");
}
