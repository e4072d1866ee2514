namespace Portal.Bench;

/// <summary>How much is measured, and how long.</summary>
internal sealed record Options(bool Quick, bool Keep, bool LogQueries)
{
    public int Inquiries => Quick ? 10_000 : 100_000;

    /// <summary>Sent inquiries of five cells, half for each program to publish quotes of.</summary>
    public int Pool => Quick ? 2_000 : 6_000;

    public int Pairs => Quick ? 1 : 3;

    public TimeSpan WarmUp => TimeSpan.FromSeconds(2);

    public TimeSpan Length => TimeSpan.FromSeconds(Quick ? 3 : 5);

    public int Submits => Quick ? 3 : 7;

    public static Options Read(IReadOnlyList<string> args) =>
        args.FirstOrDefault(arg => arg is not ("--quick" or "--keep" or "--log-queries")) is { } unknown
            ? throw new ArgumentException($"Unknown option {unknown}.")
            : new(args.Contains("--quick"), args.Contains("--keep"), args.Contains("--log-queries"));
}
