using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Remarks on Internet headers: lengths and hops.</summary>
internal static class InternetExpert
{
    private const int FewHops = 5; // a packet with fewer hops left hardly reaches anybody

    public static void SeeIpv4(in Packet packet, int layer, ExpertBook book)
    {
        if (!packet.TryRead(layer, out Ipv4 header) || header.IsMislabelled)
            return;
        bool isQuoted = IsQuoted(packet, layer);
        int there = TcpLength.Claimed(packet.Frame, packet.Layers, layer);
        if (header.TotalLength > there && !isQuoted)
            book.Add(LayerExpertRules.Ipv4TooLong, packet.Frame.Number, there);
        if (isQuoted)
            return;
        uint destination = ReadUInt32BigEndian(header.Destination);
        if (destination >> 8 == 0xe00000) // 224.0.0.0/24, RFC 5771 §4: never forwarded
        {
            if (header.TimeToLive != 1 && !NeedsMoreHops(header.Protocol, destination))
                book.Add(LayerExpertRules.HopsOnTheLink, packet.Frame.Number);
        }
        else if (destination >> 28 != 14 && header.TimeToLive < FewHops && header.Protocol != 103)
        {
            book.Add(LayerExpertRules.FewHops, packet.Frame.Number, header.TimeToLive);
        }
    }

    public static void SeeIpv6(in Packet packet, int layer, ExpertBook book)
    {
        if (!packet.TryRead(layer, out Ipv6 header) || IsQuoted(packet, layer))
            return;
        int there = TcpLength.Claimed(packet.Frame, packet.Layers, layer) - header.HeaderLength;
        if (header.ClaimedPayload > there)
            book.Add(LayerExpertRules.Ipv6TooLong, packet.Frame.Number, there);
        if (header.ClaimedPayload > 0 || header.NextHeader == IpProtocols.NoNext)
            return;
        if (header.NextHeader != IpProtocols.HopByHop)
            book.Add(LayerExpertRules.NoPayloadLength, packet.Frame.Number);
        else if (header.PayloadLength == 0)
            book.Add(LayerExpertRules.NoJumboLength, packet.Frame.Number);
    }

    public static void SeeRouting(in Packet packet, int layer, ExpertBook book)
    {
        ReadOnlySpan<byte> octets = packet.GivenTo(packet.Layers[layer]);
        if (octets.Length > 2 && octets[2] == 0 && !IsQuoted(packet, layer)) // RFC 5095
            book.Add(LayerExpertRules.DeprecatedRouting, packet.Frame.Number);
    }

    public static void SeeHopByHop(in Packet packet, int layer, ExpertBook book)
    {
        if (layer > 0 && packet.Layers[layer - 1].Reader.Name != Ipv6.Name)
            book.Add(LayerExpertRules.HopByHopNotFirst, packet.Frame.Number);
    }

    /// <summary>The layer stands inside an ICMP error.</summary>
    public static bool IsQuoted(in Packet packet, int layer)
    {
        for (int outer = layer - 1; outer >= 0; outer--)
        {
            string name = packet.Layers[outer].Reader.Name;
            if (ReferenceEquals(name, Icmp.Name) || ReferenceEquals(name, Icmpv6.Name))
                return true;
        }
        return false;
    }

    // VRRP (RFC 5798 §5.1.1.3) and multicast DNS (RFC 6762 §11) send with 255.
    private static bool NeedsMoreHops(byte protocol, uint destination) => protocol == 112 || destination == 0xe00000fb;
}
