using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Types of frames, RFC 9113 §6.</summary>
public static class Http2FrameTypes
{
    /// <summary>Content of a message.</summary>
    public const byte Data = 0;

    /// <summary>Header fields; opens a stream.</summary>
    public const byte Headers = 1;

    /// <summary>The stream is given up.</summary>
    public const byte ResetStream = 3;

    /// <summary>How the sender wants to be spoken to.</summary>
    public const byte Settings = 4;

    /// <summary>A request that the server makes in the client's place.</summary>
    public const byte PushPromise = 5;

    /// <summary>No new streams are taken.</summary>
    public const byte GoAway = 7;

    /// <summary>More header fields.</summary>
    public const byte Continuation = 9;
}

/// <summary>Flags of frames, RFC 9113 §6.</summary>
public static class Http2Flags
{
    /// <summary>The sender's part of the stream ends with this frame.</summary>
    public const byte EndStream = 0x1;

    /// <summary>The header fields end with this frame.</summary>
    public const byte EndHeaders = 0x4;

    /// <summary>A length of padding comes first, and padding last.</summary>
    public const byte Padded = 0x8;

    /// <summary>Five octets of priority stand before the header fields.</summary>
    public const byte Priority = 0x20;
}

/// <summary>Header of a frame, RFC 9113 §4.1: | length 3 | type 1 | flags 1 | reserved 1 bit, stream 31 bits |, big-endian.</summary>
/// <param name="Length">Octets after the header.</param>
/// <param name="Type">What the frame is, of <see cref="Http2FrameTypes"/> or unknown.</param>
/// <param name="Flags">Flags, whose meaning depends on the type.</param>
/// <param name="Stream">The stream; 0 for the connection itself.</param>
public readonly record struct Http2Frame(int Length, byte Type, byte Flags, uint Stream)
{
    /// <summary>Octets of the header.</summary>
    public const int Size = 9;

    private const int UsualLongest = 1 << 14; // RFC 9113 §4.2: longer ones have to be allowed by the receiver
    private const byte LastType = 0x10; // PRIORITY_UPDATE, RFC 9218 §7.1

    /// <summary>What a client sends first, RFC 9113 §3.4.</summary>
    public static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Octets of header and payload.</summary>
    public int Whole => Size + Length;

    /// <summary>Reads nine octets. False where there are fewer.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out Http2Frame frame)
    {
        frame = default;
        if (octets.Length < Size)
            return false;
        int length = (int)(ReadUInt32BigEndian(octets) >> 8);
        frame = new(length, octets[3], octets[4], ReadUInt32BigEndian(octets[5..]) & int.MaxValue);
        return true;
    }

    /// <summary>Whether a header can be one, in a stream that is known to be of frames: senders break the rules for streams and lengths.</summary>
    public bool IsPossible => Length <= UsualLongest && Type <= LastType;

    /// <summary>Whether a header can be one, where that is not known: of a usual type and length, on a stream that the type allows.</summary>
    public bool IsPlausible =>
        Length <= UsualLongest
        && Type switch
        {
            Http2FrameTypes.Data
            or Http2FrameTypes.Headers
            or Http2FrameTypes.PushPromise
            or Http2FrameTypes.Continuation => Stream > 0,
            2 => Length == 5 && Stream > 0,
            Http2FrameTypes.ResetStream => Length == 4 && Stream > 0,
            Http2FrameTypes.Settings => Length % 6 == 0 && Stream == 0,
            6 => Length == 8 && Stream == 0,
            Http2FrameTypes.GoAway => Length >= 8 && Stream == 0,
            8 => Length == 4,
            _ => Type <= LastType,
        };

    /// <summary>The payload without padding and priority; false where these are longer than it is.</summary>
    public bool TryContent(ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> content)
    {
        content = payload;
        int padding = 0;
        bool mayBePadded = Type is Http2FrameTypes.Data or Http2FrameTypes.Headers or Http2FrameTypes.PushPromise;
        if (mayBePadded && (Flags & Http2Flags.Padded) != 0)
        {
            if (content.IsEmpty)
                return false;
            padding = content[0];
            content = content[1..];
        }
        if (Type == Http2FrameTypes.Headers && (Flags & Http2Flags.Priority) != 0)
        {
            if (content.Length < 5)
                return false;
            content = content[5..];
        }
        if (padding > content.Length)
            return false;
        content = content[..^padding];
        return true;
    }
}
