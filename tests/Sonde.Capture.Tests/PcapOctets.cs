using System.Buffers.Binary;

namespace Sonde.Capture.Tests;

/// <summary>Builds pcap files octet by octet, so that every field can be wrong.</summary>
public sealed class PcapOctets
{
    public const uint Second = 1_700_000_000;

    private readonly List<byte> _octets = [];
    private readonly bool _big;

    private PcapOctets(bool big) => _big = big;

    public static byte[] Data(int length, byte first = 0xaa) =>
        [.. Enumerable.Range(0, length).Select(i => (byte)(first + i))];

    public static PcapOctets Header(
        uint magic = 0xa1b2c3d4,
        bool big = false,
        int major = 2,
        int minor = 4,
        uint snapLength = 65535,
        uint network = 1
    )
    {
        var file = new PcapOctets(big);
        file.U32(magic);
        file.U16(major);
        file.U16(minor);
        file.U32(0);
        file.U32(0);
        file.U32(snapLength);
        file.U32(network);
        return file;
    }

    /// <summary>Adds a record; the lengths are those of the data unless told otherwise.</summary>
    public PcapOctets Record(
        byte[] data,
        uint seconds = Second,
        uint fraction = 0,
        uint? captured = null,
        uint? original = null,
        byte[]? extra = null
    )
    {
        U32(seconds);
        U32(fraction);
        U32(captured ?? (uint)data.Length);
        U32(original ?? (uint)data.Length);
        _octets.AddRange(extra ?? []);
        _octets.AddRange(data);
        return this;
    }

    public PcapOctets Raw(params byte[] octets)
    {
        _octets.AddRange(octets);
        return this;
    }

    public byte[] ToArray() => [.. _octets];

    /// <summary>The file without its last octets.</summary>
    public byte[] Without(int count) => [.. _octets.Take(_octets.Count - count)];

    private void U16(int value)
    {
        Span<byte> octets = stackalloc byte[2];
        if (_big)
            BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(octets, (ushort)value);
        _octets.AddRange(octets);
    }

    private void U32(uint value)
    {
        Span<byte> octets = stackalloc byte[4];
        if (_big)
            BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(octets, value);
        _octets.AddRange(octets);
    }
}
