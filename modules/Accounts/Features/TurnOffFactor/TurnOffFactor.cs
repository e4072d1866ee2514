namespace Portal.Accounts;

/// <summary>Turns off one's own second factor, where the company does not demand one.</summary>
[InPerson]
public sealed class TurnOffFactor : ISecretWrite<bool>
{
    public string Password { get; set; } = "";
}

internal sealed class TurnOffFactorHandler(OwnCredentials own, AccountLog log) : IRequestHandler<TurnOffFactor, bool>
{
    public async Task<bool> Handle(TurnOffFactor request, CancellationToken cancellation)
    {
        var (person, _, _) = await own.OpenAsync(request.Password, nameof(request.Password), cancellation);
        if (await own.Db.Memberships.AnyAsync(row => row.PersonId == person.Id && row.IsActive && own.Db.Policies.Any(policy => policy.CompanyId == row.CompanyId && policy.SecondFactorRequired), cancellation))
            throw new RuleBroken("", "TurnOffFactor.required");
        if (!await SecondFactors.TurnOffAsync(own.Db, person.Id, cancellation))
            return false;
        await log.HappenedAsync(own.Db, person, AccountChange.FactorOff, "", cancellation);
        await own.Db.SaveChangesAsync(cancellation);
        return true;
    }
}

/// <summary>Makes new recovery codes; the old ones serve no more.</summary>
[InPerson]
public sealed class RenewCodes : ISecretWrite<IReadOnlyList<string>>
{
    public string Password { get; set; } = "";
}

internal sealed class RenewCodesHandler(OwnCredentials own, SecondFactors factors, AccountLog log) : IRequestHandler<RenewCodes, IReadOnlyList<string>>
{
    public async Task<IReadOnlyList<string>> Handle(RenewCodes request, CancellationToken cancellation)
    {
        var (person, _, _) = await own.OpenAsync(request.Password, nameof(request.Password), cancellation);
        if (!await own.Db.SecondFactors.AnyAsync(row => row.PersonId == person.Id, cancellation))
            throw new NotFoundException();
        var codes = await factors.NewCodesAsync(own.Db, person.Id, cancellation);
        await log.HappenedAsync(own.Db, person, AccountChange.CodesRenewed, "", cancellation);
        await own.Db.SaveChangesAsync(cancellation);
        return codes;
    }
}

public sealed class TurnOffFactorEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapWrite<TurnOffFactor, bool>("me/second-factor/off");
        app.MapWrite<RenewCodes, IReadOnlyList<string>>("me/second-factor/codes");
    }
}
