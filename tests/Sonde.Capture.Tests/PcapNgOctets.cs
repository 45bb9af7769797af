using System.Buffers.Binary;
using System.Text;

namespace Sonde.Capture.Tests;

/// <summary>Builds pcapng files block by block, so that every field can be wrong.</summary>
public sealed class PcapNgOctets(bool big = false)
{
    public const ulong Microseconds = 1_700_000_000_000_005;

    private readonly List<byte> _octets = [];
    private bool _big = big;

    public byte[] ToArray() => [.. _octets];

    public byte[] Without(int count) => [.. _octets.Take(_octets.Count - count)];

    public int Length => _octets.Count;

    /// <summary>The byte order of what follows, for a further section.</summary>
    public PcapNgOctets InOrder(bool big)
    {
        _big = big;
        return this;
    }

    public PcapNgOctets Section(byte[]? options = null, int major = 1, int minor = 0, uint magic = 0x1a2b3c4d) =>
        Block(0x0a0d0d0a, [.. U32(magic), .. U16(major), .. U16(minor), .. U64(ulong.MaxValue), .. options ?? []]);

    public PcapNgOctets Interface(int linkType = 1, uint snapLength = 0, byte[]? options = null) =>
        Block(1, [.. U16(linkType), 0, 0, .. U32(snapLength), .. options ?? []]);

    public PcapNgOctets Packet(
        byte[] data,
        uint on = 0,
        ulong ticks = Microseconds,
        uint? captured = null,
        uint? original = null,
        byte[]? options = null,
        uint? trailer = null
    ) =>
        Block(
            6,
            [
                .. U32(on),
                .. U32((uint)(ticks >> 32)),
                .. U32((uint)ticks),
                .. U32(captured ?? (uint)data.Length),
                .. U32(original ?? (uint)data.Length),
                .. Padded(data),
                .. options ?? [],
            ],
            trailer: trailer
        );

    public PcapNgOctets SimplePacket(byte[] data, uint? original = null) =>
        Block(3, [.. U32(original ?? (uint)data.Length), .. data]);

    public PcapNgOctets ObsoletePacket(byte[] data, int on = 0, int drops = 0, ulong ticks = Microseconds) =>
        Block(
            2,
            [
                .. U16(on),
                .. U16(drops),
                .. U32((uint)(ticks >> 32)),
                .. U32((uint)ticks),
                .. U32((uint)data.Length),
                .. U32((uint)data.Length),
                .. Padded(data),
            ]
        );

    public PcapNgOctets Statistics(uint on, byte[] options) => Block(5, [.. U32(on), .. new byte[8], .. options]);

    public PcapNgOctets Names(params byte[] records) => Block(4, records);

    /// <summary>A block of any type; lengths are right unless told otherwise.</summary>
    public PcapNgOctets Block(uint type, byte[] body, uint? length = null, uint? trailer = null)
    {
        byte[] padded = Padded(body);
        uint whole = length ?? (uint)padded.Length + 12;
        _octets.AddRange([.. U32(type), .. U32(whole), .. padded, .. U32(trailer ?? whole)]);
        return this;
    }

    public PcapNgOctets Raw(params byte[] octets)
    {
        _octets.AddRange(octets);
        return this;
    }

    public byte[] Option(int code, string text) => Option(code, Encoding.UTF8.GetBytes(text));

    public byte[] Option(int code, ulong number) => Option(code, U64(number));

    public byte[] Option(int code, byte[] value, int? length = null) =>
        [.. U16(code), .. U16(length ?? value.Length), .. Padded(value)];

    public byte[] Name(int type, byte[] value) => [.. U16(type), .. U16(value.Length), .. Padded(value)];

    public byte[] U16(int value)
    {
        byte[] octets = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(octets, (ushort)value);
        return Ordered(octets);
    }

    public byte[] U32(uint value)
    {
        byte[] octets = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(octets, value);
        return Ordered(octets);
    }

    public byte[] U64(ulong value)
    {
        byte[] octets = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(octets, value);
        return Ordered(octets);
    }

    private byte[] Ordered(byte[] octets)
    {
        if (_big)
            Array.Reverse(octets);
        return octets;
    }

    private static byte[] Padded(byte[] octets) => [.. octets, .. new byte[-octets.Length & 3]];
}
