using System.Buffers.Text;
using System.Text;

namespace Sonde.Wire;

/// <summary>How the end of a message's content is found, RFC 9112 §6.</summary>
public enum HttpBody : byte
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>It has a known length.</summary>
    Length,

    /// <summary>It comes in chunks.</summary>
    Chunked,

    /// <summary>It ends with the connection.</summary>
    UntilClose,
}

/// <summary>What the head of an HTTP/1 message says of what follows it.</summary>
/// <param name="Content">How its end is found.</param>
/// <param name="Length">Octets of the content, where that is known; what was announced, where there is none.</param>
/// <param name="Upgrade">The protocol of an <c>Upgrade</c> line.</param>
public readonly record struct HttpFraming(HttpBody Content, long Length, HttpUpgrade Upgrade)
{
    /// <summary>Reads it from the header lines; with several lengths the last one counts, and chunks count before a length.</summary>
    /// <param name="head">The head.</param>
    /// <param name="octets">The octets of the head.</param>
    /// <param name="answersHead">A response to a HEAD request: it has no content, whatever it announces.</param>
    public static HttpFraming Of(scoped in HttpHead head, ReadOnlySpan<byte> octets, bool answersHead)
    {
        bool isResponse = head.Kind == HttpKind.Response;
        (bool chunked, bool isClose, long length, HttpUpgrade upgrade) = (false, isResponse, -1, HttpUpgrade.None);
        for (int at = 0; head.TryReadHeader(ref at, out HttpHeader header); )
        {
            ReadOnlySpan<byte> name = octets.Slice(header.Position, header.NameLength);
            ReadOnlySpan<byte> value = octets.Slice(header.ValuePosition, header.ValueLength);
            if (Ascii.EqualsIgnoreCase(name, "Content-Length"u8))
            {
                bool isNumber = Utf8Parser.TryParse(value, out long said, out int used) && used == value.Length;
                length = isNumber && said >= 0 ? said : -1;
            }
            else if (Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8))
            {
                int end = value.IndexOfAny(",;"u8);
                chunked = Ascii.EqualsIgnoreCase(end < 0 ? value : value[..end].TrimEnd((byte)' '), "chunked"u8);
                isClose |= !chunked && isResponse;
            }
            else if (Ascii.EqualsIgnoreCase(name, "Upgrade"u8))
            {
                upgrade = UpgradeOf(value);
            }
        }
        int status = head.Status;
        if (isResponse && (answersHead || status is (>= 100 and < 200) or 204 or 304))
            return new(HttpBody.None, Math.Max(length, 0), upgrade);
        if (chunked)
            return new(HttpBody.Chunked, 0, upgrade);
        if (length >= 0)
            return new(length == 0 ? HttpBody.None : HttpBody.Length, length, upgrade);
        return new(isClose ? HttpBody.UntilClose : HttpBody.None, 0, upgrade);
    }

    private static HttpUpgrade UpgradeOf(ReadOnlySpan<byte> value) =>
        Ascii.EqualsIgnoreCase(value, "websocket"u8) ? HttpUpgrade.WebSocket
        : Ascii.EqualsIgnoreCase(value, "h2c"u8) ? HttpUpgrade.Http2
        : HttpUpgrade.Other;
}

/// <summary>The protocol that an <c>Upgrade</c> line names, RFC 9110 §7.8.</summary>
public enum HttpUpgrade : byte
{
    /// <summary>There is no such line.</summary>
    None,

    /// <summary>RFC 6455.</summary>
    WebSocket,

    /// <summary>HTTP/2 in clear text.</summary>
    Http2,

    /// <summary>Another one.</summary>
    Other,
}
