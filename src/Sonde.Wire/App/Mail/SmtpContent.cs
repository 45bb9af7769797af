using System.Buffers.Text;
using System.Text;

namespace Sonde.Wire;

/// <summary>Mail in what a client of SMTP says: after DATA up to a line with a dot (RFC 5321 §4.1.1.4), after BDAT as long as it says (RFC 3030 §2).</summary>
/// <remarks>
/// Wireshark decides for whole segments: one with a command and mail behind it is mail. It does not look for the answer, so
/// what follows a DATA that was refused is mail as well.
/// </remarks>
public static class SmtpContent
{
    private const int Commands = 0; // greater values: octets of a chunk that are still to come
    private const int UntilDot = -1;
    private const int Lost = -2; // a chunk did not end with its segment: nothing tells where commands begin again

    private static ReadOnlySpan<byte> End => "\r\n.\r\n"u8;

    /// <summary>Whether a segment is mail; notes what that means for the next.</summary>
    /// <param name="segment">What the client sent.</param>
    /// <param name="state">What is known of the direction; 0 in the beginning.</param>
    public static bool Sees(ReadOnlySpan<byte> segment, ref int state)
    {
        if (state != Commands)
        {
            state = After(segment, state);
            return true;
        }
        var lines = new TextLines(segment);
        while (lines.Next())
        {
            ReadOnlySpan<byte> word = lines.Word();
            if (Ascii.EqualsIgnoreCase(word, "DATA"u8))
                state = UntilDot;
            else if (Ascii.EqualsIgnoreCase(word, "BDAT"u8))
                state = ChunkLength(lines.Line);
            else
                continue;
            if (lines.Rest.IsEmpty)
                return false;
            state = After(lines.Rest, state);
            return true;
        }
        return false;
    }

    private static int After(ReadOnlySpan<byte> mail, int state) =>
        state switch
        {
            UntilDot => mail.StartsWith(End[2..]) || mail.IndexOf(End) >= 0 ? Commands : UntilDot,
            Lost => Lost,
            _ => mail.Length > state ? Lost : state - mail.Length,
        };

    private static int ChunkLength(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> length = line[Math.Min(5, line.Length)..].TrimStart((byte)' ');
        if (length.IsEmpty || length[0] is < (byte)'0' or > (byte)'9')
            return Commands;
        return Utf8Parser.TryParse(length, out int octets, out _) ? octets : Lost; // too long a number
    }
}
