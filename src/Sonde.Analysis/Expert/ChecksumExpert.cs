using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Remarks on checksums that network cards do not fill in: where one is wrong, the packet was damaged or made up.</summary>
internal static class ChecksumExpert
{
    public static void SeeIcmp(in Packet packet, int layer, ExpertBook book) =>
        See(packet, layer, LayerExpertRules.IcmpChecksum, book);

    public static void SeeIgmp(in Packet packet, int layer, ExpertBook book) =>
        See(packet, layer, LayerExpertRules.IgmpChecksum, book);

    public static void SeeIcmpv6(in Packet packet, int layer, ExpertBook book) =>
        See(packet, layer, LayerExpertRules.Icmpv6Checksum, book);

    /// <summary>The checksum of an ICMP, ICMPv6 or IGMP message can be verified, and is wrong.</summary>
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
        uint start = 0;
        if (ReferenceEquals(span.Reader.Name, Icmpv6.Name) && !TryAddPseudoHeader(packet, layer, out start))
            return false;
        if (Checksum.Internet(octets, start) == 0)
            return false;
        right = Checksum.Internet(octets, start + (ushort)~ReadUInt16BigEndian(octets[2..]));
        return true;
    }

    private static void See(in Packet packet, int layer, ExpertRule rule, ExpertBook book)
    {
        if (IsWrong(packet, layer, out ushort right))
            book.Add(rule, packet.Frame.Number, right);
    }

    private static bool TryAddPseudoHeader(in Packet packet, int layer, out uint sum)
    {
        sum = 0;
        ref readonly LayerSpan span = ref packet.Layers[layer];
        for (int outer = layer - 1; outer >= 0; outer--)
        {
            if (packet.Layers[outer].Reader.Name == "ipv6.routing")
                return false; // the sum is over the last address of the route
            if (!packet.TryRead(outer, out Ipv6 header))
                continue;
            sum = Checksum.PseudoHeader(header.Source, header.Destination, IpProtocols.Icmpv6, span.Limit - span.Start);
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
