using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Wireshark's names for the fields of ICMPv6 messages.</summary>
internal static class Icmpv6Fields
{
    private static readonly Field TypeField = new("icmpv6.type", "Type", names: Icmpv6Names.TypeName);
    private static readonly Field CodeField = new("icmpv6.code", "Code");
    private static readonly Field ChecksumField = new("icmpv6.checksum", "Checksum", @base: FieldBase.Hex);
    private static readonly Field MtuField = new("icmpv6.mtu", "MTU");
    private static readonly Field PointerField = new("icmpv6.pointer", "Pointer");
    private static readonly Field LengthField = new("icmpv6.length", "Length of original datagram");
    private static readonly Field IdentifierField = new("icmpv6.echo.identifier", "Identifier", @base: FieldBase.Hex);
    private static readonly Field SequenceField = new("icmpv6.echo.sequence_number", "Sequence");
    private static readonly Field HopLimitField = new("icmpv6.nd.ra.cur_hop_limit", "Cur hop limit");
    private static readonly Field RouterFlagsField = new("icmpv6.nd.ra.flag", "Flags", @base: FieldBase.Hex);
    private static readonly Field ManagedField = new(
        "icmpv6.nd.ra.flag.m",
        "Managed address configuration",
        FieldKind.Boolean
    );
    private static readonly Field OtherField = new("icmpv6.nd.ra.flag.o", "Other configuration", FieldKind.Boolean);
    private static readonly Field HomeAgentField = new("icmpv6.nd.ra.flag.h", "Home Agent", FieldKind.Boolean);
    private static readonly Field PreferenceField = new(
        "icmpv6.nd.ra.flag.prf",
        "Prf (Default Router Preference)",
        names: NeighborOptions.PreferenceName
    );
    private static readonly Field LifetimeField = new("icmpv6.nd.ra.router_lifetime", "Router lifetime (s)");
    private static readonly Field ReachableField = new("icmpv6.nd.ra.reachable_time", "Reachable time (ms)");
    private static readonly Field RetransField = new("icmpv6.nd.ra.retrans_timer", "Retrans timer (ms)");
    private static readonly Field SolicitedTargetField = new(
        "icmpv6.nd.ns.target_address",
        "Target Address",
        FieldKind.Ipv6
    );
    private static readonly Field NeighborFlagsField = new("icmpv6.nd.na.flag", "Flags", @base: FieldBase.Hex);
    private static readonly Field RouterField = new("icmpv6.nd.na.flag.r", "Router", FieldKind.Boolean);
    private static readonly Field SolicitedField = new("icmpv6.nd.na.flag.s", "Solicited", FieldKind.Boolean);
    private static readonly Field OverrideField = new("icmpv6.nd.na.flag.o", "Override", FieldKind.Boolean);
    private static readonly Field AdvertisedTargetField = new(
        "icmpv6.nd.na.target_address",
        "Target Address",
        FieldKind.Ipv6
    );
    private static readonly Field RedirectTargetField = new(
        "icmpv6.nd.rd.target_address",
        "Target Address",
        FieldKind.Ipv6
    );
    private static readonly Field RedirectDestinationField = new(
        "icmpv6.rd.na.destination_address",
        "Destination Address",
        FieldKind.Ipv6
    );

    /// <summary>All of them.</summary>
    public static readonly Field[] All =
    [
        TypeField,
        CodeField,
        ChecksumField,
        MtuField,
        PointerField,
        LengthField,
        IdentifierField,
        SequenceField,
        HopLimitField,
        RouterFlagsField,
        ManagedField,
        OtherField,
        HomeAgentField,
        PreferenceField,
        LifetimeField,
        ReachableField,
        RetransField,
        SolicitedTargetField,
        NeighborFlagsField,
        RouterField,
        SolicitedField,
        OverrideField,
        AdvertisedTargetField,
        RedirectTargetField,
        RedirectDestinationField,
        .. NeighborOptions.Fields,
        .. Mld.Fields,
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
    public static void Describe(scoped in Icmpv6 icmp, FieldSink sink)
    {
        ReadOnlySpan<byte> octets = icmp.Message;
        sink.Add(TypeField, 0, 1, icmp.Type);
        sink.Add(CodeField, 1, 1, icmp.Code);
        sink.Add(ChecksumField, 2, 2, icmp.ChecksumValue);
        if (octets.Length < 8)
            return;
        switch (icmp.Type)
        {
            case Icmpv6.Unreachable or Icmpv6.TimeExceeded:
                if (octets[4] > 0)
                    sink.Add(LengthField, 4, 1, octets[4]);
                break;
            case Icmpv6.PacketTooBig:
                sink.Add(MtuField, 4, 4, ReadUInt32BigEndian(octets[4..]));
                break;
            case Icmpv6.ParameterProblem:
                sink.Add(PointerField, 4, 4, ReadUInt32BigEndian(octets[4..]));
                break;
            case Icmpv6.EchoRequest or Icmpv6.EchoReply:
                sink.Add(IdentifierField, 4, 2, ReadUInt16BigEndian(octets[4..]));
                sink.Add(SequenceField, 6, 2, ReadUInt16BigEndian(octets[6..]));
                break;
            case 130 or 131 or 132 or 143:
                Mld.Describe(octets, sink);
                break;
            default:
                DescribeNeighbor(icmp.Type, octets, sink);
                break;
        }
        int end = icmp.HeaderLength + icmp.PayloadLength;
        if (icmp.IsError && end < octets.Length)
            IcmpExtensions.Describe(octets[end..], end, sink);
    }

    private static void DescribeNeighbor(byte type, ReadOnlySpan<byte> octets, FieldSink sink)
    {
        int options = NeighborOptions.StartOf(type);
        if (options == 0 || octets.Length < options)
            return;
        switch (type)
        {
            case Icmpv6.RouterAdvertisement:
                DescribeRouter(octets, sink);
                break;
            case Icmpv6.NeighborSolicitation:
                sink.Add(SolicitedTargetField, 8, 16, octets.Slice(8, 16));
                break;
            case Icmpv6.NeighborAdvertisement:
                sink.Add(NeighborFlagsField, 4, 4, ReadUInt32BigEndian(octets[4..]));
                sink.Add(RouterField, 4, 4, (ulong)(octets[4] >> 7));
                sink.Add(SolicitedField, 4, 4, (ulong)((octets[4] >> 6) & 1));
                sink.Add(OverrideField, 4, 4, (ulong)((octets[4] >> 5) & 1));
                sink.Add(AdvertisedTargetField, 8, 16, octets.Slice(8, 16));
                break;
            case Icmpv6.Redirect:
                sink.Add(RedirectTargetField, 8, 16, octets.Slice(8, 16));
                sink.Add(RedirectDestinationField, 24, 16, octets.Slice(24, 16));
                break;
        }
        NeighborOptions.Describe(type, octets[options..], options, sink);
    }

    private static void DescribeRouter(ReadOnlySpan<byte> octets, FieldSink sink)
    {
        byte flags = octets[5];
        sink.Add(HopLimitField, 4, 1, octets[4]);
        sink.Add(RouterFlagsField, 5, 1, flags);
        sink.Add(ManagedField, 5, 1, (ulong)(flags >> 7));
        sink.Add(OtherField, 5, 1, (ulong)((flags >> 6) & 1));
        sink.Add(HomeAgentField, 5, 1, (ulong)((flags >> 5) & 1));
        sink.Add(PreferenceField, 5, 1, (ulong)((flags >> 3) & 3));
        sink.Add(LifetimeField, 6, 2, ReadUInt16BigEndian(octets[6..]));
        sink.Add(ReachableField, 8, 4, ReadUInt32BigEndian(octets[8..]));
        sink.Add(RetransField, 12, 4, ReadUInt32BigEndian(octets[12..]));
    }
}
