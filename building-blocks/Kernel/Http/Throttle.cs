using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Portal.Kernel;

/// <summary>Counts what strangers try, by sender and window of time, in the memory of this host: with several hosts the limit holds for each.</summary>
public sealed class Throttle(TimeProvider clock)
{
    private const int MostKept = 20_000;
    private readonly ConcurrentDictionary<(string What, string Who), (DateTimeOffset Ends, int Count)> _counts = new();

    /// <summary>Counts one more.</summary>
    /// <returns>False where it is one too many.</returns>
    public bool Take(string what, string who, int most, TimeSpan window)
    {
        var now = clock.GetUtcNow();
        if (_counts.Count > MostKept)
        {
            foreach (var (key, kept) in _counts.Where(pair => pair.Value.Ends <= now))
                _counts.TryRemove(KeyValuePair.Create(key, kept));
        }

        return _counts.AddOrUpdate((what, who), _ => (now + window, 1), (_, kept) => kept.Ends <= now ? (now + window, 1) : (kept.Ends, kept.Count + 1)).Count <= most;
    }

    /// <summary>Whether the sender has had as many as there may be.</summary>
    public bool IsSpent(string what, string who, int most) => _counts.TryGetValue((what, who), out var kept) && kept.Ends > clock.GetUtcNow() && kept.Count >= most;

    /// <summary>The sender of a request; of IPv6 the network, as one sender has a whole network of addresses.</summary>
    public static string Sender(HttpContext? http) => http?.Connection.RemoteIpAddress switch
    {
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } address => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        { } address => address.MapToIPv4().ToString(),
        null => "",
    };
}
