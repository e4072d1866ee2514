using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Portal.Accounts;

/// <summary>Passkeys: what the browser is asked, and whether its answer holds. A question serves once and for five minutes, for whom it was asked.</summary>
internal sealed class Passkeys(IServiceScopeFactory scopes, IDataProtectionProvider protection, Attempts attempts, IHttpContextAccessor http)
{
    public const int Most = 20;

    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);
    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("passkey").ToTimeLimitedDataProtector();

    /// <param name="Options">As navigator.credentials takes them.</param>
    /// <param name="State">Comes back with the answer.</param>
    public sealed record Question(JsonElement Options, string State);

    public async Task<Question> AskToSignInAsync()
    {
        await using var scope = scopes.AsSystem("accounts", "passkey asked for");
        var asked = await Handler(scope).MakeRequestOptionsAsync(null, http.HttpContext!);
        return new(JsonElement.Parse(asked.RequestOptionsJson), Seal("", asked.AssertionState));
    }

    public async Task<Question> AskToAddAsync(PersonPrincipal person, string email)
    {
        await using var scope = scopes.AsSystem("accounts", "passkey offered");
        var asked = await Handler(scope).MakeCreationOptionsAsync(new PasskeyUserEntity { Id = person.Person.ToString(), Name = email, DisplayName = person.Name }, http.HttpContext!);
        return new(JsonElement.Parse(asked.CreationOptionsJson), Seal(person.Person.ToString(), asked.AttestationState));
    }

    /// <returns>Whose passkey answered; null where the answer does not hold.</returns>
    public async Task<Guid?> SignInAsync(string credential, string state, CancellationToken cancellation)
    {
        if (await OpenedAsync("", state, cancellation) is not { } opened)
            return null;
        await using var scope = scopes.AsSystem("accounts", "sign-in by passkey");
        var result = await Handler(scope).PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http.HttpContext!, CredentialJson = credential, AssertionState = opened });
        if (!result.Succeeded)
            return null;
        await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().AddOrUpdatePasskeyAsync(result.User, result.Passkey);
        return result.User.Id;
    }

    /// <returns>The passkey that was made for the person; null where the answer does not hold.</returns>
    public async Task<UserPasskeyInfo?> MadeAsync(Guid person, string credential, string state, CancellationToken cancellation)
    {
        if (await OpenedAsync(person.ToString(), state, cancellation) is not { } opened)
            return null;
        await using var scope = scopes.AsSystem("accounts", "passkey made");
        var result = await Handler(scope).PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http.HttpContext!, CredentialJson = credential, AttestationState = opened });
        return result.Succeeded && result.UserEntity.Id == person.ToString() ? result.Passkey : null;
    }

    private static IPasskeyHandler<Account> Handler(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<IPasskeyHandler<Account>>();

    private string Seal(string whose, string? state) => _seal.Protect($"{whose}\n{state}", GoodFor);

    private async Task<string?> OpenedAsync(string whose, string state, CancellationToken cancellation)
    {
        try
        {
            return _seal.Unprotect(state).Split('\n', 2) is [var of, var opened] && of == whose && await attempts.OnceAsync("passkey", state, GoodFor * 2, cancellation) ? opened : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
