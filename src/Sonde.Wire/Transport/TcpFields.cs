using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Wireshark's names for the fields of a TCP header and its options.</summary>
internal static class TcpFields
{
    private static readonly Field SourceField = new("tcp.srcport", "Source Port");
    private static readonly Field DestinationField = new("tcp.dstport", "Destination Port");
    private static readonly Field PortField = new("tcp.port", "Source or Destination Port") { IsHidden = true };
    private static readonly Field SequenceField = new("tcp.seq_raw", "Sequence Number (raw)");
    private static readonly Field AcknowledgmentField = new("tcp.ack_raw", "Acknowledgment number (raw)");
    private static readonly Field HeaderLengthField = new("tcp.hdr_len", "Header Length");
    private static readonly Field FlagsField = new("tcp.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field ReservedField = new("tcp.flags.res", "Reserved", FieldKind.Boolean);
    private static readonly (Field Field, TcpFlags Flag)[] Bits =
    [
        (new("tcp.flags.ae", "Accurate ECN", FieldKind.Boolean), TcpFlags.Ae),
        (new("tcp.flags.cwr", "Congestion Window Reduced", FieldKind.Boolean), TcpFlags.Cwr),
        (new("tcp.flags.ece", "ECN-Echo", FieldKind.Boolean), TcpFlags.Ece),
        (new("tcp.flags.urg", "Urgent", FieldKind.Boolean), TcpFlags.Urg),
        (new("tcp.flags.ack", "Acknowledgment", FieldKind.Boolean), TcpFlags.Ack),
        (new("tcp.flags.push", "Push", FieldKind.Boolean), TcpFlags.Psh),
        (new("tcp.flags.reset", "Reset", FieldKind.Boolean), TcpFlags.Rst),
        (new("tcp.flags.syn", "Syn", FieldKind.Boolean), TcpFlags.Syn),
        (new("tcp.flags.fin", "Fin", FieldKind.Boolean), TcpFlags.Fin),
    ];
    private static readonly Field WindowField = new("tcp.window_size_value", "Window");
    private static readonly Field ChecksumField = new("tcp.checksum", "Checksum", @base: FieldBase.Hex);
    private static readonly Field UrgentField = new("tcp.urgent_pointer", "Urgent Pointer");
    private static readonly Field OptionsField = new("tcp.options", "TCP Options", FieldKind.Octets);
    private static readonly Field KindField = new("tcp.option_kind", "Kind", names: KindName);
    private static readonly Field OptionLengthField = new("tcp.option_len", "Length");
    private static readonly Field MssField = new("tcp.options.mss_val", "MSS Value");
    private static readonly Field ShiftField = new("tcp.options.wscale.shift", "Shift count");
    private static readonly Field SackPermittedField = new("tcp.options.sack_perm", "SACK permitted", FieldKind.Group);
    private static readonly Field TimeValueField = new("tcp.options.timestamp.tsval", "Timestamp value");
    private static readonly Field TimeEchoField = new("tcp.options.timestamp.tsecr", "Timestamp echo reply");
    private static readonly Field FastOpenField = new("tcp.options.tfo.cookie", "Fast Open Cookie", FieldKind.Octets);
    private static readonly Field PayloadField = new("tcp.payload", "TCP payload", FieldKind.Octets);

    /// <summary>All of them.</summary>
    public static readonly Field[] All =
    [
        SourceField,
        DestinationField,
        PortField,
        SequenceField,
        AcknowledgmentField,
        HeaderLengthField,
        FlagsField,
        ReservedField,
        .. Bits.Select(bit => bit.Field),
        WindowField,
        ChecksumField,
        UrgentField,
        OptionsField,
        KindField,
        OptionLengthField,
        MssField,
        ShiftField,
        SackPermittedField,
        TimeValueField,
        TimeEchoField,
        FastOpenField,
        PayloadField,
    ];

    /// <summary>Adds the fields of one segment.</summary>
    public static void Describe(scoped in Tcp tcp, FieldSink sink)
    {
        int header = tcp.HeaderLength;
        sink.Add(SourceField, 0, 2, tcp.SourcePort);
        sink.Add(PortField, 0, 2, tcp.SourcePort);
        sink.Add(DestinationField, 2, 2, tcp.DestinationPort);
        sink.Add(PortField, 2, 2, tcp.DestinationPort);
        sink.Add(SequenceField, 4, 4, tcp.SequenceNumber);
        sink.Add(AcknowledgmentField, 8, 4, tcp.AcknowledgmentNumber);
        sink.Add(HeaderLengthField, 12, 1, (ulong)header);
        DescribeFlags(tcp.Flags, sink);
        sink.Add(WindowField, 14, 2, tcp.Window);
        sink.Add(ChecksumField, 16, 2, tcp.ChecksumValue);
        sink.Add(UrgentField, 18, 2, tcp.UrgentPointer);
        if (header > 20)
        {
            sink.Add(OptionsField, 20, header - 20, tcp.Options);
            DescribeOptions(tcp.Options, sink);
        }
        if (tcp.PayloadLength > 0)
            sink.Add(PayloadField, header, tcp.PayloadLength, tcp.Payload);
    }

    /// <summary>Adds what is there of a header that is cut, or whose data offset lies inside its fixed part.</summary>
    public static void DescribePart(ReadOnlySpan<byte> octets, FieldSink sink)
    {
        if (octets.Length < 4)
            return;
        sink.Add(SourceField, 0, 2, ReadUInt16BigEndian(octets));
        sink.Add(PortField, 0, 2, ReadUInt16BigEndian(octets));
        sink.Add(DestinationField, 2, 2, ReadUInt16BigEndian(octets[2..]));
        sink.Add(PortField, 2, 2, ReadUInt16BigEndian(octets[2..]));
        if (octets.Length < 16)
            return;
        int header = (octets[12] >> 4) * 4;
        sink.Add(SequenceField, 4, 4, ReadUInt32BigEndian(octets[4..]));
        if (header >= 20)
            sink.Add(AcknowledgmentField, 8, 4, ReadUInt32BigEndian(octets[8..]));
        sink.Add(HeaderLengthField, 12, 1, (ulong)header);
        if (header < 20)
            return;
        DescribeFlags((TcpFlags)(ReadUInt16BigEndian(octets[12..]) & 0x0fff), sink);
        sink.Add(WindowField, 14, 2, ReadUInt16BigEndian(octets[14..]));
        if (octets.Length >= 18)
            sink.Add(ChecksumField, 16, 2, ReadUInt16BigEndian(octets[16..]));
        if (octets.Length >= 20)
            sink.Add(UrgentField, 18, 2, ReadUInt16BigEndian(octets[18..]));
    }

    private static void DescribeFlags(TcpFlags flags, FieldSink sink)
    {
        sink.Add(FlagsField, 12, 2, (ulong)flags);
        sink.Add(ReservedField, 12, 1, ((int)flags & 0xe00) != 0 ? 1u : 0u);
        foreach ((Field field, TcpFlags flag) in Bits)
            sink.Add(field, 13, 1, (flags & flag) != 0 ? 1u : 0u);
    }

    private static void DescribeOptions(ReadOnlySpan<byte> options, FieldSink sink)
    {
        for (int at = 0; at < options.Length; )
        {
            byte kind = options[at];
            int length = kind <= 1 || at + 1 >= options.Length ? 1 : options[at + 1];
            if (length < 1 || at + length > options.Length || (kind > 1 && length < 2))
                return;
            sink.Add(KindField, 20 + at, 1, kind);
            if (kind == 0 && at + 1 < options.Length && options[at + 1] != 0)
                return; // RFC 9293 §3.2: the end of the list; padding follows, which is zero
            if (kind > 1)
            {
                sink.Add(OptionLengthField, 21 + at, 1, (ulong)length);
                DescribeOption(kind, options.Slice(at, length), 20 + at, sink);
            }
            at += length;
        }
    }

    private static void DescribeOption(byte kind, ReadOnlySpan<byte> option, int at, FieldSink sink)
    {
        switch (kind, option.Length)
        {
            case (2, 4):
                sink.Add(MssField, at + 2, 2, ReadUInt16BigEndian(option[2..]));
                break;
            case (3, 3):
                sink.Add(ShiftField, at + 2, 1, option[2]);
                break;
            case (4, 2):
                sink.Open(SackPermittedField, at, 2);
                sink.Close();
                break;
            case (8, 10):
                sink.Add(TimeValueField, at + 2, 4, ReadUInt32BigEndian(option[2..]));
                sink.Add(TimeEchoField, at + 6, 4, ReadUInt32BigEndian(option[6..]));
                break;
            case (34, _):
                sink.Add(FastOpenField, at + 2, option.Length - 2, option[2..]);
                break;
            default:
                break;
        }
    }

    private static string? KindName(ulong kind) =>
        kind switch
        {
            0 => "End of Option List",
            1 => "No-Operation",
            2 => "Maximum Segment Size",
            3 => "Window Scale",
            4 => "SACK Permitted",
            5 => "SACK",
            8 => "Time Stamp Option",
            19 => "TCP MD5 Signature",
            28 => "User Timeout",
            29 => "TCP Authentication Option",
            30 => "Multipath TCP",
            34 => "TCP Fast Open",
            _ => null,
        };
}
