using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>IEEE 802.1Q tag: | priority 3 bits, DEI 1 bit, VLAN 12 bits | type or length 2 | data … |, big-endian.</summary>
public readonly ref struct Vlan : ILayer<Vlan>
{
    private const int Size = 4; // octets behind the tag's own EtherType, fixed

    private static readonly Field PriorityField = new("vlan.priority", "Priority");
    private static readonly Field DropField = new("vlan.dei", "DEI", FieldKind.Boolean);
    private static readonly Field IdField = new("vlan.id", "ID");
    private static readonly Field TypeField = new(
        "vlan.etype",
        "Type",
        FieldKind.Unsigned,
        FieldBase.Hex,
        EtherTypes.NameOf
    );
    private static readonly Field LengthField = new("vlan.len", "Length");
    private static readonly Field[] AllFields = [PriorityField, DropField, IdField, TypeField, LengthField];

    private readonly ReadOnlySpan<byte> _octets; // [0..4) tag and type, [4..) data; never shorter than Size

    private Vlan(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "vlan";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => EtherTypes.Kept(TypeOrLength, _octets.Length - Size);

    /// <inheritdoc/>
    public NextLayer NextLayer => EtherTypes.Following(TypeOrLength, _octets[Size..]);

    /// <summary>Priority code point, 0 to 7.</summary>
    public int Priority => _octets[0] >> 5;

    /// <summary>The frame may be dropped first; in old tags, the address format.</summary>
    public bool DropEligible => (_octets[0] & 0x10) != 0;

    /// <summary>The VLAN, 0 (priority only) to 4095.</summary>
    public int Id => ReadUInt16BigEndian(_octets) & 0xfff;

    /// <summary>EtherType of the data, or its length.</summary>
    public ushort TypeOrLength => ReadUInt16BigEndian(_octets[2..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Vlan layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new Vlan(octets);
        bool isCut = EtherTypes.IsLength(layer.TypeOrLength) && layer.TypeOrLength > octets.Length - Size;
        return isCut ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(PriorityField, 0, 1, (ulong)Priority);
        sink.Add(DropField, 0, 1, DropEligible ? 1u : 0u);
        sink.Add(IdField, 0, 2, (ulong)Id);
        sink.Add(EtherTypes.IsLength(TypeOrLength) ? LengthField : TypeField, 2, 2, TypeOrLength);
    }

    /// <summary>Writes a tag and its data, to stand behind EtherType 8100. Returns the octets written.</summary>
    public static int Write(Span<byte> target, int priority, int id, ushort type, ReadOnlySpan<byte> data)
    {
        WriteUInt16BigEndian(target, (ushort)(((priority & 7) << 13) | (id & 0xfff)));
        WriteUInt16BigEndian(target[2..], type);
        data.CopyTo(target[Size..]);
        return Size + data.Length;
    }
}
