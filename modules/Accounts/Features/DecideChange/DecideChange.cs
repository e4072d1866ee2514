using System.Text.Json;
using Portal.Contracts.Accounts;
using Portal.Contracts.Workflow;

namespace Portal.Accounts;

/// <summary>Accepts what a client wants changed of its card, from then on it counts; or refuses it with a reason. Done again it says the same.</summary>
[Permission(AccountsPermissions.ManageCompanies)]
public sealed class DecideChange : IWrite<Guid>
{
    public Guid CompanyId { get; set; }

    public Guid Id { get; set; }

    public bool Accepts { get; set; }

    /// <summary>Goes to the client; needed to refuse.</summary>
    public string Reason { get; set; } = "";

    /// <summary>How many differences the reader saw; what was added since is looked at first. Empty in programs that saw all there are.</summary>
    public int? Seen { get; set; }
}

internal sealed class DecideChangeValidator : AbstractValidator<DecideChange>
{
    public DecideChangeValidator(Texts texts) => RuleFor(it => it.Reason).Must((it, reason) => it.Accepts || reason.Trim().Length > 0).WithMessage(_ => texts["DecideChange.Reason.needed"]).MaximumLength(2_000);
}

internal sealed class DecideChangeHandler(AccountsDb db, IMediator mediator, IWorkDesk desk, Caller caller, TimeProvider clock) : IRequestHandler<DecideChange, Guid>
{
    public async Task<Guid> Handle(DecideChange request, CancellationToken cancellation)
    {
        var company = await db.RequireInTurnAsync(request.CompanyId, cancellation);
        var change = await db.Changes.FirstOrDefaultAsync(row => row.Id == request.Id && row.CompanyId == company.Id, cancellation) ?? throw new NotFoundException();
        if (change.State != ChangeState.Waiting)
            return change.State == (request.Accepts ? ChangeState.Accepted : ChangeState.Refused) ? change.Id : throw new RuleBroken("", new Phrase("DecideChange.over", new Phrase($"ChangeState.{change.State}")));
        if (request.Seen is { } seen && seen != change.Items.Count)
            throw new RuleBroken("", "DecideChange.grown");
        if (request.Accepts)
        {
            foreach (var item in change.Items)
                await WriteAsync(company, item, cancellation);
            company.Changed(caller.Principal.PersonId, clock.GetUtcNow());
        }

        change.Decide(request.Accepts, request.Reason.Trim() is { Length: > 0 } reason ? reason : null, caller.Principal.PersonId, clock.GetUtcNow());
        db.Publish(new ChangeDecided(change.Id));
        db.CardChanged(company);
        db.Touch($"company:{company.Id}");
        await db.SaveChangesAsync(cancellation);
        await desk.SettleAsync(CompanyChangeMatter.Kind, change.Id, null, cancellation);
        return change.Id;
    }

    /// <summary>What is more than a field is sent as the request it was, now by staff.</summary>
    private async Task WriteAsync(Company company, ChangeItem item, CancellationToken cancellation)
    {
        switch (item.Field)
        {
            case OwnField.Seat or OwnField.Letters or OwnField.Delivery when item.After.Length == 0:
                await mediator.Send(new EndAddress { CompanyId = company.Id, Id = item.Subject!.Value }, cancellation);
                break;
            case OwnField.Seat or OwnField.Letters or OwnField.Delivery:
                var address = JsonSerializer.Deserialize<SetAddress>(item.Payload!, Json.Options)!;

                // The address it was to replace may have been replaced meanwhile.
                if (address.ReplacesId is { } before && company.Addresses.All(row => row.Id != before || row.Until is not null))
                    address.ReplacesId = null;
                await mediator.Send(address, cancellation);
                break;
            case OwnField.Representative:
                await mediator.Send(JsonSerializer.Deserialize<SaveRepresentative>(item.Payload!, Json.Options)!, cancellation);
                break;
            default:
                ChangeOwnDataHandler.Write(company, item);
                break;
        }
    }
}

/// <summary>What a client wanted changed, the last first.</summary>
[Permission(AccountsPermissions.SeeCompanies, AccountsPermissions.OwnData)]
public sealed class ListChanges : IRead<ListChanges.Result>
{
    public Guid CompanyId { get; set; }

    public sealed record Result(IReadOnlyList<Row> Rows);

    public sealed record Row(Guid Id, ChangeState State, IReadOnlyList<ChangeItem> Items, string? AskedBy, DateTimeOffset AskedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Reason);
}

internal sealed class ListChangesHandler(AccountsDb db, IPeople people) : IRequestHandler<ListChanges, ListChanges.Result>
{
    private const int Most = 50;

    public async Task<ListChanges.Result> Handle(ListChanges request, CancellationToken cancellation)
    {
        if (!await db.Companies.AnyAsync(row => row.Id == request.CompanyId, cancellation))
            throw new NotFoundException();
        var rows = await db.Changes.AsNoTracking().Where(row => row.CompanyId == request.CompanyId).OrderByDescending(row => row.Id).Take(Most).ToListAsync(cancellation);
        var faces = await people.FindAsync([.. rows.SelectMany(row => new[] { row.AskedById, row.DecidedById ?? row.AskedById })], cancellation);
        return new([.. rows.Select(row => new ListChanges.Row(
            row.Id, row.State, [.. row.Items.Select(item => item with { Payload = null })], faces.GetValueOrDefault(row.AskedById)?.Name, row.AskedAt, row.DecidedById is { } by ? faces.GetValueOrDefault(by)?.Name : null, row.DecidedAt, row.Reason))]);
    }
}

public sealed class DecideChangeEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ListChanges, ListChanges.Result>("companies/{companyId:guid}/changes");
        app.MapWrite<DecideChange, Guid>("companies/{companyId:guid}/changes/{id:guid}/decide");
    }
}
