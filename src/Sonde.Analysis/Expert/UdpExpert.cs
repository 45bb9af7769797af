using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Remarks on UDP datagrams.</summary>
internal static class UdpExpert
{
    private const int Size = 8;
    private const int FirstProbe = 33435; // traceroute counts up from 33434, three probes a hop
    private const int LastProbe = FirstProbe + 3 * 30 - 1;

    public static void See(in Packet packet, int layer, ExpertBook book)
    {
        ref readonly LayerSpan span = ref packet.Layers[layer];
        ReadOnlySpan<byte> octets = packet.GivenTo(span);
        if (octets.Length < Size)
            return;
        int length = ReadUInt16BigEndian(octets[4..]);
        bool isQuoted = InternetExpert.IsQuoted(packet, layer);
        int there = TcpLength.Claimed(packet.Frame, packet.Layers, layer);
        bool isIpv6 = layer > 0 && Ipv6Above(packet, layer);
        if (length is > 0 and < Size)
        {
            book.Add(LayerExpertRules.UdpTooShort, packet.Frame.Number, length);
            return;
        }
        if (length > there && !isQuoted && !FollowsFragment(packet, layer))
        {
            book.Add(LayerExpertRules.UdpTooLong, packet.Frame.Number, length);
            return;
        }
        int port = ReadUInt16BigEndian(octets[2..]);
        if (port is >= FirstProbe and <= LastProbe && !isQuoted)
            book.Add(LayerExpertRules.Traceroute, packet.Frame.Number, port - FirstProbe);
        if (isIpv6 && ReadUInt16BigEndian(octets[6..]) == 0 && !isQuoted)
            book.Add(LayerExpertRules.UdpWithoutChecksum, packet.Frame.Number);
    }

    private static bool FollowsFragment(in Packet packet, int layer) =>
        packet.Layers[layer].Source == 0 && layer > 0 && packet.Layers[layer - 1].Following.Space == NextSpace.Fragment;

    private static bool Ipv6Above(in Packet packet, int layer)
    {
        for (int outer = layer - 1; outer >= 0; outer--)
        {
            string name = packet.Layers[outer].Reader.Name;
            if (ReferenceEquals(name, Ipv6.Name))
                return true;
            if (ReferenceEquals(name, Ipv4.Name))
                return false;
        }
        return false;
    }
}
