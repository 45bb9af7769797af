using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>VXLAN's Generic Protocol Extension (draft-ietf-nvo3-vxlan-gpe): | flags 1 | reserved 2 | next protocol 1 | VNI 3 | reserved 1 |.</summary>
public readonly ref struct VxlanGpe : ILayer<VxlanGpe>
{
    private const int Size = 8; // octets, fixed
    private const int NextProtocolBit = 0x04;
    private const ushort ServiceHeader = 0x894f; // EtherType of the network service header, RFC 8300

    private static readonly Field FlagsField = new("vxlan.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field NextField = new("vxlan.next_proto", "Next Protocol", names: NextName);
    private static readonly Field VniField = new("vxlan.vni", "VXLAN Network Identifier (VNI)");
    private static readonly Field ReservedField = new("vxlan.reserved8", "Reserved");

    private readonly ReadOnlySpan<byte> _octets; // [0..8) header, then what the next protocol says

    private VxlanGpe(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "vxlan-gpe";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [FlagsField, NextField, VniField, ReservedField];

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        (_octets[0] & NextProtocolBit) == 0
            ? NextLayer.Data
            : _octets[3] switch
            {
                1 => new(NextSpace.EtherType, EtherTypes.Ipv4),
                2 => new(NextSpace.EtherType, EtherTypes.Ipv6),
                3 => new(NextSpace.Direct, Direct.Ethernet),
                4 => new(NextSpace.EtherType, ServiceHeader),
                5 => new(NextSpace.EtherType, EtherTypes.Mpls),
                _ => NextLayer.Data,
            };

    /// <summary>VXLAN network identifier, 24 bits.</summary>
    public uint Vni => ReadUInt32BigEndian(_octets[4..]) >> 8;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out VxlanGpe layer)
    {
        if (octets.Length < Size)
        {
            layer = default;
            return ReadStatus.TooShort;
        }
        layer = new VxlanGpe(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(FlagsField, 0, 1, _octets[0]);
        sink.Add(NextField, 3, 1, _octets[3]);
        sink.Add(VniField, 4, 3, Vni);
        sink.Add(ReservedField, 7, 1, _octets[7]);
    }

    private static string? NextName(ulong value) =>
        value switch
        {
            1 => "IPv4",
            2 => "IPv6",
            3 => "Ethernet",
            4 => "Network Service Header",
            5 => "MPLS",
            _ => null,
        };
}
