using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Wireshark's names for the fields of a GRE header.</summary>
internal static class GreFields
{
    private static readonly Field FlagsField = new("gre.flags_and_version", "Flags and Version", @base: FieldBase.Hex);
    private static readonly Field ChecksumBitField = new("gre.flags.checksum", "Checksum Bit", FieldKind.Boolean);
    private static readonly Field RoutingBitField = new("gre.flags.routing", "Routing Bit", FieldKind.Boolean);
    private static readonly Field KeyBitField = new("gre.flags.key", "Key Bit", FieldKind.Boolean);
    private static readonly Field SequenceBitField = new(
        "gre.flags.sequence_number",
        "Sequence Number Bit",
        FieldKind.Boolean
    );
    private static readonly Field StrictBitField = new(
        "gre.flags.strict_source_route",
        "Strict Source Route Bit",
        FieldKind.Boolean
    );
    private static readonly Field RecursionField = new("gre.flags.recursion_control", "Recursion control");
    private static readonly Field AckBitField = new("gre.flags.ack", "Acknowledgment", FieldKind.Boolean);
    private static readonly Field VersionField = new("gre.flags.version", "Version");
    private static readonly Field ProtocolField = new(
        "gre.proto",
        "Protocol Type",
        @base: FieldBase.Hex,
        names: EtherTypes.NameOf
    );
    private static readonly Field ChecksumField = new("gre.checksum", "Checksum", @base: FieldBase.Hex);
    private static readonly Field OffsetField = new("gre.offset", "Offset");
    private static readonly Field KeyField = new("gre.key", "Key", @base: FieldBase.Hex);
    private static readonly Field PayloadLengthField = new("gre.key.payload_length", "Payload Length");
    private static readonly Field CallField = new("gre.key.call_id", "Call ID");
    private static readonly Field SequenceField = new("gre.sequence_number", "Sequence Number");
    private static readonly Field AckField = new("gre.ack_number", "Acknowledgment Number");

    /// <summary>All of them.</summary>
    public static readonly Field[] All =
    [
        FlagsField,
        ChecksumBitField,
        RoutingBitField,
        KeyBitField,
        SequenceBitField,
        StrictBitField,
        RecursionField,
        AckBitField,
        VersionField,
        ProtocolField,
        ChecksumField,
        OffsetField,
        KeyField,
        PayloadLengthField,
        CallField,
        SequenceField,
        AckField,
    ];

    /// <summary>Adds the fields of one header.</summary>
    public static void Describe(scoped in Gre gre, FieldSink sink)
    {
        ReadOnlySpan<byte> octets = gre.Header;
        ushort flags = gre.FlagsAndVersion;
        sink.Add(FlagsField, 0, 2, flags);
        sink.Add(ChecksumBitField, 0, 2, (ulong)(flags >> 15));
        sink.Add(RoutingBitField, 0, 2, (ulong)((flags >> 14) & 1));
        sink.Add(KeyBitField, 0, 2, (ulong)((flags >> 13) & 1));
        sink.Add(SequenceBitField, 0, 2, (ulong)((flags >> 12) & 1));
        sink.Add(StrictBitField, 0, 2, (ulong)((flags >> 11) & 1));
        sink.Add(RecursionField, 0, 2, (ulong)((flags >> 8) & 7));
        if (gre.IsPptp)
            sink.Add(AckBitField, 0, 2, (ulong)((flags >> 7) & 1));
        sink.Add(VersionField, 0, 2, (ulong)gre.Version);
        sink.Add(ProtocolField, 2, 2, gre.ProtocolType);
        if (gre.HasChecksum || gre.HasRouting)
        {
            sink.Add(ChecksumField, 4, 2, ReadUInt16BigEndian(octets[4..]));
            sink.Add(OffsetField, 6, 2, ReadUInt16BigEndian(octets[6..]));
        }
        int at = gre.KeyAt;
        if (gre.HasKey && gre.IsPptp)
        {
            sink.Add(PayloadLengthField, at, 2, ReadUInt16BigEndian(octets[at..]));
            sink.Add(CallField, at + 2, 2, ReadUInt16BigEndian(octets[(at + 2)..]));
        }
        else if (gre.HasKey)
        {
            sink.Add(KeyField, at, 4, gre.Key);
        }
        at = gre.SequenceAt;
        if (gre.HasSequenceNumber)
        {
            sink.Add(SequenceField, at, 4, ReadUInt32BigEndian(octets[at..]));
            at += 4;
        }
        if (gre.HasAcknowledgment)
            sink.Add(AckField, at, 4, ReadUInt32BigEndian(octets[at..]));
    }
}
