using System.Buffers.Binary;

namespace Sonde.Engine.Tests;

/// <summary>A pcapng file, block by block, little-endian.</summary>
internal sealed class PcapNgBlocks
{
    private readonly List<byte> _octets = [];

    public byte[] ToArray() => [.. _octets];

    /// <summary>A section header block of this major version.</summary>
    public PcapNgBlocks Section(ushort version = 1) =>
        Block(
            0x0a0d0d0a,
            [.. Word(0x1a2b3c4d), .. Half(version), 0, 0, .. Word(uint.MaxValue), .. Word(uint.MaxValue)]
        );

    /// <summary>An interface of Ethernet frames without a limit.</summary>
    public PcapNgBlocks Ethernet() => Block(1, [.. Half(1), 0, 0, .. Word(0)]);

    /// <summary>A frame without a time: a simple packet block.</summary>
    public PcapNgBlocks Timeless(byte[] frame) =>
        Block(3, [.. Word((uint)frame.Length), .. frame, .. new byte[-frame.Length & 3]]);

    /// <summary>A frame at so many microseconds: an enhanced packet block.</summary>
    public PcapNgBlocks Packet(byte[] frame, uint microseconds) =>
        Block(
            6,
            [
                .. Word(0),
                .. Word(0),
                .. Word(microseconds),
                .. Word((uint)frame.Length),
                .. Word((uint)frame.Length),
                .. frame,
                .. new byte[-frame.Length & 3],
            ]
        );

    /// <summary>Counters of the first interface: dropped by itself and by the system.</summary>
    public PcapNgBlocks Dropped(ulong byInterface, ulong bySystem) =>
        Block(5, [.. Word(0), .. Word(0), .. Word(0), .. Counter(5, byInterface), .. Counter(7, bySystem), .. Word(0)]);

    private static byte[] Counter(ushort option, ulong value) =>
        [.. Half(option), .. Half(8), .. Word((uint)value), .. Word((uint)(value >> 32))];

    private PcapNgBlocks Block(uint type, byte[] body)
    {
        uint length = (uint)body.Length + 12;
        _octets.AddRange([.. Word(type), .. Word(length), .. body, .. Word(length)]);
        return this;
    }

    private static byte[] Half(ushort value)
    {
        byte[] octets = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(octets, value);
        return octets;
    }

    private static byte[] Word(uint value)
    {
        byte[] octets = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(octets, value);
        return octets;
    }
}
