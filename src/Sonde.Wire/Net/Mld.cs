using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Multicast listener messages of ICMPv6: version 1 (RFC 2710 §3) and version 2 (RFC 3810 §5).</summary>
internal static class Mld
{
    private const byte Query = 130;
    private const byte Report2 = 143;
    private const int Version1Length = 24; // octets; a longer query is of version 2

    private static readonly Field DelayField = new("icmpv6.mld.maximum_response_delay", "Maximum Response Delay [ms]");
    private static readonly Field CodeField = new("icmpv6.mld.maximum_response_code", "Maximum Response Code");
    private static readonly Field AddressField = new(
        "icmpv6.mld.multicast_address",
        "Multicast Address",
        FieldKind.Ipv6
    );
    private static readonly Field FlagsField = new("icmpv6.mld.flag", "Flags", @base: FieldBase.Hex);
    private static readonly Field SuppressField = new(
        "icmpv6.mld.flag.s",
        "Suppress Router-Side Processing",
        FieldKind.Boolean
    );
    private static readonly Field RobustnessField = new("icmpv6.mld.flag.qrv", "QRV (Querier's Robustness Variable)");
    private static readonly Field IntervalField = new("icmpv6.mld.qqi", "QQIC (Querier's Query Interval Code)");
    private static readonly Field CountField = new("icmpv6.mld.nb_sources", "Number of Sources");
    private static readonly Field SourceField = new("icmpv6.mld.source_address", "Source Address", FieldKind.Ipv6);
    private static readonly Field RecordCountField = new(
        "icmpv6.mldr.nb_mcast_records",
        "Number of Multicast Address Records"
    );
    private static readonly Field RecordField = new("icmpv6.mldr.mar", "Multicast Address Record", FieldKind.Group);
    private static readonly Field RecordTypeField = new(
        "icmpv6.mldr.mar.record_type",
        "Record Type",
        names: IgmpNames.RecordType
    );
    private static readonly Field AuxiliaryField = new("icmpv6.mldr.mar.aux_data_len", "Aux Data Len");
    private static readonly Field RecordSourcesField = new("icmpv6.mldr.mar.nb_sources", "Number of Sources");
    private static readonly Field RecordAddressField = new(
        "icmpv6.mldr.mar.multicast_address",
        "Multicast Address",
        FieldKind.Ipv6
    );
    private static readonly Field RecordSourceField = new(
        "icmpv6.mldr.mar.source_address",
        "Source Address",
        FieldKind.Ipv6
    );

    /// <summary>Every field that <see cref="Describe"/> may add.</summary>
    public static readonly Field[] Fields =
    [
        DelayField,
        CodeField,
        AddressField,
        FlagsField,
        SuppressField,
        RobustnessField,
        IntervalField,
        CountField,
        SourceField,
        RecordCountField,
        RecordField,
        RecordTypeField,
        AuxiliaryField,
        RecordSourcesField,
        RecordAddressField,
        RecordSourceField,
    ];

    /// <summary>Adds the fields of a whole message of at least eight octets.</summary>
    public static void Describe(ReadOnlySpan<byte> octets, FieldSink sink)
    {
        if (octets[0] == Report2)
        {
            DescribeReport(octets, sink);
            return;
        }
        bool isVersion2 = octets[0] == Query && octets.Length >= Version1Length + 4;
        sink.Add(isVersion2 ? CodeField : DelayField, 4, 2, ReadUInt16BigEndian(octets[4..]));
        if (octets.Length < Version1Length)
            return;
        sink.Add(AddressField, 8, 16, octets.Slice(8, 16));
        if (!isVersion2)
            return;
        sink.Add(FlagsField, 24, 1, octets[24]);
        sink.Add(SuppressField, 24, 1, (ulong)((octets[24] >> 3) & 1));
        sink.Add(RobustnessField, 24, 1, (ulong)(octets[24] & 7));
        sink.Add(IntervalField, 25, 1, octets[25]);
        int sources = ReadUInt16BigEndian(octets[26..]);
        sink.Add(CountField, 26, 2, (ulong)sources);
        for (int at = 28; sources > 0 && at + 16 <= octets.Length; at += 16, sources--)
            sink.Add(SourceField, at, 16, octets.Slice(at, 16));
    }

    // RFC 3810 §5.2: records of | type 1 | auxiliary length in 4 octets 1 | sources 2 | group 16 | sources … | auxiliary … |
    private static void DescribeReport(ReadOnlySpan<byte> octets, FieldSink sink)
    {
        int records = ReadUInt16BigEndian(octets[6..]);
        sink.Add(RecordCountField, 6, 2, (ulong)records);
        for (int at = 8; records > 0 && at + 20 <= octets.Length; records--)
        {
            int sources = ReadUInt16BigEndian(octets[(at + 2)..]);
            int length = 20 + sources * 16 + octets[at + 1] * 4;
            sink.Open(RecordField, at, Math.Min(length, octets.Length - at));
            sink.Add(RecordTypeField, at, 1, octets[at]);
            sink.Add(AuxiliaryField, at + 1, 1, octets[at + 1]);
            sink.Add(RecordSourcesField, at + 2, 2, (ulong)sources);
            sink.Add(RecordAddressField, at + 4, 16, octets.Slice(at + 4, 16));
            for (int source = at + 20; sources > 0 && source + 16 <= octets.Length; source += 16, sources--)
                sink.Add(RecordSourceField, source, 16, octets.Slice(source, 16));
            sink.Close();
            at += length;
        }
    }
}
