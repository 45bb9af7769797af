using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// IEEE 802.1ad service tag: | priority 3 bits, DEI 1 bit, VLAN 12 bits | type or length 2 | data … |, big-endian.
/// When the type is 88a8 again, the second tag is the customer's and belongs to this layer.
/// </summary>
public readonly ref struct ServiceVlan : ILayer<ServiceVlan>
{
    private const int Size = 4; // octets of one tag behind its EtherType

    private static readonly Field PriorityField = new("ieee8021ad.priority", "Priority");
    private static readonly Field DropField = new("ieee8021ad.dei", "DEI");
    private static readonly Field IdField = new("ieee8021ad.id", "ID");
    private static readonly Field ServiceField = new("ieee8021ad.svid", "ID");
    private static readonly Field CustomerField = new("ieee8021ad.cvid", "ID");
    private static readonly Field[] AllFields = [PriorityField, DropField, IdField, ServiceField, CustomerField];

    private readonly ReadOnlySpan<byte> _octets; // [0..4) tag, [4..8) second tag if there is one, then data

    private ServiceVlan(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ieee8021ad";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => HasTwoTags ? 2 * Size : Size;

    /// <inheritdoc/>
    public int PayloadLength => EtherTypes.Kept(TypeOrLength, _octets.Length - HeaderLength);

    /// <inheritdoc/>
    public NextLayer NextLayer => EtherTypes.Following(TypeOrLength, _octets[HeaderLength..]);

    /// <summary>The customer's tag follows the provider's.</summary>
    public bool HasTwoTags => ReadUInt16BigEndian(_octets[2..]) == EtherTypes.ServiceVlan;

    /// <summary>The provider's VLAN, 0 to 4095.</summary>
    public int Id => ReadUInt16BigEndian(_octets) & 0xfff;

    /// <summary>EtherType of the data, or its length.</summary>
    public ushort TypeOrLength => ReadUInt16BigEndian(_octets[(HeaderLength - 2)..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out ServiceVlan layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        bool hasTwo = ReadUInt16BigEndian(octets[2..]) == EtherTypes.ServiceVlan;
        if (hasTwo && octets.Length < 2 * Size)
            return ReadStatus.TooShort;
        layer = new ServiceVlan(octets);
        bool isCut = EtherTypes.IsLength(layer.TypeOrLength) && layer.TypeOrLength > octets.Length - layer.HeaderLength;
        return isCut ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        DescribeTag(sink, 0, HasTwoTags ? ServiceField : IdField);
        if (HasTwoTags)
            DescribeTag(sink, Size, CustomerField);
    }

    private void DescribeTag(FieldSink sink, int at, Field id)
    {
        sink.Add(PriorityField, at, 1, (ulong)(_octets[at] >> 5));
        sink.Add(DropField, at, 1, (ulong)((_octets[at] >> 4) & 1));
        sink.Add(id, at, 2, (ulong)(ReadUInt16BigEndian(_octets[at..]) & 0xfff));
    }
}
