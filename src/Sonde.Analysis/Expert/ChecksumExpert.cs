using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Remarks on checksums that network cards do not fill in: where one is wrong, the packet was damaged or made up.</summary>
internal static class ChecksumExpert
{
    public static void SeeIcmp(in Packet packet, int layer, ExpertBook book) =>
        Check(packet, layer, 0, LayerExpertRules.IcmpChecksum, book);

    public static void SeeIgmp(in Packet packet, int layer, ExpertBook book) =>
        Check(packet, layer, 0, LayerExpertRules.IgmpChecksum, book);

    public static void SeeIcmpv6(in Packet packet, int layer, ExpertBook book)
    {
        for (int outer = layer - 1; outer >= 0; outer--)
        {
            if (packet.Layers[outer].Reader.Name == "ipv6.routing")
                return; // the sum is over the last address of the route
            if (!packet.TryRead(outer, out Ipv6 header))
                continue;
            ref readonly LayerSpan span = ref packet.Layers[layer];
            uint sum = Checksum.PseudoHeader(
                header.Source,
                header.Destination,
                IpProtocols.Icmpv6,
                span.Limit - span.Start
            );
            Check(packet, layer, sum, LayerExpertRules.Icmpv6Checksum, book);
            return;
        }
    }

    private static void Check(in Packet packet, int layer, uint start, ExpertRule rule, ExpertBook book)
    {
        ref readonly LayerSpan span = ref packet.Layers[layer];
        ReadOnlySpan<byte> octets = packet.GivenTo(span);
        if (octets.Length < 8 || span.Status != ReadStatus.Ok || IsIncomplete(packet, layer))
            return;
        if (Checksum.Internet(octets, start) == 0)
            return;
        ushort written = ReadUInt16BigEndian(octets[2..]);
        uint without = start + (ushort)~written;
        book.Add(rule, packet.Frame.Number, Checksum.Internet(octets, without));
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
