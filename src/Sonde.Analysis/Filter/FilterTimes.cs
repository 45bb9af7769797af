using System.Globalization;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Reads points and spans of time as filters write them. Times without an offset are UTC.</summary>
public static class FilterTimes
{
    private static readonly string[] Days = ["yyyy-M-d", "MMM d, yyyy", "MMM d yyyy", "MMM  d, yyyy"];
    private static readonly string[] Hours = ["", " H:mm", " H:mm:ss"];

    /// <summary>Reads seconds with up to nine decimals, such as <c>-0.25</c>, into nanoseconds.</summary>
    public static bool TryReadSeconds(ReadOnlySpan<char> text, out long nanoseconds)
    {
        nanoseconds = 0;
        bool isNegative = text.StartsWith("-");
        if (isNegative)
            text = text[1..];
        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<char> fraction = point < 0 ? "0" : text[(point + 1)..];
        if (
            fraction.ContainsAnyExceptInRange('0', '9')
            || !long.TryParse(
                whole.IsEmpty && !fraction.IsEmpty ? "0" : whole,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out long seconds
            )
            || seconds > long.MaxValue / Timestamp.PerSecond - 1
        )
            return false;
        nanoseconds = seconds * Timestamp.PerSecond + Below(fraction);
        if (isNegative)
            nanoseconds = -nanoseconds;
        return true;
    }

    /// <summary>Reads a date, a date and time, or seconds since 1970, into nanoseconds since 1970.</summary>
    public static bool TryReadTime(string text, out long nanoseconds)
    {
        text = text.Trim();
        if (TryReadSeconds(text, out nanoseconds))
            return true;
        if (text.Length > 64)
            return false;
        long offset = TakeOffset(ref text);
        long below = 0;
        int point = text.LastIndexOf('.');
        if (point > 0 && text.Contains(':'))
        {
            ReadOnlySpan<char> fraction = text.AsSpan(point + 1);
            if (fraction.IsEmpty || fraction.ContainsAnyExceptInRange('0', '9'))
                return false;
            below = Below(fraction);
            text = text[..point];
        }
        if (text.Length > 10 && text[10] == 'T')
            text = text[..10] + ' ' + text[11..];
        foreach (string day in Days)
        {
            foreach (string hour in Hours)
            {
                if (!DateTime.TryParseExact(text, day + hour, CultureInfo.InvariantCulture, default, out DateTime at))
                    continue;
                long seconds = (long)(at - DateTime.UnixEpoch).TotalSeconds - offset;
                if (Math.Abs(seconds) > long.MaxValue / Timestamp.PerSecond - 1)
                    return false;
                nanoseconds = seconds * Timestamp.PerSecond + below;
                return true;
            }
        }
        return false;
    }

    // Z, UTC, +01:00, +0100; returns seconds east of Greenwich
    private static long TakeOffset(ref string text)
    {
        foreach (string utc in new[] { "UTC", "Z" })
        {
            if (!text.EndsWith(utc, StringComparison.Ordinal))
                continue;
            text = text[..^utc.Length].TrimEnd();
            return 0;
        }
        int sign = text.LastIndexOfAny(['+', '-']);
        if (sign < 0 || !text.AsSpan(0, sign).Contains(':'))
            return 0;
        string digits = text[(sign + 1)..].Replace(":", "", StringComparison.Ordinal);
        if (
            digits.Length != 4
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        )
            return 0;
        long seconds = (number / 100 * 60 + number % 100) * 60;
        seconds = text[sign] == '-' ? -seconds : seconds;
        text = text[..sign].TrimEnd();
        return seconds;
    }

    private static long Below(ReadOnlySpan<char> fraction)
    {
        long value = 0;
        for (int i = 0; i < 9; i++)
            value = value * 10 + (i < fraction.Length ? fraction[i] - '0' : 0);
        return value;
    }
}
