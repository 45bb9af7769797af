using System.Globalization;

namespace Sonde.Wire;

/// <summary>A point in time: nanoseconds since 1970-01-01 00:00 UTC, leap seconds ignored.</summary>
public readonly record struct Timestamp(long Nanoseconds) : IComparable<Timestamp>
{
    /// <summary>Nanoseconds in a second.</summary>
    public const long PerSecond = 1_000_000_000;

    /// <summary>Seconds since 1970, with the fraction; exact to about a microsecond.</summary>
    public double Seconds => (double)Nanoseconds / PerSecond;

    /// <summary>The same instant in the framework's type, cut to 100 ns.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddTicks(Nanoseconds / 100);

    /// <summary>ISO 8601 in UTC with nine decimals: <c>2026-01-02T03:04:05.000000006Z</c>.</summary>
    public override string ToString()
    {
        (long seconds, long below) = Split();
        DateTime time = DateTime.UnixEpoch.AddSeconds(seconds);
        // Field by field: a pattern prepares a calendar with all its names first.
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{time.Year:D4}-{time.Month:D2}-{time.Day:D2}T{time.Hour:D2}:{time.Minute:D2}:{time.Second:D2}.{below:D9}Z"
        );
    }

    /// <summary>Epoch seconds with nine decimals, as <c>frame.time_epoch</c> prints them.</summary>
    public string ToEpochString()
    {
        (long seconds, long below) = Split();
        return seconds < 0 && below > 0
            ? $"-{-(seconds + 1)}.{PerSecond - below:D9}"
            : string.Create(CultureInfo.InvariantCulture, $"{seconds}.{below:D9}");
    }

    /// <inheritdoc/>
    public int CompareTo(Timestamp other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Whether <paramref name="left"/> is earlier.</summary>
    public static bool operator <(Timestamp left, Timestamp right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether <paramref name="left"/> is later.</summary>
    public static bool operator >(Timestamp left, Timestamp right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether <paramref name="left"/> is not later.</summary>
    public static bool operator <=(Timestamp left, Timestamp right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether <paramref name="left"/> is not earlier.</summary>
    public static bool operator >=(Timestamp left, Timestamp right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>Nanoseconds from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static long operator -(Timestamp left, Timestamp right) => left.Nanoseconds - right.Nanoseconds;

    private (long Seconds, long Below) Split()
    {
        long seconds = Math.DivRem(Nanoseconds, PerSecond, out long rest);
        return rest < 0 ? (seconds - 1, rest + PerSecond) : (seconds, rest);
    }
}
