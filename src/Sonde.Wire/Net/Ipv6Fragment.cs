using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Fragment header of IPv6, RFC 8200 §4.5.</summary>
/// <remarks>| next header 1 | reserved 1 | offset 13 bits, reserved 2 bits, more 1 bit | identification 4 | fragment … |</remarks>
public readonly ref struct Ipv6Fragment : ILayer<Ipv6Fragment>
{
    private const int Size = 8; // octets, fixed

    private static readonly Field NextHeaderField = new("ipv6.fraghdr.nxt", "Next header", names: IpProtocols.NameOf);
    private static readonly Field ReservedField = new(
        "ipv6.fraghdr.reserved_octet",
        "Reserved octet",
        @base: FieldBase.Hex
    );
    private static readonly Field OffsetField = new("ipv6.fraghdr.offset", "Offset");
    private static readonly Field ReservedBitsField = new("ipv6.fraghdr.reserved_bits", "Reserved bits");
    private static readonly Field MoreField = new("ipv6.fraghdr.more", "More Fragments", FieldKind.Boolean);
    private static readonly Field IdentificationField = new(
        "ipv6.fraghdr.ident",
        "Identification",
        @base: FieldBase.Hex
    );

    private readonly ReadOnlySpan<byte> _octets; // [0..8) header, [8..) fragment

    private Ipv6Fragment(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ipv6.fraghdr";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [NextHeaderField, ReservedField, OffsetField, ReservedBitsField, MoreField, IdentificationField];

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <summary>An atomic fragment is the whole datagram (RFC 6946): reading goes on.</summary>
    public NextLayer NextLayer => new(IsWhole ? NextSpace.IpProtocol : NextSpace.Fragment, NextHeader);

    /// <summary>Internet protocol number of the datagram's first header behind this one.</summary>
    public byte NextHeader => _octets[0];

    /// <summary>Where the fragment stands in the datagram, in octets; a multiple of 8.</summary>
    public int Offset => ReadUInt16BigEndian(_octets[2..]) & 0xfff8;

    /// <summary>Fragments behind this one follow.</summary>
    public bool MoreFragments => (_octets[3] & 1) != 0;

    /// <summary>Tells the datagrams of one sender apart.</summary>
    public uint Identification => ReadUInt32BigEndian(_octets[4..]);

    /// <summary>Nothing is missing: the fragment is the datagram.</summary>
    public bool IsWhole => Offset == 0 && !MoreFragments;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ipv6Fragment layer)
    {
        if (octets.Length < Size)
        {
            layer = default;
            return ReadStatus.TooShort;
        }
        layer = new Ipv6Fragment(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(NextHeaderField, 0, 1, NextHeader);
        sink.Add(ReservedField, 1, 1, _octets[1]);
        sink.Add(OffsetField, 2, 2, (ulong)(Offset >> 3)); // Wireshark counts it in units of eight octets
        sink.Add(ReservedBitsField, 2, 2, (ulong)((_octets[3] >> 1) & 3));
        sink.Add(MoreField, 2, 2, MoreFragments ? 1u : 0u);
        sink.Add(IdentificationField, 4, 4, Identification);
    }

    /// <summary>Writes a header and the fragment. Returns the octets written.</summary>
    public static int Write(
        Span<byte> target,
        byte nextHeader,
        int offset,
        bool moreFragments,
        uint identification,
        ReadOnlySpan<byte> data
    )
    {
        target[0] = nextHeader;
        target[1] = 0;
        WriteUInt16BigEndian(target[2..], checked((ushort)((offset & 0xfff8) | (moreFragments ? 1 : 0))));
        WriteUInt32BigEndian(target[4..], identification);
        data.CopyTo(target[Size..]);
        return Size + data.Length;
    }
}
