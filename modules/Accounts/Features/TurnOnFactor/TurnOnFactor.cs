namespace Portal.Accounts;

/// <summary>Turns on the second factor with the secret that was shown, once a code proves that the generator has it.</summary>
[InPerson(OrHalfSignedIn = true)]
public sealed class TurnOnFactor : ISecretWrite<TurnOnFactor.Result>
{
    /// <summary>The secret as the page offered it, sealed.</summary>
    public string Offer { get; set; } = "";

    public string Code { get; set; } = "";

    public string Password { get; set; } = "";

    /// <param name="Codes">Recovery codes, shown once.</param>
    /// <param name="Secret">The session's, which is new from here on.</param>
    public sealed record Result(IReadOnlyList<string> Codes, string Secret);
}

internal sealed class TurnOnFactorHandler(OwnCredentials own, SecondFactors factors, Attempts attempts, AccountLog log, Caller caller) : IRequestHandler<TurnOnFactor, TurnOnFactor.Result>
{
    public async Task<TurnOnFactor.Result> Handle(TurnOnFactor request, CancellationToken cancellation)
    {
        // Who is half signed in gave the password a moment ago.
        var (person, _, session) = caller.Principal is HalfSignedInPrincipal ? await own.OpenAsync(cancellation) : await own.OpenAsync(request.Password, nameof(request.Password), cancellation);
        // Who owes a code must not get around it with a generator of their own.
        if (await own.Db.SecondFactors.AnyAsync(row => row.PersonId == person.Id, cancellation))
            throw new RuleBroken("", "TurnOnFactor.isOn");
        await attempts.TakeAsync("code", person.Id.ToString(), nameof(request.Code), cancellation);
        var secret = factors.Opened(person.Id, request.Offer) ?? throw new RuleBroken("", "TurnOnFactor.late");
        var codes = await factors.TurnOnAsync(own.Db, person.Id, secret, request.Code, cancellation) ?? throw new RuleBroken(nameof(request.Code), "accounts.wrongCode");
        var cookie = SignIns.Strengthen(own.Db, session);
        await log.HappenedAsync(own.Db, person, AccountChange.FactorOn, "", cancellation);
        await own.Db.SaveChangesAsync(cancellation);
        await attempts.ForgetAsync("code", person.Id.ToString(), cancellation);
        return new(codes, cookie);
    }
}
