namespace Sonde.Engine;

/// <summary>Shares as answers print them.</summary>
internal static class Percent
{
    /// <summary>The share of a part in percent, two decimals; 0 of nothing.</summary>
    public static double Of(long part, long whole) => whole == 0 ? 0 : Math.Round(100.0 * part / whole, 2);
}
