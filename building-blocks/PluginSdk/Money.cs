namespace Portal.PluginSdk;

/// <summary>An amount with its currency (ISO 4217). Amounts of two currencies never meet without a rate.</summary>
public readonly record struct Money(decimal Amount, string Currency)
{
    public static Money operator +(Money a, Money b) => Same(a, b, a.Amount + b.Amount);

    public static Money operator -(Money a, Money b) => Same(a, b, a.Amount - b.Amount);

    public static Money operator *(Money a, decimal factor) => a with { Amount = a.Amount * factor };

    /// <summary>Half away from zero, the one way Portal rounds money.</summary>
    public Money Round(int decimals = 2) => this with { Amount = Round(Amount, decimals) };

    /// <summary>Half away from zero, the one way Portal rounds money.</summary>
    public static decimal Round(decimal amount, int decimals = 2) => decimal.Round(amount, decimals, MidpointRounding.AwayFromZero);

    private static Money Same(Money a, Money b, decimal amount) => a.Currency == b.Currency
        ? new(amount, a.Currency)
        : throw new InvalidOperationException($"{a.Currency} and {b.Currency} can't be added without a rate.");
}

/// <summary>A count or measure with its unit, as a person would write it: 1,000 copies, 94.5 kg.</summary>
public readonly record struct Quantity(decimal Value, string Unit);

/// <summary>Who may see a note, file, field or fact. There is no default: whoever makes one says for whom.</summary>
public enum Audience
{
    /// <summary>The company that runs the portal, nobody else.</summary>
    Internal,

    /// <summary>The client company the matter belongs to, and staff.</summary>
    Customer,
}
