using Portal.Contracts.Accounts;

namespace Portal.Inquiries;

/// <summary>What one client is told of a step.</summary>
public enum StepSeen
{
    /// <summary>As the company says for all.</summary>
    AsUsual,
    Shown,
    Hidden,
}

/// <summary>Says of which steps a client is told, against the rule.</summary>
[Permission(InquiriesPermissions.Administer)]
public sealed class SetClientSteps : IWrite<Guid>
{
    public Guid CompanyId { get; set; }

    public StepSeen Revised { get; set; }

    public StepSeen InCalculation { get; set; }

    public StepSeen WaitsForCustomer { get; set; }

    public StepSeen InApproval { get; set; }
}

internal sealed class SetClientStepsValidator : AbstractValidator<SetClientSteps>
{
    public SetClientStepsValidator()
    {
        RuleFor(it => it.Revised).IsInEnum();
        RuleFor(it => it.InCalculation).IsInEnum();
        RuleFor(it => it.WaitsForCustomer).IsInEnum();
        RuleFor(it => it.InApproval).IsInEnum();
    }
}

internal sealed class SetClientStepsHandler(InquiriesDb db, ICompanies companies) : IRequestHandler<SetClientSteps, Guid>
{
    public async Task<Guid> Handle(SetClientSteps request, CancellationToken cancellation)
    {
        _ = await companies.FindAsync(request.CompanyId, cancellation) ?? throw new NotFoundException();
        await db.Database.ExecuteSqlAsync($"lock table inquiries.step_exception in share row exclusive mode", cancellation);
        var known = await db.StepExceptions.Where(row => row.ForCompany == request.CompanyId).ToDictionaryAsync(row => row.Step, cancellation);
        foreach (var (step, seen) in new[]
        {
            (InquiryStep.Revised, request.Revised), (InquiryStep.InCalculation, request.InCalculation), (InquiryStep.WaitsForCustomer, request.WaitsForCustomer), (InquiryStep.InApproval, request.InApproval),
        })
        {
            if (seen == StepSeen.AsUsual)
                db.StepExceptions.RemoveRange(known.Values.Where(row => row.Step == step));
            else if (known.TryGetValue(step, out var row))
                row.IsShown = seen == StepSeen.Shown;
            else
                db.StepExceptions.Add(new StepException { Step = step, ForCompany = request.CompanyId, IsShown = seen == StepSeen.Shown });
        }

        db.Touch(StepRulesInMemory.Topic);
        db.Touch($"inquiries:{request.CompanyId}");
        await db.SaveChangesAsync(cancellation);
        return request.CompanyId;
    }
}

/// <summary>Of which steps a client is told, against the rule.</summary>
[Permission(InquiriesPermissions.Administer)]
public sealed class ShowClientSteps : IRead<ShowClientSteps.Result>
{
    public Guid CompanyId { get; set; }

    public sealed record Result(StepSeen Revised, StepSeen InCalculation, StepSeen WaitsForCustomer, StepSeen InApproval);
}

internal sealed class ShowClientStepsHandler(InquiriesDb db, ICompanies companies) : IRequestHandler<ShowClientSteps, ShowClientSteps.Result>
{
    public async Task<ShowClientSteps.Result> Handle(ShowClientSteps request, CancellationToken cancellation)
    {
        _ = await companies.FindAsync(request.CompanyId, cancellation) ?? throw new NotFoundException();
        var known = await db.StepExceptions.AsNoTracking().Where(row => row.ForCompany == request.CompanyId).ToDictionaryAsync(row => row.Step, row => row.IsShown ? StepSeen.Shown : StepSeen.Hidden, cancellation);
        return new(Of(InquiryStep.Revised), Of(InquiryStep.InCalculation), Of(InquiryStep.WaitsForCustomer), Of(InquiryStep.InApproval));
        StepSeen Of(InquiryStep step) => known.GetValueOrDefault(step);
    }
}

public sealed class SetClientStepsEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ShowClientSteps, ShowClientSteps.Result>("companies/{companyId:guid}/inquiry-steps");
        app.MapWrite<SetClientSteps, Guid>("companies/{companyId:guid}/inquiry-steps", "PUT");
    }
}
