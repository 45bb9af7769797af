using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Broker;

/// <summary>What every message begins with: | octets that follow 4 | version 1 | type 1 | zero 2 |, little-endian.</summary>
/// <param name="Length">Octets that follow.</param>
/// <param name="Version">Version of the protocol.</param>
/// <param name="Type">What it is.</param>
/// <param name="Reserved">Zero.</param>
public readonly record struct MessageHeader(uint Length, byte Version, MessageType Type, ushort Reserved)
{
    /// <summary>Octets of a header.</summary>
    public const int Size = 8;

    /// <summary>The version spoken here.</summary>
    public const byte CurrentVersion = 1;

    /// <summary>Octets that may follow the header of a request: the longest filter, and what goes with it.</summary>
    public const int LongestRequest = CaptureRequest.FixedSize + 15 + FilterVerifier.MostInstructions * 8;

    /// <summary>Octets that may follow the header of an answer: a block of frames.</summary>
    public const int LongestAnswer = (1 << 20) + 64;

    /// <summary>Reads a header.</summary>
    public static MessageHeader Read(ReadOnlySpan<byte> octets) =>
        new(ReadUInt32LittleEndian(octets), octets[4], (MessageType)octets[5], ReadUInt16LittleEndian(octets[6..]));

    /// <summary>Writes a header of this version.</summary>
    public static void Write(Span<byte> target, MessageType type, int length)
    {
        WriteUInt32LittleEndian(target, (uint)length);
        target[4] = CurrentVersion;
        target[5] = (byte)type;
        target[6] = target[7] = 0;
    }

    /// <summary>A whole message.</summary>
    public static byte[] Message(MessageType type, ReadOnlySpan<byte> payload)
    {
        byte[] message = new byte[Size + payload.Length];
        Write(message, type, payload.Length);
        payload.CopyTo(message.AsSpan(Size));
        return message;
    }
}
