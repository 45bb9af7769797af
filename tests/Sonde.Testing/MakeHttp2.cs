using System.Buffers.Binary;
using System.Text;
using Sonde.Wire;

namespace Sonde.Testing;

/// <summary>Makes frames and header blocks of HTTP/2; header fields are written out and enter no table.</summary>
public static class MakeHttp2
{
    /// <summary>What a client begins with: the preface and empty settings.</summary>
    public static byte[] Begin => [.. Http2Frame.Preface, .. Frame(Http2FrameTypes.Settings, 0, 0)];

    /// <summary>A frame.</summary>
    public static byte[] Frame(byte type, byte flags, uint stream, params ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[Http2Frame.Size + payload.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(Http2Frame.Size));
        return frame;
    }

    /// <summary>A HEADERS frame with a whole block.</summary>
    public static byte[] Headers(uint stream, bool ends, params ReadOnlySpan<(string Name, string Value)> fields) =>
        Frame(
            Http2FrameTypes.Headers,
            (byte)(Http2Flags.EndHeaders | (ends ? Http2Flags.EndStream : 0)),
            stream,
            Block(fields)
        );

    /// <summary>A request without content.</summary>
    public static byte[] Get(uint stream, string path, string authority = "www.example.test") =>
        Headers(stream, true, (":method", "GET"), (":scheme", "http"), (":path", path), (":authority", authority));

    /// <summary>A DATA frame.</summary>
    public static byte[] Data(uint stream, bool ends, string text) =>
        Frame(Http2FrameTypes.Data, ends ? Http2Flags.EndStream : (byte)0, stream, Encoding.ASCII.GetBytes(text));

    /// <summary>A header block.</summary>
    public static byte[] Block(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        List<byte> block = [];
        foreach ((string name, string value) in fields)
            block.AddRange([0, .. Text(name), .. Text(value)]);
        return [.. block];
    }

    /// <summary>A string of a header block, not coded.</summary>
    public static byte[] Text(string text)
    {
        byte[] octets = Encoding.ASCII.GetBytes(text);
        return octets.Length < 127
            ? [(byte)octets.Length, .. octets]
            :
            [
                127,
                (byte)((octets.Length - 127) & 0x7f | 0x80),
                (byte)((octets.Length - 127) >> 7 & 0x7f | 0x80),
                (byte)((octets.Length - 127) >> 14),
                .. octets,
            ];
    }
}
