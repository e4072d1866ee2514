namespace Portal.Plugin.Printing;

/// <summary>Bounds beyond which a request is refused politely rather than calculated.</summary>
internal static class Guards
{
    public const int MostPages = 2000;
    public const int MostCopies = 1_000_000;
    public const decimal LeastSize = 50;
    public const decimal MostSize = 500;
    public const decimal LeastGsm = 30;
    public const decimal MostGsm = 600;
}
