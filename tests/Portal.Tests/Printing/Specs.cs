using System.Text.Json.Nodes;
using CsCheck;
using Spec = Portal.PluginSdk.Spec;

namespace Portal.Tests.Printing;

/// <summary>Random specs of books, brought to validity by taking over what the checks suggest.</summary>
internal static class Specs
{
    private static readonly Gen<string> Text = Gen.OneOf("offset-70", "offset-80", "offset-90", "cream-60", "cream-80", "volume-90", "matt-115", "matt-150",
        "gloss-130", "gloss-200");
    private static readonly Gen<string> Cover = Gen.OneOf("gc1-230", "gc1-300", "matt-135", "matt-150", "gloss-200");

    private static readonly Gen<Spec> Body = Gen.Select(
        Gen.OneOf("a4", "a5", "a6", "b5", "165x240", "145x205", "125x195", "200x200"), Gen.Int[1, 300], Text, Gen.OneOf("1/1", "2/2", "4/4", "4/1"),
        Gen.OneOf("saddle", "eva", "pur", "sewn", "flat-case", "round-case"), Gen.Bool,
        (format, leaves, paper, colours, binding, twoParts) =>
        {
            var spec = PrintHouse.HardBook.With(new Dictionary<string, JsonNode?>
            {
                ["format/size"] = format,
                ["block/0/pages"] = leaves * 2m,
                ["block/0/paper"] = paper,
                ["block/0/colours"] = colours,
                ["binding/kind"] = binding,
            });
            return twoParts ? spec : spec.With("block", new JsonArray(spec.Node("block/0")!.DeepClone()));
        });

    private static readonly Gen<IReadOnlyDictionary<string, JsonNode?>> Extras = Gen.Select(
        Cover, Gen.OneOf("4/0", "4/4", "1/0", "5/0"), Gen.OneOf(0, 60, 90), Gen.OneOf("none", "matt", "gloss", "soft-touch"), Gen.Bool.Array[4],
            Gen.OneOf("ex-works", "pl", "eu"),
        (paper, colours, flaps, lamination, flags, zone) => (IReadOnlyDictionary<string, JsonNode?>)new Dictionary<string, JsonNode?>
        {
            ["cover/paper"] = paper,
            ["cover/colours"] = colours,
            ["cover/flaps"] = (decimal)flaps,
            ["cover/lamination"] = lamination,
            ["cover/spotUv"] = flags[0],
            ["cover/hotStamp"] = flags[1],
            ["extras/jacket"] = flags[2],
            ["extras/shrink"] = flags[3],
            ["delivery/zone"] = zone,
        });

    public static Gen<Spec> Any { get; } = Gen.Select(Body, Extras, (body, extras) => body.With(extras));

    public static Gen<Spec> Valid { get; } = Any.Select(Repaired).Where(spec => spec is not null).Select(spec => spec!);

    public static Gen<decimal> Quantity { get; } = Gen.Frequency((3, Gen.Int[1, 3000]), (1, Gen.Int[3001, 60_000])).Select(quantity => (decimal)quantity);

    /// <summary>The spec after the suggestions are taken over one by one; null if an error has none.</summary>
    public static Spec? Repaired(Spec spec)
    {
        for (var step = 0; step < 20; step++)
        {
            var error = PrintHouse.Books.Check(spec).FirstOrDefault(problem => problem.IsError);
            if (error is null)
                return spec;
            if (error.Suggestion is null)
                return null;
            spec = spec.Taking(error);
        }

        throw new InvalidOperationException("Taking over suggestions leads in a circle: " + spec);
    }
}
