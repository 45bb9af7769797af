using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Cisco Inter-Switch Link: | destination 5 | type 4 bits, user 4 bits | source 6 | length 2 | AA-AA-03 3 | high source bits 3 |
/// VLAN 15 bits, BPDU 1 bit | index 2 | reserved 2 | frame with its FCS … | FCS 4 |, big-endian.
/// </summary>
public readonly ref struct InterSwitchLink : ILayer<InterSwitchLink>
{
    private const int Size = 26; // octets, fixed
    private const int CountedHeader = 12; // octets of the header that the length counts
    private const int Ethernet = 0;
    private const int TokenRing = 1;

    private static readonly Field DestinationField = new("isl.dst", "Destination", FieldKind.Ether);
    private static readonly Field TypeField = new("isl.type", "Type", names: TypeName);
    private static readonly Field SourceField = new("isl.src", "Source", FieldKind.Ether);
    private static readonly Field LengthField = new("isl.len", "Length");
    private static readonly Field VlanField = new("isl.vlan_id", "VLAN ID");
    private static readonly Field BridgeField = new("isl.bpdu", "BPDU/CDP/VTP", FieldKind.Boolean);
    private static readonly Field IndexField = new("isl.index", "Index");
    private static readonly Field[] AllFields =
    [
        DestinationField,
        TypeField,
        SourceField,
        LengthField,
        VlanField,
        BridgeField,
        IndexField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..26) header, [26..) frame

    private InterSwitchLink(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "isl";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength =>
        Length >= CountedHeader ? Math.Min(Length - CountedHeader, _octets.Length - Size) : _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        (_octets[5] >> 4) switch
        {
            Ethernet => new(NextSpace.Direct, Direct.Ethernet),
            TokenRing => new(NextSpace.Direct, Direct.TokenRing),
            _ => NextLayer.Data,
        };

    /// <summary>Octets from the fixed AA-AA-03 to the frame's own FCS, as the sender claims.</summary>
    public ushort Length => ReadUInt16BigEndian(_octets[12..]);

    /// <summary>The VLAN.</summary>
    public int Vlan => ReadUInt16BigEndian(_octets[20..]) >> 1;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out InterSwitchLink layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new InterSwitchLink(octets);
        return layer.Length - CountedHeader > octets.Length - Size ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(DestinationField, 0, 6, _octets[..6]);
        sink.Add(TypeField, 5, 1, (ulong)(_octets[5] >> 4));
        sink.Add(SourceField, 6, 6, _octets[6..12]);
        sink.Add(LengthField, 12, 2, Length);
        sink.Add(VlanField, 20, 2, (ulong)Vlan);
        sink.Add(BridgeField, 21, 1, (ulong)(_octets[21] & 1));
        sink.Add(IndexField, 22, 2, ReadUInt16BigEndian(_octets[22..]));
    }

    private static string? TypeName(ulong type) =>
        type switch
        {
            Ethernet => "Ethernet",
            TokenRing => "Token-Ring",
            2 => "FDDI",
            3 => "ATM",
            _ => null,
        };
}
