using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Accounts;

/// <summary>
/// Identity providers of client companies, spoken to by OpenID Connect: code flow with PKCE, state and nonce. What a provider says is believed of its own
/// company alone.
/// </summary>
internal sealed class CompanyProviders(IDataProtectionProvider protection, Microsoft.Extensions.Configuration.IConfiguration configuration) : IDisposable
{
    private const long MostBytes = 1_000_000;
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    // No provider may have its tokens signed with what it shares with us, or not at all.
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = MostBytes };
    private readonly ConcurrentDictionary<string, ConfigurationManager<OpenIdConnectConfiguration>> _known = [];
    private readonly ITimeLimitedDataProtector _state = protection.CreateProtector("company-sign-in").ToTimeLimitedDataProtector();
    private readonly IDataProtector _secrets = protection.CreateProtector("company-secret");

    /// <summary>What was on its way to a provider, kept in the browser's cookie, sealed.</summary>
    public sealed record Errand(Guid CompanyId, string Issuer, string ClientId, string State, string Nonce, string Verifier, string Back);

    /// <summary>Who came back from it.</summary>
    public sealed record Visitor(string Subject, string? VerifiedEmail);

    public string ReturnAddress => $"{configuration["Portal:Address"]?.TrimEnd('/')}/sign-in/company/callback";

    public byte[] Seal(string secret) => _secrets.Protect(Encoding.UTF8.GetBytes(secret));

    /// <summary>Plain HTTP only on this machine itself, for trying out.</summary>
    public static bool IsIssuer(string issuer) => Uri.TryCreate(issuer, UriKind.Absolute, out var address) && address is { Query: "", Fragment: "", UserInfo: "" } && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>Whether a provider answers there and calls itself so.</summary>
    public async Task<bool> AnswersAsync(string issuer, CancellationToken cancellation)
    {
        try
        {
            return (await Manager(issuer).GetConfigurationAsync(cancellation)).Issuer == issuer;
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or HttpRequestException or ArgumentException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            _known.TryRemove(issuer, out _);
            return false;
        }
    }

    /// <returns>Where to send the browser, and what it keeps meanwhile.</returns>
    /// <exception cref="RuleBroken">The provider does not answer.</exception>
    public async Task<(string Address, string Kept)> LeaveAsync(SignInPolicy policy, string back, CancellationToken cancellation)
    {
        var provider = await ReadAsync(policy.Issuer, cancellation);
        var errand = new Errand(policy.CompanyId, policy.Issuer, policy.ClientId, Secrets.New(), Secrets.New(), Secrets.New(), back);
        var message = new OpenIdConnectMessage
        {
            IssuerAddress = provider.AuthorizationEndpoint,
            ClientId = policy.ClientId,
            RedirectUri = ReturnAddress,
            ResponseType = OpenIdConnectResponseType.Code,
            Scope = "openid email",
            State = errand.State,
            Nonce = errand.Nonce,
        };
        message.SetParameter("code_challenge", Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(errand.Verifier))));
        message.SetParameter("code_challenge_method", "S256");
        return (message.CreateAuthenticationRequestUrl(), _state.Protect(JsonSerializer.Serialize(errand), GoodFor));
    }

    /// <returns>What left, if the answer belongs to it.</returns>
    public Errand? Returned(string? kept, string? state)
    {
        try
        {
            return kept is not null && JsonSerializer.Deserialize<Errand>(_state.Unprotect(kept)) is { } errand
                && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(errand.State), Encoding.UTF8.GetBytes(state ?? "")) ? errand : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <returns>Null where the provider does not vouch for anybody.</returns>
    public async Task<Visitor?> RedeemAsync(Errand errand, SignInPolicy policy, string code, CancellationToken cancellation)
    {
        var provider = await ReadAsync(errand.Issuer, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, provider.TokenEndpoint);
        var form = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = ReturnAddress, ["code_verifier"] = errand.Verifier, ["client_id"] = errand.ClientId };
        var secret = policy.ClientSecret is { } kept ? Encoding.UTF8.GetString(_secrets.Unprotect(kept)) : "";
        if (secret.Length > 0 && provider.TokenEndpointAuthMethodsSupported.Contains("client_secret_post") && !provider.TokenEndpointAuthMethodsSupported.Contains("client_secret_basic"))
            form["client_secret"] = secret;
        else if (secret.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(errand.ClientId)}:{Uri.EscapeDataString(secret)}")));
        request.Content = new FormUrlEncodedContent(form);
        try
        {
            using var answer = await _http.SendAsync(request, cancellation);
            if (!answer.IsSuccessStatusCode)
                return null;
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellation));
            return json.RootElement.TryGetProperty("id_token", out var token) && token.GetString() is { } text ? await BelieveAsync(errand, provider, text, cancellation) : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new RuleBroken("", "accounts.providerAway");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Visitor?> BelieveAsync(Errand errand, OpenIdConnectConfiguration provider, string token, CancellationToken cancellation)
    {
        Task<TokenValidationResult> ValidateAsync(OpenIdConnectConfiguration known) => new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = errand.Issuer,
            ValidAudience = errand.ClientId,
            IssuerSigningKeys = known.SigningKeys,
            ValidAlgorithms = Algorithms,
            ClockSkew = TimeSpan.FromMinutes(2),
        });
        var result = await ValidateAsync(provider);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // The provider may have taken a new key since it was asked.
            Manager(errand.Issuer).RequestRefresh();
            result = await ValidateAsync(await ReadAsync(errand.Issuer, cancellation));
        }

        if (!result.IsValid || result.SecurityToken is not JsonWebToken { Subject.Length: > 0 and <= 255 } valid
            || !valid.TryGetPayloadValue<string>("nonce", out var nonce) || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(nonce), Encoding.UTF8.GetBytes(errand.Nonce))
            || (valid.TryGetPayloadValue<string>("azp", out var party) ? party != errand.ClientId : valid.Audiences.Count() > 1))
            return null;
        var isVerified = valid.TryGetPayloadValue<bool>("email_verified", out var verified) ? verified : valid.TryGetPayloadValue<string>("email_verified", out var word) && word == "true";
        return new(valid.Subject, isVerified && valid.TryGetPayloadValue<string>("email", out var email) ? email : null);
    }

    private async Task<OpenIdConnectConfiguration> ReadAsync(string issuer, CancellationToken cancellation)
    {
        try
        {
            return await Manager(issuer).GetConfigurationAsync(cancellation) is var provider && provider.Issuer == issuer ? provider : throw new RuleBroken("", "accounts.providerAway");
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException)
        {
            throw new RuleBroken("", "accounts.providerAway");
        }
    }

    private ConfigurationManager<OpenIdConnectConfiguration> Manager(string issuer) => _known.GetOrAdd(issuer, _ => new(
        $"{issuer.TrimEnd('/')}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(_http) { RequireHttps = issuer.StartsWith("https:", StringComparison.Ordinal) }));
}
