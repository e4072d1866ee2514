namespace Portal.Accounts;

/// <summary>The second step of a sign-in: a code of the generator, or a recovery code.</summary>
[HalfSignedIn]
public sealed class GiveCode : ISecretWrite<string>
{
    public string Code { get; set; } = "";
}

internal sealed class GiveCodeHandler(OwnCredentials own, SecondFactors factors, Attempts attempts, AccountLog log, Caller caller) : IRequestHandler<GiveCode, string>
{
    /// <returns>The session's new secret.</returns>
    public async Task<string> Handle(GiveCode request, CancellationToken cancellation)
    {
        var half = (HalfSignedInPrincipal)caller.Principal;
        await attempts.TakeAsync("code", half.Person.ToString(), nameof(request.Code), cancellation);
        var (person, _, session) = await own.OpenAsync(cancellation);
        var proof = await factors.ProveAsync(own.Db, person.Id, request.Code, cancellation);
        if (proof == Proof.None)
            throw new RuleBroken(nameof(request.Code), "accounts.wrongCode");
        if (proof == Proof.Recovery)
            await log.HappenedAsync(own.Db, person, AccountChange.CodeUsed, "", cancellation);
        var secret = SignIns.Strengthen(own.Db, session);
        await own.Db.SaveChangesAsync(cancellation);
        await attempts.ForgetAsync("code", half.Person.ToString(), cancellation);
        return secret;
    }
}
