using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Cisco VN-Tag, for virtual interfaces: | direction 1 bit, pointer 1, destination 14, looped 1, reserved 1, version 2,
/// source 12 bits | type or length 2 | data … |, big-endian.
/// </summary>
public readonly ref struct VnTag : ILayer<VnTag>
{
    private const int Size = 6; // octets behind the tag's own EtherType, fixed

    private static readonly Field DirectionField = new("vntag.dir", "Direction", FieldKind.Boolean);
    private static readonly Field PointerField = new("vntag.ptr", "Pointer", FieldKind.Boolean);
    private static readonly Field DestinationField = new("vntag.dst", "Destination");
    private static readonly Field LoopedField = new("vntag.looped", "Looped", FieldKind.Boolean);
    private static readonly Field VersionField = new("vntag.version", "Version");
    private static readonly Field SourceField = new("vntag.src", "Source");
    private static readonly Field[] AllFields =
    [
        DirectionField,
        PointerField,
        DestinationField,
        LoopedField,
        VersionField,
        SourceField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..6) tag and type, [6..) data

    private VnTag(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "vntag";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => EtherTypes.Kept(TypeOrLength, _octets.Length - Size);

    /// <inheritdoc/>
    public NextLayer NextLayer => EtherTypes.Following(TypeOrLength, _octets[Size..]);

    /// <summary>EtherType of the data, or its length.</summary>
    public ushort TypeOrLength => ReadUInt16BigEndian(_octets[4..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out VnTag layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new VnTag(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        uint tag = ReadUInt32BigEndian(_octets);
        sink.Add(DirectionField, 0, 1, tag >> 31);
        sink.Add(PointerField, 0, 1, (tag >> 30) & 1);
        sink.Add(DestinationField, 0, 2, (tag >> 16) & 0x3fff);
        sink.Add(LoopedField, 2, 1, (tag >> 15) & 1);
        sink.Add(VersionField, 2, 1, (tag >> 12) & 3);
        sink.Add(SourceField, 2, 2, tag & 0xfff);
    }
}
