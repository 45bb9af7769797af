using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Remarks on checksums that network cards do not fill in: where one is wrong, the packet was damaged or made up.</summary>
internal static class ChecksumExpert
{
    private const int IcmpAt = 2; // of ICMP, ICMPv6, IGMP and PIM
    private const int DccpAt = 6;
    private const byte Dccp = 33;
    private const byte Pim = 103;

    public static void SeeIcmp(in Packet packet, int layer, ExpertBook book) =>
        See(packet, layer, LayerExpertRules.IcmpChecksum, book);

    public static void SeeIgmp(in Packet packet, int layer, ExpertBook book) =>
        See(packet, layer, LayerExpertRules.IgmpChecksum, book);

    public static void SeeIcmpv6(in Packet packet, int layer, ExpertBook book) =>
        See(packet, layer, LayerExpertRules.Icmpv6Checksum, book);

    public static void SeePim(in Packet packet, int layer, ExpertBook book) =>
        See(packet, layer, LayerExpertRules.PimChecksum, book);

    public static void SeeDccp(in Packet packet, int layer, ExpertBook book) =>
        See(packet, layer, LayerExpertRules.DccpChecksum, book);

    /// <summary>The checksum of a message of ICMP, ICMPv6, IGMP, PIM or DCCP can be verified, and is wrong.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="layer">Position of the message in its layers.</param>
    /// <param name="right">What it should be.</param>
    public static bool IsWrong(in Packet packet, int layer, out ushort right)
    {
        right = 0;
        ref readonly LayerSpan span = ref packet.Layers[layer];
        ReadOnlySpan<byte> octets = packet.GivenTo(span);
        if (octets.Length < 8 || span.Status != ReadStatus.Ok || IsIncomplete(packet, layer))
            return false;
        int at = IcmpAt;
        uint start = 0;
        switch (span.Reader.Name)
        {
            case "icmpv6" when !TryAddPseudoHeader(packet, layer, IpProtocols.Icmpv6, octets.Length, out start):
                return false;
            case "pim":
                if (octets[0] == 0x21)
                    octets = octets[..8]; // RFC 7761 §4.9: not over the datagram in a register
                if (IsOverIpv6(packet, layer) && !TryAddPseudoHeader(packet, layer, Pim, octets.Length, out start))
                    return false;
                break;
            case "dccp":
                at = DccpAt;
                if (!TryAddPseudoHeader(packet, layer, Dccp, octets.Length, out start))
                    return false;
                octets = CoveredByDccp(octets);
                break;
        }
        if (Checksum.Internet(octets, start) == 0)
            return false;
        right = Checksum.Internet(octets, start + (ushort)~ReadUInt16BigEndian(octets[at..]));
        return true;
    }

    private static void See(in Packet packet, int layer, ExpertRule rule, ExpertBook book)
    {
        if (IsWrong(packet, layer, out ushort right))
            book.Add(rule, packet.Frame.Number, right);
    }

    // RFC 4340 §9.2: everything, or the header and some words behind it.
    private static ReadOnlySpan<byte> CoveredByDccp(ReadOnlySpan<byte> octets)
    {
        int coverage = octets[5] & 15;
        return coverage == 0 ? octets : octets[..Math.Min(octets.Length, (octets[4] + coverage - 1) * 4)];
    }

    private static bool IsOverIpv6(in Packet packet, int layer)
    {
        for (int outer = layer - 1; outer >= 0; outer--)
        {
            if (packet.Layers[outer].Reader.Name is "ip" or "ipv6")
                return ReferenceEquals(packet.Layers[outer].Reader.Name, Ipv6.Name);
        }
        return false;
    }

    private static bool TryAddPseudoHeader(in Packet packet, int layer, byte protocol, int length, out uint sum)
    {
        sum = 0;
        for (int outer = layer - 1; outer >= 0; outer--)
        {
            if (packet.Layers[outer].Reader.Name == "ipv6.routing")
                return false; // the sum is over the last address of the route
            if (packet.TryRead(outer, out Ipv6 header))
                sum = Checksum.PseudoHeader(header.Source, header.Destination, protocol, length);
            else if (packet.TryRead(outer, out Ipv4 old) && !old.IsMislabelled)
                sum = Checksum.PseudoHeader(old.Source, old.Destination, protocol, length);
            else
                continue;
            return true;
        }
        return false;
    }

    // Cut, quoted, or a piece of a datagram: the sum is over octets that are not here.
    private static bool IsIncomplete(in Packet packet, int layer)
    {
        ref readonly LayerSpan span = ref packet.Layers[layer];
        if (InternetExpert.IsQuoted(packet, layer))
            return true;
        for (int outer = 0; outer < layer; outer++)
        {
            ref readonly LayerSpan above = ref packet.Layers[outer];
            if (
                above.Source == span.Source
                && (above.Status == ReadStatus.Cut || above.Following.Space == NextSpace.Fragment)
            )
                return true;
        }
        return span.Source == 0
            && packet.Frame.IsCut
            && TcpLength.Claimed(packet.Frame, packet.Layers, layer) > span.Limit - span.Start;
    }
}
