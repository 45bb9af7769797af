using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Cisco's Encapsulated Remote Switched Port Analyzer, types II and III (draft-foschiano-erspan): a mirrored Ethernet frame.</summary>
/// <remarks>
/// Type II: | version 4 bits, VLAN 12 bits | class 3 bits, encapsulation 2 bits, truncated 1 bit, session 10 bits | index 4 |.
/// Type III: the same first four octets | timestamp 4 | group tag 2 | flags 2 |, then 8 more when the last flag is set.
/// </remarks>
public readonly ref struct Erspan : ILayer<Erspan>
{
    private const int TypeIISize = 8; // octets
    private const int TypeIIISize = 12; // octets without the platform's part
    private const int PlatformSize = 8;
    private const int TypeII = 1;
    private const int TypeIII = 2;

    private static readonly Field VersionField = new("erspan.version", "Version", names: VersionName);
    private static readonly Field VlanField = new("erspan.vlan", "Vlan");
    private static readonly Field ClassField = new("erspan.cos", "COS");
    private static readonly Field EncapsulationField = new("erspan.encap", "Encap");
    private static readonly Field IntegrityField = new("erspan.bso", "Bad/Short/Oversized");
    private static readonly Field TruncatedField = new("erspan.truncated", "Truncated");
    private static readonly Field SessionField = new("erspan.spanid", "SpanID");
    private static readonly Field IndexField = new("erspan.index", "Index");
    private static readonly Field TimestampField = new("erspan.timestamp", "Timestamp");
    private static readonly Field GroupTagField = new("erspan.sgt", "Security Group Tag");
    private static readonly Field FrameTypeField = new("erspan.ft", "Frame Type");
    private static readonly Field HardwareField = new("erspan.hw", "Hw");
    private static readonly Field DirectionField = new("erspan.direction", "Direction", FieldKind.Boolean);
    private static readonly Field GranularityField = new("erspan.gra", "Timestamp granularity");
    private static readonly Field PlatformField = new("erspan.o", "Optional Sub headers");

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header, then the mirrored frame

    private Erspan(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "erspan";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            VersionField,
            VlanField,
            ClassField,
            EncapsulationField,
            IntegrityField,
            TruncatedField,
            SessionField,
            IndexField,
            TimestampField,
            GroupTagField,
            FrameTypeField,
            HardwareField,
            DirectionField,
            GranularityField,
            PlatformField,
        ];

    /// <inheritdoc/>
    public int HeaderLength =>
        Version == TypeII ? TypeIISize
        : HasPlatformPart ? TypeIIISize + PlatformSize
        : TypeIIISize;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        Version == TypeII || FrameType == 0 ? new(NextSpace.Direct, Direct.Ethernet) : NextLayer.Data;

    /// <summary>1 for type II, 2 for type III.</summary>
    public int Version => _octets[0] >> 4;

    /// <summary>VLAN of the mirrored frame.</summary>
    public int Vlan => ReadUInt16BigEndian(_octets) & 0xfff;

    /// <summary>The mirroring session.</summary>
    public int SessionId => ReadUInt16BigEndian(_octets[2..]) & 0x3ff;

    private int FrameType => (_octets[10] >> 2) & 0x1f;

    private bool HasPlatformPart => (_octets[11] & 1) != 0;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Erspan layer)
    {
        layer = default;
        if (octets.Length < TypeIISize)
            return ReadStatus.TooShort;
        int version = octets[0] >> 4;
        if (version is not (TypeII or TypeIII))
            return ReadStatus.Malformed;
        if (version == TypeIII && octets.Length < TypeIIISize)
            return ReadStatus.TooShort;
        var read = new Erspan(octets);
        if (read.HeaderLength > octets.Length)
            return ReadStatus.TooShort;
        layer = read;
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        ushort word = ReadUInt16BigEndian(_octets[2..]);
        sink.Add(VersionField, 0, 2, (ulong)Version);
        sink.Add(VlanField, 0, 2, (ulong)Vlan);
        sink.Add(ClassField, 2, 2, (ulong)(word >> 13));
        sink.Add(Version == TypeII ? EncapsulationField : IntegrityField, 2, 2, (ulong)((word >> 11) & 3));
        sink.Add(TruncatedField, 2, 2, (ulong)((word >> 10) & 1));
        sink.Add(SessionField, 2, 2, (ulong)SessionId);
        if (Version == TypeII)
        {
            sink.Add(IndexField, 4, 4, ReadUInt32BigEndian(_octets[4..]) & 0xfffff);
            return;
        }
        ushort flags = ReadUInt16BigEndian(_octets[10..]);
        sink.Add(TimestampField, 4, 4, ReadUInt32BigEndian(_octets[4..]));
        sink.Add(GroupTagField, 8, 2, ReadUInt16BigEndian(_octets[8..]));
        sink.Add(FrameTypeField, 10, 2, (ulong)FrameType);
        sink.Add(HardwareField, 10, 2, (ulong)((flags >> 4) & 0x3f));
        sink.Add(DirectionField, 10, 2, (ulong)((flags >> 3) & 1));
        sink.Add(GranularityField, 10, 2, (ulong)((flags >> 1) & 3));
        sink.Add(PlatformField, 10, 2, (ulong)(flags & 1));
    }

    private static string? VersionName(ulong value) =>
        value switch
        {
            TypeII => "Type II",
            TypeIII => "Type III",
            _ => null,
        };
}
