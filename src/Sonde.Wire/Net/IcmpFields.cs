using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Wireshark's names for the fields of ICMP messages.</summary>
internal static class IcmpFields
{
    private static readonly Field TypeField = new("icmp.type", "Type", names: IcmpNames.TypeName);
    private static readonly Field CodeField = new("icmp.code", "Code");
    private static readonly Field ChecksumField = new("icmp.checksum", "Checksum", @base: FieldBase.Hex);
    private static readonly Field IdentifierField = new("icmp.ident", "Identifier (BE)");
    private static readonly Field SequenceField = new("icmp.seq", "Sequence Number (BE)");
    private static readonly Field SequenceLittleEndianField = new("icmp.seq_le", "Sequence Number (LE)");
    private static readonly Field LengthField = new("icmp.length", "Length");
    private static readonly Field QuotedLengthField = new(
        "icmp.length.original_datagram",
        "Length of original datagram"
    );
    private static readonly Field MtuField = new("icmp.mtu", "MTU of next hop");
    private static readonly Field GatewayField = new("icmp.redir_gw", "Gateway Address", FieldKind.Ipv4);
    private static readonly Field PointerField = new("icmp.pointer", "Pointer");
    private static readonly Field CountField = new("icmp.num_addrs", "Number of addresses");
    private static readonly Field EntrySizeField = new("icmp.addr_entry_size", "Address entry size");
    private static readonly Field LifetimeField = new("icmp.lifetime", "Lifetime");
    private static readonly Field RouterField = new("icmp.router_address", "Router address", FieldKind.Ipv4);
    private static readonly Field PreferenceField = new("icmp.pref_level", "Preference level", FieldKind.Signed);
    private static readonly Field OriginateField = new("icmp.originate_timestamp", "Originate Timestamp");
    private static readonly Field ReceiveField = new("icmp.receive_timestamp", "Receive Timestamp");
    private static readonly Field TransmitField = new("icmp.transmit_timestamp", "Transmit Timestamp");
    private static readonly Field MaskField = new("icmp.address_mask", "Address Mask", FieldKind.Ipv4);
    private static readonly Field ExtendedSequenceField = new("icmp.ext.echo.seq", "Sequence Number");

    /// <summary>All of them.</summary>
    public static readonly Field[] All =
    [
        TypeField,
        CodeField,
        ChecksumField,
        IdentifierField,
        SequenceField,
        SequenceLittleEndianField,
        LengthField,
        QuotedLengthField,
        MtuField,
        GatewayField,
        PointerField,
        CountField,
        EntrySizeField,
        LifetimeField,
        RouterField,
        PreferenceField,
        OriginateField,
        ReceiveField,
        TransmitField,
        MaskField,
        ExtendedSequenceField,
        .. IcmpExtensions.Fields,
    ];

    /// <summary>Adds what is there of a header that is not whole.</summary>
    public static void DescribePart(ReadOnlySpan<byte> octets, FieldSink sink)
    {
        if (octets.Length >= 1)
            sink.Add(TypeField, 0, 1, octets[0]);
        if (octets.Length >= 2)
            sink.Add(CodeField, 1, 1, octets[1]);
        if (octets.Length >= 4)
            sink.Add(ChecksumField, 2, 2, ReadUInt16BigEndian(octets[2..]));
    }

    /// <summary>Adds the fields of one message.</summary>
    public static void Describe(scoped in Icmp icmp, FieldSink sink)
    {
        ReadOnlySpan<byte> word = icmp.Word;
        sink.Add(TypeField, 0, 1, icmp.Type);
        sink.Add(CodeField, 1, 1, icmp.Code);
        sink.Add(ChecksumField, 2, 2, icmp.ChecksumValue);
        switch (icmp.Type)
        {
            case Icmp.EchoReply or Icmp.EchoRequest or (>= 13 and <= 18):
                sink.Add(IdentifierField, 4, 2, icmp.Identifier);
                sink.Add(SequenceField, 6, 2, icmp.SequenceNumber);
                sink.Add(SequenceLittleEndianField, 6, 2, ReadUInt16LittleEndian(word[2..]));
                DescribeAnswer(icmp.Type, icmp.Rest, sink);
                break;
            case 42 or 43:
                sink.Add(IdentifierField, 4, 2, icmp.Identifier);
                sink.Add(ExtendedSequenceField, 6, 1, word[2]);
                break;
            case 9:
                DescribeRouters(word, icmp.Rest, sink);
                break;
            case Icmp.Redirect:
                sink.Add(GatewayField, 4, 4, icmp.Gateway);
                break;
            case Icmp.ParameterProblem:
                sink.Add(PointerField, 4, 1, word[0]);
                DescribeLength(word[1], sink);
                break;
            case Icmp.Unreachable or Icmp.TimeExceeded:
                DescribeLength(word[1], sink);
                if (icmp is { Type: Icmp.Unreachable, Code: 4 })
                    sink.Add(MtuField, 6, 2, icmp.NextHopMtu);
                break;
        }
        int quoted = icmp.PayloadLength;
        if (icmp.IsError && quoted < icmp.Rest.Length)
            IcmpExtensions.Describe(icmp.Rest[quoted..], icmp.HeaderLength + quoted, sink);
    }

    private static void DescribeLength(byte words, FieldSink sink)
    {
        if (words == 0)
            return;
        sink.Add(LengthField, 5, 1, words);
        sink.Add(QuotedLengthField, 5, 1, words * 4u);
    }

    private static void DescribeAnswer(byte type, ReadOnlySpan<byte> rest, FieldSink sink)
    {
        if (type is 13 or 14 && rest.Length >= 12)
        {
            sink.Add(OriginateField, 8, 4, ReadUInt32BigEndian(rest));
            sink.Add(ReceiveField, 12, 4, ReadUInt32BigEndian(rest[4..]));
            sink.Add(TransmitField, 16, 4, ReadUInt32BigEndian(rest[8..]));
        }
        else if (type is 17 or 18 && rest.Length >= 4)
        {
            sink.Add(MaskField, 8, 4, rest[..4]);
        }
    }

    // RFC 1256 §3: | number of addresses 1 | entry size in 4 octets 1 | lifetime 2 |, then | address 4 | preference 4 |
    private static void DescribeRouters(ReadOnlySpan<byte> word, ReadOnlySpan<byte> rest, FieldSink sink)
    {
        sink.Add(CountField, 4, 1, word[0]);
        sink.Add(EntrySizeField, 5, 1, word[1]);
        sink.Add(LifetimeField, 6, 2, ReadUInt16BigEndian(word[2..]));
        int entry = word[1] * 4;
        if (entry < 8)
            return;
        for (int at = 0, left = word[0]; left > 0 && at + entry <= rest.Length; at += entry, left--)
        {
            sink.Add(RouterField, 8 + at, 4, rest.Slice(at, 4));
            sink.Add(PreferenceField, 12 + at, 4, (ulong)ReadInt32BigEndian(rest[(at + 4)..]));
        }
    }
}
