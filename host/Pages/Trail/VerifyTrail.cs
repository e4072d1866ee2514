using System.Globalization;
using Portal.Kernel;

namespace Portal.Host;

/// <summary>Goes through the chain over the trail from the command line, so that nobody's session can say what isn't so.</summary>
internal static class VerifyTrail
{
    public static async Task<int> RunAsync(TrailChain chain, CancellationToken cancellation)
    {
        var found = await chain.VerifyAsync(cancellation);
        var newest = await chain.NewestAsync(cancellation);
        if (found.Broken is { } broken)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The trail was tampered with: link {broken.No}, made {broken.At:u}, does not fit what lies in the database. The {found.Rows} entries before it are whole."));
        if (found.Strange > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The trail was tampered with: {found.Strange} entries are held by no link of the chain, so they were put there afterwards."));
        if (found.IsWhole)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The trail is whole: {found.Rows} entries in {found.Seals} links, {found.Waiting} written since and not linked yet. Newest link: {newest?.No} {newest?.Hash}"));
        return found.IsWhole ? 0 : 3;
    }
}
