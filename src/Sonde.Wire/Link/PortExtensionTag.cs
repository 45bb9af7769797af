using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// IEEE 802.1BR E-TAG: | priority 3 bits, DEI 1, ingress E-CID base 12 bits | reserved 2 bits, group 2, E-CID base 12 bits |
/// ingress E-CID extension 1 | E-CID extension 1 | type or length 2 | data … |, big-endian.
/// </summary>
public readonly ref struct PortExtensionTag : ILayer<PortExtensionTag>
{
    private const int Size = 8; // octets behind the tag's own EtherType, fixed

    private static readonly Field PriorityField = new("etag.pcp", "E-PCP");
    private static readonly Field DropField = new("etag.dei", "E-DEI");
    private static readonly Field IngressField = new("etag.iecid_base", "Ingress_E-CID_base", @base: FieldBase.Hex);
    private static readonly Field GroupField = new("etag.group", "GRP");
    private static readonly Field ChannelField = new("etag.ecid_base", "E-CID_base", @base: FieldBase.Hex);
    private static readonly Field IngressExtensionField = new(
        "etag.iecid_ext",
        "Ingress_E-CID_ext",
        @base: FieldBase.Hex
    );
    private static readonly Field ExtensionField = new("etag.ecid_ext", "E-CID_ext", @base: FieldBase.Hex);
    private static readonly Field[] AllFields =
    [
        PriorityField,
        DropField,
        IngressField,
        GroupField,
        ChannelField,
        IngressExtensionField,
        ExtensionField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..8) tag and type, [8..) data

    private PortExtensionTag(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "etag";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => EtherTypes.Kept(TypeOrLength, _octets.Length - Size);

    /// <inheritdoc/>
    public NextLayer NextLayer => EtherTypes.Following(TypeOrLength, _octets[Size..]);

    /// <summary>EtherType of the data, or its length.</summary>
    public ushort TypeOrLength => ReadUInt16BigEndian(_octets[6..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out PortExtensionTag layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new PortExtensionTag(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        ushort ingress = ReadUInt16BigEndian(_octets);
        ushort channel = ReadUInt16BigEndian(_octets[2..]);
        sink.Add(PriorityField, 0, 1, (ulong)(ingress >> 13));
        sink.Add(DropField, 0, 1, (ulong)((ingress >> 12) & 1));
        sink.Add(IngressField, 0, 2, (ulong)(ingress & 0xfff));
        sink.Add(GroupField, 2, 1, (ulong)((channel >> 12) & 3));
        sink.Add(ChannelField, 2, 2, (ulong)(channel & 0xfff));
        sink.Add(IngressExtensionField, 4, 1, _octets[4]);
        sink.Add(ExtensionField, 5, 1, _octets[5]);
    }
}
