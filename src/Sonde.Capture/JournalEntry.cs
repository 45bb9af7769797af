using System.Buffers.Text;

namespace Sonde.Capture;

/// <summary>An entry of the systemd journal in its export format: lines of <c>FIELD=value</c>.</summary>
internal static class JournalEntry
{
    /// <summary>When the entry was made, in nanoseconds since 1970; null when it does not say.</summary>
    public static long? Nanoseconds(ReadOnlySpan<byte> entry)
    {
        ReadOnlySpan<byte> field = "__REALTIME_TIMESTAMP="u8;
        int at = entry.IndexOf(field);
        return
            at >= 0
            && Utf8Parser.TryParse(entry[(at + field.Length)..], out long microseconds, out _)
            && microseconds is >= 0 and <= long.MaxValue / 1000
            ? microseconds * 1000
            : null;
    }
}
