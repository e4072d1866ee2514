namespace Portal.Kernel;

/// <summary>Brings a module's own fixed rows into being (roles, rules that can't be missing): run at every start, as the system, changes nothing the second time.</summary>
public interface ISetUp
{
    Task RunAsync(CancellationToken cancellation);
}

/// <summary>Who can sign in to the demo and how; written to demo.json and printed at the start.</summary>
public sealed class DemoBook
{
    public List<Entry> Entries { get; } = [];

    /// <param name="Role">In words: "buyer at Wydawnictwo Kormoran".</param>
    /// <param name="Token">For the API.</param>
    public sealed record Entry(string Name, string Role, string Email, string Password, string Token, string Language);
}
