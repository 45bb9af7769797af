using Sonde.Wire;

namespace Sonde.Capture;

/// <summary>What one tick of a timestamp is: a negative power of ten or of two, in seconds.</summary>
/// <param name="Exponent">The power, 0 to 127.</param>
/// <param name="IsBinary">The base is two, not ten.</param>
public readonly record struct TimeUnit(int Exponent, bool IsBinary)
{
    /// <summary>10^-6 s, what a file means that does not say.</summary>
    public static TimeUnit Microsecond => new(6, false);

    /// <summary>10^-9 s.</summary>
    public static TimeUnit Nanosecond => new(9, false);

    /// <summary>Reads the octet of if_tsresol: the top bit chooses base two.</summary>
    public static TimeUnit FromOption(byte octet) => new(octet & 0x7f, octet >> 7 == 1);

    /// <summary>The octet that if_tsresol has for it.</summary>
    public byte ToOption() => (byte)(Exponent | (IsBinary ? 0x80 : 0));

    /// <summary>Nanoseconds of so many ticks and an offset in seconds; held at the ends of the range of a long.</summary>
    public long ToNanoseconds(ulong ticks, long offsetSeconds)
    {
        if (!IsBinary && Exponent is 6 or 9 && offsetSeconds == 0)
        {
            ulong factor = Exponent == 6 ? 1000u : 1u;
            if (ticks <= long.MaxValue / factor)
                return (long)(ticks * factor);
        }
        return Slow(ticks, offsetSeconds);
    }

    private long Slow(ulong ticks, long offsetSeconds)
    {
        UInt128 seconds = ticks;
        UInt128 below = 0;
        if (IsBinary)
        {
            seconds = Exponent < 64 ? ticks >> Exponent : 0;
            UInt128 rest = Exponent < 64 ? ticks & ((1UL << Exponent) - 1) : ticks;
            below = (rest * Timestamp.PerSecond) >> Exponent;
        }
        else
        {
            UInt128 perSecond = 1;
            for (int i = 0; i < Math.Min(Exponent, 38); i++)
                perSecond *= 10;
            (seconds, UInt128 rest) = UInt128.DivRem(ticks, perSecond);
            below = rest * Timestamp.PerSecond / perSecond;
        }
        Int128 total = ((Int128)seconds + offsetSeconds) * Timestamp.PerSecond + (Int128)below;
        return (long)Int128.Clamp(total, long.MinValue, long.MaxValue);
    }
}
