using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Internet Group Management Protocol, versions 1 (RFC 1112), 2 (RFC 2236 §2) and 3 (RFC 3376 §4).</summary>
/// <remarks>| type 1 | maximum response time 1 | checksum 2 | group 4 |, then in version 3 sources or group records</remarks>
public readonly ref struct Igmp : ILayer<Igmp>
{
    private const int Size = 8; // octets
    private const byte Query = 0x11;
    private const byte Report1 = 0x12;
    private const byte Dvmrp = 0x13;
    private const byte Pim1 = 0x14;
    private const byte Report2 = 0x16;
    private const byte Leave2 = 0x17;
    private const byte Report3 = 0x22;
    private const byte FirstIgap = 0x40;
    private const byte SecondIgap = 0x41;
    private const byte LastIgap = 0x42;
    private const byte FirstRgmp = 0xfc; // RFC 3488 §4
    private const int Version3Query = 12; // octets at least

    private static readonly Field TypeField = new("igmp.type", "Type", @base: FieldBase.Hex, names: IgmpNames.TypeName);
    private static readonly Field VersionField = new("igmp.version", "IGMP Version");
    private static readonly Field ResponseField = new("igmp.max_resp", "Max Resp Time");
    private static readonly Field ChecksumField = new("igmp.checksum", "Checksum", @base: FieldBase.Hex);
    private static readonly Field GroupField = new("igmp.maddr", "Multicast Address", FieldKind.Ipv4);
    private static readonly Field SuppressField = new("igmp.s", "S", FieldKind.Boolean);
    private static readonly Field RobustnessField = new("igmp.qrv", "QRV");
    private static readonly Field IntervalField = new("igmp.qqic", "QQIC");
    private static readonly Field SourceCountField = new("igmp.num_src", "Num Src");
    private static readonly Field SourceField = new("igmp.saddr", "Source Address", FieldKind.Ipv4);
    private static readonly Field RecordCountField = new("igmp.num_grp_recs", "Num Group Records");
    private static readonly Field RecordTypeField = new("igmp.record_type", "Record Type", names: IgmpNames.RecordType);
    private static readonly Field AuxiliaryField = new("igmp.aux_data_len", "Aux Data Len");

    private readonly ReadOnlySpan<byte> _octets; // [0..8) header, then sources or records

    private Igmp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "igmp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            TypeField,
            VersionField,
            ResponseField,
            ChecksumField,
            GroupField,
            SuppressField,
            RobustnessField,
            IntervalField,
            SourceCountField,
            SourceField,
            RecordCountField,
            RecordTypeField,
            AuxiliaryField,
        ];

    /// <summary>All octets; none where another protocol uses IGMP's number.</summary>
    public int HeaderLength => IsOther ? 0 : _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        Type switch
        {
            Dvmrp => new(NextSpace.Direct, Direct.Dvmrp),
            Pim1 => new(NextSpace.Direct, Direct.Pim),
            >= FirstRgmp => new(NextSpace.Direct, Direct.Rgmp),
            FirstIgap or SecondIgap or LastIgap => new(NextSpace.Direct, Direct.Igap),
            _ => NextLayer.None,
        };

    /// <summary>What the message is (IANA).</summary>
    public byte Type => _octets[0];

    /// <summary>Largest time before an answer, in tenths of a second; from 128 on a mantissa and exponent in version 3.</summary>
    public byte MaximumResponse => _octets[1];

    /// <summary>The group asked about or reported, four octets; reserved in a report of version 3.</summary>
    public ReadOnlySpan<byte> Group => _octets.Slice(4, 4);

    /// <summary>1, 2 or 3; 0 when the type belongs to another protocol.</summary>
    public int Version =>
        Type switch
        {
            Query when _octets.Length >= Version3Query => 3,
            Query when MaximumResponse == 0 => 1,
            Query or Report2 or Leave2 => 2,
            Report1 => 1,
            Report3 => 3,
            _ => 0,
        };

    private bool IsOther => Type is Dvmrp or Pim1 or FirstIgap or SecondIgap or LastIgap or >= FirstRgmp;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Igmp layer)
    {
        if (octets.Length < Size)
        {
            layer = default;
            return ReadStatus.TooShort;
        }
        layer = new Igmp(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (IsOther)
            return;
        sink.Add(TypeField, 0, 1, Type);
        if (Version > 0)
            sink.Add(VersionField, 0, 0, (ulong)Version);
        if (Type != Report3)
            sink.Add(ResponseField, 1, 1, MaximumResponse);
        sink.Add(ChecksumField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
        if (Type == Report3)
        {
            DescribeRecords(sink);
            return;
        }
        sink.Add(GroupField, 4, 4, Group);
        if (Type == Query && Version == 3)
        {
            sink.Add(SuppressField, 8, 1, (ulong)((_octets[8] >> 3) & 1));
            sink.Add(RobustnessField, 8, 1, (ulong)(_octets[8] & 7));
            sink.Add(IntervalField, 9, 1, _octets[9]);
            int sources = ReadUInt16BigEndian(_octets[10..]);
            sink.Add(SourceCountField, 10, 2, (ulong)sources);
            DescribeSources(Version3Query, sources, sink);
        }
    }

    /// <summary>Writes a message of version 2 with its checksum. Returns the octets written: 8.</summary>
    public static int Write(Span<byte> target, byte type, byte maximumResponse, ReadOnlySpan<byte> group)
    {
        target[0] = type;
        target[1] = maximumResponse;
        WriteUInt16BigEndian(target[2..], 0);
        group[..4].CopyTo(target[4..]);
        WriteUInt16BigEndian(target[2..], Checksum.Internet(target[..Size]));
        return Size;
    }

    // RFC 3376 §4.2: records of | type 1 | auxiliary length in 4 octets 1 | sources 2 | group 4 | sources … | auxiliary … |
    private void DescribeRecords(FieldSink sink)
    {
        int records = ReadUInt16BigEndian(_octets[6..]);
        sink.Add(RecordCountField, 6, 2, (ulong)records);
        for (int at = Size; records > 0 && at + 8 <= _octets.Length; records--)
        {
            int sources = ReadUInt16BigEndian(_octets[(at + 2)..]);
            sink.Add(RecordTypeField, at, 1, _octets[at]);
            sink.Add(AuxiliaryField, at + 1, 1, _octets[at + 1]);
            sink.Add(SourceCountField, at + 2, 2, (ulong)sources);
            sink.Add(GroupField, at + 4, 4, _octets.Slice(at + 4, 4));
            DescribeSources(at + 8, sources, sink);
            at += 8 + sources * 4 + _octets[at + 1] * 4;
        }
    }

    private void DescribeSources(int at, int count, FieldSink sink)
    {
        for (; count > 0 && at + 4 <= _octets.Length; at += 4, count--)
            sink.Add(SourceField, at, 4, _octets.Slice(at, 4));
    }
}
