using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// IEEE 802.1ah service instance tag (MAC in MAC): | priority 3 bits, drop 1, NCA 1, reserved 3 bits | I-SID 3 |
/// destination 6 | source 6 | type or length 2 | data … |, big-endian.
/// </summary>
public readonly ref struct ProviderBackbone : ILayer<ProviderBackbone>
{
    private const int Size = 18; // octets, fixed

    private static readonly Field PriorityField = new("ieee8021ah.priority", "Priority");
    private static readonly Field DropField = new("ieee8021ah.drop", "DROP");
    private static readonly Field NoAddressField = new("ieee8021ah.nca", "NCA");
    private static readonly Field InstanceField = new("ieee8021ah.isid", "I-SID");
    private static readonly Field DestinationField = new("ieee8021ah.cdst", "C-Destination", FieldKind.Ether);
    private static readonly Field SourceField = new("ieee8021ah.csrc", "C-Source", FieldKind.Ether);
    private static readonly Field[] AllFields =
    [
        PriorityField,
        DropField,
        NoAddressField,
        InstanceField,
        DestinationField,
        SourceField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..18) tag, addresses and type, [18..) data

    private ProviderBackbone(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ieee8021ah";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => EtherTypes.Kept(TypeOrLength, _octets.Length - Size);

    /// <inheritdoc/>
    public NextLayer NextLayer => EtherTypes.Following(TypeOrLength, _octets[Size..]);

    /// <summary>The service instance, 24 bits.</summary>
    public int ServiceInstance => (int)(ReadUInt32BigEndian(_octets) & 0xffffff);

    /// <summary>EtherType of the data, or its length.</summary>
    public ushort TypeOrLength => ReadUInt16BigEndian(_octets[16..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out ProviderBackbone layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new ProviderBackbone(octets);
        bool isCut = EtherTypes.IsLength(layer.TypeOrLength) && layer.TypeOrLength > octets.Length - Size;
        return isCut ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(PriorityField, 0, 1, (ulong)(_octets[0] >> 5));
        sink.Add(DropField, 0, 1, (ulong)((_octets[0] >> 4) & 1));
        sink.Add(NoAddressField, 0, 1, (ulong)((_octets[0] >> 3) & 1));
        sink.Add(InstanceField, 1, 3, (ulong)ServiceInstance);
        sink.Add(DestinationField, 4, 6, _octets[4..10]);
        sink.Add(SourceField, 10, 6, _octets[10..16]);
    }
}
