namespace Portal.Plugin.Printing;

internal static class Search
{
    /// <summary>The largest whole value from least to most that works, given that whatever is smaller than one that works does too; null if none.</summary>
    public static decimal? Largest(decimal least, decimal most, Func<decimal, bool> works)
    {
        var (low, high) = (decimal.Ceiling(least), decimal.Floor(most));
        if (low > high || !works(low))
            return null;
        while (low < high)
        {
            var middle = decimal.Ceiling((low + high) / 2);
            (low, high) = works(middle) ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
