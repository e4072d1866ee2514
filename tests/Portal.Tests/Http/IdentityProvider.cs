using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Portal.Tests.Http;

/// <summary>The identity provider of a client company: an OpenIddict server that lets in whoever the test says.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    public const string Client = "portal", Secret = "a secret between the two";

    private readonly WebApplication _app;

    private IdentityProvider(WebApplication app) => _app = app;

    /// <summary>With the slash at its end, as OpenIddict calls itself.</summary>
    public string Issuer { get; private set; } = "";

    public string Subject { get; set; } = "";

    public string Email { get; set; } = "";

    public bool IsVerified { get; set; } = true;

    public static async Task<IdentityProvider> StartAsync()
    {
        using var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        var address = $"http://localhost:{((System.Net.IPEndPoint)probe.LocalEndpoint).Port}/";
        probe.Stop();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        IdentityProvider? provider = null;
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetIssuer(new Uri(address)).SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token")
                .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().RegisterScopes(Scopes.Email)
                .AddEphemeralEncryptionKey().AddEphemeralSigningKey().EnableDegradedMode();
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != Client)
                    context.Reject(Errors.InvalidClient);
                return default;
            }));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != Client || context.ClientSecret != Secret)
                    context.Reject(Errors.InvalidClient);
                return default;
            }));
            server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                var identity = new ClaimsIdentity("test", Claims.Name, Claims.Role);
                identity.SetClaim(Claims.Subject, provider!.Subject).SetClaim(Claims.Email, provider.Email).SetClaim(Claims.EmailVerified, provider.IsVerified);
                identity.SetScopes(context.Request.GetScopes()).SetDestinations(_ => [Destinations.IdentityToken]);
                context.SignIn(new ClaimsPrincipal(identity));
                return default;
            }));
        });
        var app = builder.Build();
        app.UseAuthentication();
        provider = new IdentityProvider(app) { Issuer = address };
        await app.StartAsync();

        // Its first answers, for which it makes its keys, may take longer than the portal waits for a provider.
        using var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(2) };
        foreach (var first in (string[])[".well-known/openid-configuration", ".well-known/jwks"])
            (await http.GetAsync(first)).EnsureSuccessStatusCode();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
