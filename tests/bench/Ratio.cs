namespace Portal.Bench;

/// <summary>One measure of the product beside the bare program's: pairs of turns, A B A B.</summary>
internal sealed record Ratio(string Name, IReadOnlyList<(Turn Product, Turn Bare)> Pairs)
{
    public double Median => Pairs.Select(pair => pair.Product.PerSecond / pair.Bare.PerSecond).Median();

    public double Product => Pairs.Select(pair => pair.Product.PerSecond).Median();

    public double Bare => Pairs.Select(pair => pair.Bare.PerSecond).Median();

    public string Tail(Func<Turn, double> of, string format = "0.0") => $"{Number(Pairs.Select(pair => of(pair.Product)), format)} / {Number(Pairs.Select(pair => of(pair.Bare)), format)}";

    private static string Number(IEnumerable<double> values, string format) => values.Median().ToString(format, System.Globalization.CultureInfo.InvariantCulture);

    /// <param name="between">After each turn of the product: what it left to do in the background is not to disturb the other.</param>
    public static async Task<Ratio> MeasureAsync(
        string name, Options options, LoadGenerator product, Func<long, ReadOnlyMemory<byte>> ofProduct, LoadGenerator bare, Func<long, ReadOnlyMemory<byte>> ofBare, Func<Task>? between = null)
    {
        var pairs = new List<(Turn, Turn)>();
        // The first pair only warms both up and is thrown away.
        for (var pair = -1; pair < options.Pairs; pair++)
        {
            var a = await product.RunAsync(ofProduct, options.WarmUp, options.Length);
            if (between is not null)
                await between();
            var b = await bare.RunAsync(ofBare, options.WarmUp, options.Length);
            if (pair < 0)
                continue;
            Console.WriteLine($"{name}: {a.PerSecond:0} against {b.PerSecond:0} a second, {a.PerSecond / b.PerSecond:0.00}; {a.ProcessorEach:0.00} and {b.ProcessorEach:0.00} ms of processor time each");
            pairs.Add((a, b));
        }

        return new(name, pairs);
    }
}
