using System.Globalization;

namespace Sonde.Engine;

/// <summary>Bit rates in words, for sentences.</summary>
public static class BitRates
{
    private static readonly (double Unit, string Name)[] Units =
    [
        (1e9, "Gbit/s"),
        (1e6, "Mbit/s"),
        (1e3, "kbit/s"),
        (1, "bit/s"),
    ];

    /// <summary>Bits per second in the largest unit that leaves a whole number, three digits; "no rate" for none.</summary>
    public static string Say(double? bitsPerSecond)
    {
        if (bitsPerSecond is not { } rate)
            return "no rate";
        (double unit, string name) = Units.FirstOrDefault(unit => rate >= unit.Unit, Units[^1]);
        return (rate / unit).ToString("0.###", CultureInfo.InvariantCulture) + " " + name;
    }

    /// <summary>Mbit/s of so many octets within so many seconds, three decimals; null when no time passed.</summary>
    internal static double? Mbps(long octets, double? seconds) =>
        seconds is > 0 and var time ? Math.Round(octets * 8 / time / 1e6, 3) : null;
}
