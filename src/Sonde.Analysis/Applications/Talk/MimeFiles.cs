using System.Buffers;
using System.Text;

namespace Sonde.Analysis;

/// <summary>Finds the files in a mail, RFC 2045 to 2047 and RFC 2183: parts with a name, and those that are no text.</summary>
/// <remarks>At most <see cref="MostParts"/> parts, <see cref="Deepest"/> in one another; the rest of a mail beyond that is passed over.</remarks>
internal static class MimeFiles
{
    private const int MostParts = 1000;
    private const int Deepest = 8;
    private const int LongestHeader = 64 * 1024;

    private sealed record Carrier(
        TransferredFiles Files,
        ApplicationStream Stream,
        bool IsWhole,
        bool IsCut,
        StreamPlace Last
    )
    {
        public int Parts { get; set; }
    }

    public static void Tell(TransferredFiles files, ApplicationStream stream, TransferredFiles.Kept kept, bool isWhole)
    {
        byte[] mail = WithoutDots(kept.Octets.Span);
        Read(mail, new Carrier(files, stream, isWhole, kept.IsCut, kept.Last), 0);
    }

    private static void Read(ReadOnlyMemory<byte> entity, Carrier carrier, int depth)
    {
        if (depth > Deepest || ++carrier.Parts > MostParts)
            return;
        MimeHead head = MimeHead.Read(entity.Span[..Math.Min(entity.Length, LongestHeader)], out int body);
        ReadOnlyMemory<byte> content = entity[Math.Min(body, entity.Length)..];
        if (head.Boundary is { Length: > 0 } boundary)
            ReadParts(content, Encoding.Latin1.GetBytes("--" + boundary), carrier, depth);
        else if (head.Type == "message/rfc822" && head.Name is null)
            Read(content, carrier, depth + 1);
        else if (head.Name is not null || head.IsAttachment || !head.Type.StartsWith("text/", StringComparison.Ordinal))
            TellPart(head, content, carrier);
    }

    private static void ReadParts(ReadOnlyMemory<byte> content, byte[] delimiter, Carrier carrier, int depth)
    {
        int start = -1;
        int at = 0;
        while (at < content.Length)
        {
            ReadOnlySpan<byte> rest = content.Span[at..];
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            if (line.StartsWith(delimiter))
            {
                if (start >= 0)
                    Read(content[start..EndOfLineBefore(content.Span, start, at)], carrier, depth + 1);
                if (line[delimiter.Length..].StartsWith("--"u8))
                    return;
                start = end < 0 ? content.Length : at + end + 1;
            }
            at = end < 0 ? content.Length : at + end + 1;
        }
        if (start >= 0 && start < content.Length) // the mail ends before its last boundary
            Read(content[start..], carrier with { IsWhole = false, Parts = carrier.Parts }, depth + 1);
    }

    // The end of line in front of a boundary belongs to the boundary, RFC 2046 §5.1.1.
    private static int EndOfLineBefore(ReadOnlySpan<byte> content, int start, int at)
    {
        if (at > start && content[at - 1] == '\n')
            at--;
        return at > start && content[at - 1] == '\r' ? at - 1 : at;
    }

    private static void TellPart(MimeHead head, ReadOnlyMemory<byte> content, Carrier carrier)
    {
        bool isSound = true;
        ReadOnlyMemory<byte> clear = head.Encoding switch
        {
            "base64" => FromBase64(content.Span, out isSound),
            "quoted-printable" => FromQuoted(content.Span),
            _ => content,
        };
        carrier.Files.Tell(
            new TransferredFile(
                "smtp",
                carrier.Stream.Flow,
                IsUpload: true,
                carrier.Stream.Client,
                carrier.Stream.Server,
                head.Name,
                head.Type,
                head.Encoding is "base64" or "quoted-printable" ? head.Encoding : null,
                clear,
                carrier.IsWhole && isSound,
                carrier.IsCut,
                carrier.Last
            )
        );
    }

    private static ReadOnlyMemory<byte> FromBase64(ReadOnlySpan<byte> text, out bool isSound)
    {
        var octets = new ArrayBufferWriter<byte>(text.Length / 4 * 3 + 4);
        (uint bits, int count, isSound) = (0, 0, true);
        foreach (byte letter in text)
        {
            int value = letter switch
            {
                >= (byte)'A' and <= (byte)'Z' => letter - 'A',
                >= (byte)'a' and <= (byte)'z' => letter - 'a' + 26,
                >= (byte)'0' and <= (byte)'9' => letter - '0' + 52,
                (byte)'+' => 62,
                (byte)'/' => 63,
                _ => -1, // RFC 2045 §6.8: whatever is no letter of it is passed over
            };
            if (letter == '=')
                break;
            if (value < 0)
            {
                isSound &= letter is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t';
                continue;
            }
            bits = bits << 6 | (uint)value;
            if (++count % 4 == 0)
                octets.Write([(byte)(bits >> 16), (byte)(bits >> 8), (byte)bits]);
        }
        if (count % 4 == 2)
            octets.Write([(byte)(bits >> 4)]);
        else if (count % 4 == 3)
            octets.Write([(byte)(bits >> 10), (byte)(bits >> 2)]);
        return octets.WrittenMemory;
    }

    internal static ReadOnlyMemory<byte> FromQuoted(ReadOnlySpan<byte> text)
    {
        var octets = new ArrayBufferWriter<byte>(text.Length + 1);
        while (!text.IsEmpty)
        {
            int mark = text.IndexOf((byte)'=');
            octets.Write(mark < 0 ? text : text[..mark]);
            if (mark < 0)
                break;
            text = text[(mark + 1)..];
            if (text.StartsWith("\r\n"u8) || text.StartsWith("\n"u8)) // a soft break, RFC 2045 §6.7
                text = text[(text[0] == '\n' ? 1 : 2)..];
            else if (text.Length >= 2 && char.IsAsciiHexDigit((char)text[0]) && char.IsAsciiHexDigit((char)text[1]))
            {
                octets.Write(Convert.FromHexString(Encoding.ASCII.GetString(text[..2])));
                text = text[2..];
            }
            else
                octets.Write("="u8);
        }
        return octets.WrittenMemory;
    }

    // A dot at the start of a line was doubled, RFC 5321 §4.5.2; the last line is a dot alone.
    private static byte[] WithoutDots(ReadOnlySpan<byte> mail)
    {
        var octets = new ArrayBufferWriter<byte>(mail.Length + 1);
        while (!mail.IsEmpty)
        {
            int end = mail.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? mail : mail[..(end + 1)];
            mail = mail[line.Length..];
            if (line.StartsWith("."u8))
            {
                if (mail.IsEmpty && line.TrimEnd("\r\n"u8).Length == 1)
                    break;
                line = line[1..];
            }
            octets.Write(line);
        }
        return octets.WrittenSpan.ToArray();
    }
}
