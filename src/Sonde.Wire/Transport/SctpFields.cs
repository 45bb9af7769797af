using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Wireshark's names for the fields of SCTP packets.</summary>
internal static class SctpFields
{
    private const int CommonSize = 12; // octets

    private static readonly Field SourceField = new("sctp.srcport", "Source port");
    private static readonly Field DestinationField = new("sctp.dstport", "Destination port");
    private static readonly Field PortField = new("sctp.port", "Port") { IsHidden = true };
    private static readonly Field TagField = new("sctp.verification_tag", "Verification tag", @base: FieldBase.Hex);
    private static readonly Field ChecksumField = new("sctp.checksum", "Checksum", @base: FieldBase.Hex);
    private static readonly Field TypeField = new("sctp.chunk_type", "Chunk type", names: SctpNames.ChunkName);
    private static readonly Field FlagsField = new("sctp.chunk_flags", "Chunk flags", @base: FieldBase.Hex);
    private static readonly Field LengthField = new("sctp.chunk_length", "Chunk length");
    private static readonly Field DataNumberField = new("sctp.data_tsn_raw", "Transmission sequence number (absolute)");
    private static readonly Field StreamField = new("sctp.data_sid", "Stream identifier", @base: FieldBase.Hex);
    private static readonly Field StreamNumberField = new("sctp.data_ssn", "Stream sequence number");
    private static readonly Field PayloadField = new(
        "sctp.data_payload_proto_id",
        "Payload protocol identifier",
        names: SctpNames.PayloadName
    );
    private static readonly Field InitTagField = new("sctp.init_initiate_tag", "Initiate tag", @base: FieldBase.Hex);
    private static readonly Field InitCreditField = new(
        "sctp.init_credit",
        "Advertised receiver window credit (a_rwnd)"
    );
    private static readonly Field InitOutField = new("sctp.init_nr_out_streams", "Number of outbound streams");
    private static readonly Field InitInField = new("sctp.init_nr_in_streams", "Number of inbound streams");
    private static readonly Field InitNumberField = new("sctp.init_initial_tsn", "Initial TSN");
    private static readonly Field AckTagField = new("sctp.initack_initiate_tag", "Initiate tag", @base: FieldBase.Hex);
    private static readonly Field AckCreditField = new(
        "sctp.initack_credit",
        "Advertised receiver window credit (a_rwnd)"
    );
    private static readonly Field AckOutField = new("sctp.initack_nr_out_streams", "Number of outbound streams");
    private static readonly Field AckInField = new("sctp.initack_nr_in_streams", "Number of inbound streams");
    private static readonly Field AckNumberField = new("sctp.initack_initial_tsn", "Initial TSN");
    private static readonly Field SackNumberField = new(
        "sctp.sack_cumulative_tsn_ack_raw",
        "Cumulative TSN ACK (absolute)"
    );
    private static readonly Field SackCreditField = new(
        "sctp.sack_a_rwnd",
        "Advertised receiver window credit (a_rwnd)"
    );
    private static readonly Field GapsField = new(
        "sctp.sack_number_of_gap_blocks",
        "Number of gap acknowledgement blocks"
    );
    private static readonly Field DuplicatesField = new(
        "sctp.sack_number_of_duplicated_tsns",
        "Number of duplicated TSNs"
    );
    private static readonly Field ShutdownField = new("sctp.shutdown_cumulative_tsn_ack", "Cumulative TSN Ack");
    private static readonly Field CauseField = new(
        "sctp.cause_code",
        "Cause code",
        @base: FieldBase.Hex,
        names: SctpNames.CauseName
    );

    /// <summary>All of them.</summary>
    public static readonly Field[] All =
    [
        SourceField,
        DestinationField,
        PortField,
        TagField,
        ChecksumField,
        TypeField,
        FlagsField,
        LengthField,
        DataNumberField,
        StreamField,
        StreamNumberField,
        PayloadField,
        InitTagField,
        InitCreditField,
        InitOutField,
        InitInField,
        InitNumberField,
        AckTagField,
        AckCreditField,
        AckOutField,
        AckInField,
        AckNumberField,
        SackNumberField,
        SackCreditField,
        GapsField,
        DuplicatesField,
        ShutdownField,
        CauseField,
    ];

    /// <summary>Adds the fields of one packet; chunks up to the first whose length is nonsense.</summary>
    public static void Describe(scoped in Sctp sctp, FieldSink sink)
    {
        sink.Add(SourceField, 0, 2, sctp.SourcePort);
        sink.Add(PortField, 0, 2, sctp.SourcePort);
        sink.Add(DestinationField, 2, 2, sctp.DestinationPort);
        sink.Add(PortField, 2, 2, sctp.DestinationPort);
        sink.Add(TagField, 4, 4, sctp.VerificationTag);
        sink.Add(ChecksumField, 8, 4, sctp.ChecksumValue);
        ReadOnlySpan<byte> chunks = sctp.Chunks;
        for (int at = 0; at + 4 <= chunks.Length; )
        {
            int length = ReadUInt16BigEndian(chunks[(at + 2)..]);
            sink.Add(TypeField, CommonSize + at, 1, chunks[at]);
            sink.Add(FlagsField, CommonSize + at + 1, 1, chunks[at + 1]);
            sink.Add(LengthField, CommonSize + at + 2, 2, (ulong)length);
            if (length < 4)
                return;
            ReadOnlySpan<byte> value = chunks[(at + 4)..Math.Min(at + length, chunks.Length)];
            DescribeValue(chunks[at], value, CommonSize + at + 4, sink);
            at += (length + 3) & ~3;
        }
    }

    private static void DescribeValue(byte type, ReadOnlySpan<byte> value, int start, FieldSink sink)
    {
        switch (type, value.Length)
        {
            case (0, >= 12):
                DescribeData(value, start, 8, sink);
                sink.Add(StreamNumberField, start + 6, 2, ReadUInt16BigEndian(value[6..]));
                break;
            case (64, >= 16):
                DescribeData(value, start, 12, sink);
                break;
            case (1, >= 16):
                DescribeInit(
                    value,
                    start,
                    sink,
                    InitTagField,
                    InitCreditField,
                    InitOutField,
                    InitInField,
                    InitNumberField
                );
                break;
            case (2, >= 16):
                DescribeInit(value, start, sink, AckTagField, AckCreditField, AckOutField, AckInField, AckNumberField);
                break;
            case (3, >= 12):
                sink.Add(SackNumberField, start, 4, ReadUInt32BigEndian(value));
                sink.Add(SackCreditField, start + 4, 4, ReadUInt32BigEndian(value[4..]));
                sink.Add(GapsField, start + 8, 2, ReadUInt16BigEndian(value[8..]));
                sink.Add(DuplicatesField, start + 10, 2, ReadUInt16BigEndian(value[10..]));
                break;
            case (6 or 9, _):
                DescribeCauses(value, start, sink);
                break;
            case (7, >= 4):
                sink.Add(ShutdownField, start, 4, ReadUInt32BigEndian(value));
                break;
        }
    }

    private static void DescribeData(ReadOnlySpan<byte> value, int start, int protocolAt, FieldSink sink)
    {
        sink.Add(DataNumberField, start, 4, ReadUInt32BigEndian(value));
        sink.Add(StreamField, start + 4, 2, ReadUInt16BigEndian(value[4..]));
        sink.Add(PayloadField, start + protocolAt, 4, ReadUInt32BigEndian(value[protocolAt..]));
    }

    private static void DescribeInit(
        ReadOnlySpan<byte> value,
        int start,
        FieldSink sink,
        Field tag,
        Field credit,
        Field outbound,
        Field inbound,
        Field number
    )
    {
        sink.Add(tag, start, 4, ReadUInt32BigEndian(value));
        sink.Add(credit, start + 4, 4, ReadUInt32BigEndian(value[4..]));
        sink.Add(outbound, start + 8, 2, ReadUInt16BigEndian(value[8..]));
        sink.Add(inbound, start + 10, 2, ReadUInt16BigEndian(value[10..]));
        sink.Add(number, start + 12, 4, ReadUInt32BigEndian(value[12..]));
    }

    private static void DescribeCauses(ReadOnlySpan<byte> causes, int start, FieldSink sink)
    {
        for (int at = 0; at + 4 <= causes.Length; )
        {
            int length = ReadUInt16BigEndian(causes[(at + 2)..]);
            sink.Add(CauseField, start + at, 2, ReadUInt16BigEndian(causes[at..]));
            if (length < 4)
                return;
            at += (length + 3) & ~3;
        }
    }
}
