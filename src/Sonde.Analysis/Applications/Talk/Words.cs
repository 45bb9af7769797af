using System.Globalization;
using System.Text;

namespace Sonde.Analysis;

/// <summary>Words and numbers of protocols of text.</summary>
internal static class Words
{
    /// <summary>The first word of a line, and what follows it, blanks and ends of lines left out.</summary>
    public static ReadOnlySpan<byte> First(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> rest)
    {
        int end = line.IndexOf((byte)'\n');
        if (end >= 0)
            line = line[..end];
        line = line.Trim(" \r\t"u8);
        int blank = line.IndexOf((byte)' ');
        rest = blank < 0 ? [] : line[(blank + 1)..].TrimStart((byte)' ');
        return blank < 0 ? line : line[..blank];
    }

    /// <summary>Equal but for the case of letters.</summary>
    public static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> known) => Ascii.EqualsIgnoreCase(word, known);

    /// <summary>Begins so, but for the case of letters.</summary>
    public static bool Begins(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> known) =>
        octets.Length >= known.Length && Is(octets[..known.Length], known);

    /// <summary>Contains it, but for the case of letters.</summary>
    public static bool Has(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> known)
    {
        for (int at = 0; at + known.Length <= octets.Length; at++)
        {
            if (Is(octets.Slice(at, known.Length), known))
                return true;
        }
        return false;
    }

    /// <summary>Three digits at the start of a reply; -1 for other lines.</summary>
    public static int Code(ReadOnlySpan<byte> line, out bool goesOn)
    {
        goesOn = line.Length > 3 && line[3] == '-';
        bool isReply =
            line.Length >= 3
            && !line[..3].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (line.Length == 3 || line[3] is (byte)' ' or (byte)'-');
        return isReply ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0' : -1;
    }

    /// <summary>A number as text.</summary>
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a server's first octets look like when it greets with 220 (RFC 959, RFC 5321).</summary>
    public static Look Banner(ReadOnlySpan<byte> octets, out ReadOnlySpan<byte> line)
    {
        line = [];
        if (octets.IsEmpty)
            return Look.Nothing;
        if (octets[0] is < (byte)'1' or > (byte)'5')
            return Look.No;
        if (octets.Length < 4)
            return Look.More;
        if (Code(octets[..4], out _) < 0)
            return Look.No;
        if (!octets.StartsWith("220"u8))
            return Look.Weak;
        int end = octets.IndexOf((byte)'\n');
        line = end < 0 ? octets : octets[..end];
        return end < 0 && octets.Length < 512 ? Look.More : Look.Fits;
    }
}
