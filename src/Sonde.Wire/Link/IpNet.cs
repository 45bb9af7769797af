using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Solaris observability, LINKTYPE_IPNET: | version 1 | family 1 | hook 2 | length 4 | interface 4 | group interface 4 | source zone 4 |
/// destination zone 4 | datagram … |, big-endian.
/// </summary>
public readonly ref struct IpNet : ILayer<IpNet>
{
    private const int Size = 24; // octets, fixed

    private static readonly Field VersionField = new("ipnet.version", "Header version");
    private static readonly Field FamilyField = new("ipnet.family", "Address family");
    private static readonly Field HookField = new("ipnet.htype", "Hook type");
    private static readonly Field LengthField = new("ipnet.pktlen", "Data length");
    private static readonly Field InterfaceField = new("ipnet.ifindex", "Interface index");
    private static readonly Field SourceZoneField = new("ipnet.zsrc", "Source Zone ID");
    private static readonly Field DestinationZoneField = new("ipnet.zdst", "Destination Zone ID");
    private static readonly Field[] AllFields =
    [
        VersionField,
        FamilyField,
        HookField,
        LengthField,
        InterfaceField,
        SourceZoneField,
        DestinationZoneField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..24) header, [24..) datagram

    private IpNet(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ipnet";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        _octets[1] switch
        {
            2 => new(NextSpace.EtherType, EtherTypes.Ipv4),
            26 => new(NextSpace.EtherType, EtherTypes.Ipv6),
            _ => NextLayer.Data,
        };

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out IpNet layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new IpNet(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(VersionField, 0, 1, _octets[0]);
        sink.Add(FamilyField, 1, 1, _octets[1]);
        sink.Add(HookField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
        sink.Add(LengthField, 4, 4, ReadUInt32BigEndian(_octets[4..]));
        sink.Add(InterfaceField, 8, 4, ReadUInt32BigEndian(_octets[8..]));
        sink.Add(SourceZoneField, 16, 4, ReadUInt32BigEndian(_octets[16..]));
        sink.Add(DestinationZoneField, 20, 4, ReadUInt32BigEndian(_octets[20..]));
    }
}
