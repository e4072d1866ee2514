using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Portal.Kernel;

/// <summary>
/// Live updates: a page that may be seen carries a sealed token of its topics and its reader; the stream at /live opens for that reader only and
/// says no more than "changed", upon which the page fetches itself anew under the ordinary rules.
/// </summary>
public sealed class LiveTokens(IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector _seal = protection.CreateProtector("live");

    public string Seal(Principal principal, params string[] topics) => _seal.Protect($"{principal.PersonId}\n{clock.GetUtcNow().ToUnixTimeMilliseconds()}\n{string.Join('\n', topics)}");

    /// <returns>The topics and when the page was drawn; null where the token is not this reader's.</returns>
    internal (string[] Topics, DateTimeOffset DrawnAt)? Open(Principal principal, string token)
    {
        try
        {
            var parts = _seal.Unprotect(token).Split('\n');
            return principal.PersonId is { } person && parts[0] == person.ToString()
                ? (parts[2..], DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)))
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

internal static class LiveEndpoint
{
    // A few fetch at once; a thousand would hold up everybody else's work, and none of them notices a few seconds.
    private const int AtOnce = 20, MillisecondsEach = 5, MostMilliseconds = 10_000;

    public static void MapLive(this IEndpointRouteBuilder app) => app.MapGet("/live", async (HttpContext http, string t, Caller caller, LiveTokens tokens, PgListener listener, IPrincipalSource principals) =>
    {
        if (tokens.Open(caller.Principal, t) is not { } sealedTopics)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var reader = caller.RequirePerson();
        var own = IPrincipalSource.TopicOf(reader.Person);
        using var follower = listener.Follow([.. sealedTopics.Topics, own]);
        await http.Response.WriteAsync(": open\n\n", http.RequestAborted);

        // What changed between reading the page's data and this line would be missed for good; some seconds of grace cost one fetch at the most.
        foreach (var missed in sealedTopics.Topics.Where(topic => listener.WasTouchedSince(topic, sealedTopics.DrawnAt.AddSeconds(-3))))
            await http.Response.WriteAsync($"data: {missed}\n\n", http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        while (true)
        {
            using var beat = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            beat.CancelAfter(TimeSpan.FromSeconds(20));
            try
            {
                var (topic, followers) = await follower.Reader.ReadAsync(beat.Token);
                if (topic == own)
                {
                    // The reader's sessions or rights changed, or may have: the line is for as long as they are let in to the same company.
                    if (await principals.OfAsync(http, http.RequestAborted) is PersonPrincipal now && now.MembershipId == reader.MembershipId)
                        continue;
                    return;
                }

                await http.Response.WriteAsync($"data: {topic}\ndata: {Within(followers)}\n\n", http.RequestAborted);
            }
            catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
            {
                // A proxy closes a silent stream.
                await http.Response.WriteAsync(":\n\n", http.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }).WithMetadata(new SignedInAttribute()).ExcludeFromDescription();

    /// <summary>Within how many milliseconds the page fetches itself, at a moment of its own choice.</summary>
    private static int Within(int followers) => Math.Min(MostMilliseconds, Math.Max(0, followers - AtOnce) * MillisecondsEach);
}
