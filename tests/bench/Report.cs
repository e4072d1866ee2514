using System.Globalization;
using System.Text;

namespace Portal.Bench;

/// <summary>What was measured, as one text in Markdown.</summary>
internal sealed class Report(Options options)
{
    // Of the architecture's section on speed: what a bare program gave on two idle processors.
    private const double KnownLists = 3_700, KnownQuotes = 2_400, Least = 0.7, Goal = 0.6;

    public double Calibration { get; init; }

    public List<Ratio> Ratios { get; } = [];

    public List<string> Pages { get; } = [];

    public double PlainQuotes { get; set; }

    public List<double> MailsPerSecond { get; } = [];

    public SixtyCells? Cells { get; set; }

    public Visits? FirstVisit { get; set; }

    public (TimeSpan All, TimeSpan AfterDatabase) Start { get; set; }

    public double Resident { get; set; }

    public LiveReaders? Live { get; set; }

    public double BareResident { get; set; }

    public IReadOnlyList<string> Statements { get; set; } = [];

    public string Markdown()
    {
        var text = new StringBuilder();
        Line($"# Figures of {DateTime.UtcNow:yyyy-MM-dd}");
        Line($"");
        Line($"Made by `tests/bench/run{(options.Quick ? " --quick" : "")}`: {Environment.ProcessorCount} processors shared by database, program and load; {options.Inquiries:N0} inquiries; 8 connections;");
        Line($"{options.Pairs} pairs of turns of {options.Length.TotalSeconds:0} s after {options.WarmUp.TotalSeconds:0} s of warm-up, product and bare program in turn, one pair before them thrown away; medians. Both run unpinned and with the same settings.");
        Line($"A fixed loop on one processor took {Calibration:0} ms (xorshift, 100 million steps): compare absolute times only beside it.");
        Line($"");
        Line($"| Against the bare program | product/s | bare/s | ratio | goal | p50 ms | p95 ms | p99 ms | processor ms each |");
        Line($"|---|---|---|---|---|---|---|---|---|");
        foreach (var ratio in Ratios)
            Line($"| {ratio.Name} | {ratio.Product:0} | {ratio.Bare:0} | **{ratio.Median:0.00}** | {Goal} | {ratio.Tail(turn => turn.P50)} | {ratio.Tail(turn => turn.P95)} | {ratio.Tail(turn => turn.P99)} | {ratio.Tail(turn => turn.ProcessorEach, "0.00")} |");
        Line($"");
        Line($"Percentiles and processor time are product / bare; processor time is the program's own, without the database. The bare program's pages: {string.Join("; ", Pages)}.");
        if (MailsPerSecond.Where(rate => rate > 0).ToList() is { Count: > 0 } rates)
            Line($"The product also mails each quote, in the background of its turn and after it ({rates.Median():0} mails a second when it does nothing else); the bare program does not.");
        Line($"");
        Baseline("list pages", Ratios.FirstOrDefault()?.Bare ?? 0, KnownLists);
        Baseline("plain quotes of 5 lines", PlainQuotes, KnownQuotes);
        Line($"");
        Line($"| Alone | |");
        Line($"|---|---|");
        if (Cells is { } cells)
        {
            Line($"| Inquiry of {SixtyCells.Count} cells, from sending it to all cells priced | {cells.SubmitMilliseconds:0} ms |");
            Line($"| One cell: engine alone / through sending | {cells.EngineMilliseconds / SixtyCells.Count:0.00} ms / {cells.SubmitMilliseconds / SixtyCells.Count:0.00} ms (**{cells.EngineMilliseconds / cells.SubmitMilliseconds:0.00}**) |");
        }

        if (FirstVisit is { } visit)
        {
            Line($"| First visit of a customer to that inquiry | {visit.FirstRequests} requests, {visit.FirstBytes / 1000.0:0.0} kB |");
            Line($"| Second visit | {visit.SecondRequests} requests, {visit.SecondBytes / 1000.0:0.0} kB |");
        }

        Line($"| Ready after the database is up, second start | {Start.AfterDatabase.TotalSeconds:0.00} s (goal 3 s) |");
        Line($"| Ready after the program was started, second start | {Start.All.TotalSeconds:0.00} s |");
        Line($"| Resident memory after the load: host / bare program | {Resident:0} MB / {BareResident:0} MB |");
        if (Live is { } live)
        {
            Line($"| {LiveReaders.Count:N0} people with the page of one inquiry open: memory of the host for each | {live.KilobytesEach:0} kB |");
            Line($"| A change there, from the request that makes it to the news at half of them / at all | {live.Median:0} ms / {live.Last:0} ms |");
            Line($"| The same, until each of them has the page anew, at moments spread as the news says | {live.AllFresh:0} ms |");
        }

        foreach (var statement in Statements)
            Line($"| Statements | {statement} |");
        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        void Baseline(string name, double rate, double known) => Line(rate >= Least * known
            ? (FormattableString)$"- Baseline: {rate:0} {name} a second, {rate / known:0.00} of the {known:0} known of it."
            : $"- **Not a baseline** here and now: {rate:0} {name} a second, only {rate / known:0.00} of the {known:0} known of it (at least {Least} is asked).");
    }
}
