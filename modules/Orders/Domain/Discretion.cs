namespace Portal.Orders;

/// <summary>Says a reason without its amounts, for those who are not to see any.</summary>
internal static class Discretion
{
    private static readonly string[] WithAmounts = ["order.gate.credit", "order.gate.minimum"];

    public static Phrase Plain(Phrase phrase) => WithAmounts.Contains(phrase.Key)
        ? new Phrase(phrase.Key + ".plain")
        : phrase with { Arguments = [.. phrase.Arguments.Select(argument => argument is Phrase inner ? Plain(inner) : argument)] };
}
