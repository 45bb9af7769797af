using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Network service header, RFC 8300 §2: | version 2 bits, flags 2, TTL 6, words 6 bits | metadata type 1 | next protocol 1 | path 3 | index 1 |
/// metadata … | data … |, big-endian.
/// </summary>
public readonly ref struct ServiceHeader : ILayer<ServiceHeader>
{
    private const int Size = 8; // octets without metadata

    private static readonly Field TypeField = new("nsh.mdtype", "MD Type");
    private static readonly Field ProtocolField = new("nsh.nextproto", "Next Protocol", names: ProtocolName);
    private static readonly Field PathField = new("nsh.spi", "SPI");
    private static readonly Field IndexField = new("nsh.si", "SI");
    private static readonly Field[] AllFields = [TypeField, ProtocolField, PathField, IndexField];

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header and metadata, then data

    private ServiceHeader(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "nsh";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => (_octets[1] & 0x3f) * 4;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        _octets[3] switch
        {
            1 => new(NextSpace.EtherType, EtherTypes.Ipv4),
            2 => new(NextSpace.EtherType, EtherTypes.Ipv6),
            3 => new(NextSpace.Direct, Direct.Ethernet),
            4 => new(NextSpace.EtherType, 0x894f),
            5 => new(NextSpace.EtherType, EtherTypes.Mpls),
            _ => NextLayer.Data,
        };

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out ServiceHeader layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        int header = (octets[1] & 0x3f) * 4;
        if (header < Size)
            return ReadStatus.Malformed;
        if (header > octets.Length)
            return ReadStatus.TooShort;
        layer = new ServiceHeader(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(TypeField, 2, 1, (ulong)(_octets[2] & 0x0f));
        sink.Add(ProtocolField, 3, 1, _octets[3]);
        sink.Add(PathField, 4, 3, ReadUInt32BigEndian(_octets[4..]) >> 8);
        sink.Add(IndexField, 7, 1, _octets[7]);
    }

    private static string? ProtocolName(ulong protocol) =>
        protocol switch
        {
            1 => "IPv4",
            2 => "IPv6",
            3 => "Ethernet",
            4 => "NSH",
            5 => "MPLS",
            _ => null,
        };
}
