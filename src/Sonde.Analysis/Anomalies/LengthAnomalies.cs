using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Headers that cannot be read, or whose lengths contradict what is there.</summary>
internal static class LengthAnomalies
{
    public static void See(in Packet packet, int index, AnomalyBook book)
    {
        ref readonly LayerSpan span = ref packet.Layers[index];
        if (span.Status is ReadStatus.TooShort or ReadStatus.Malformed)
        {
            if (!MalformedExpert.IsShortByCapture(packet, span))
                SeeBroken(packet, span, book);
            return;
        }
        switch (span.Reader.Name)
        {
            case "ip":
                SeeIpv4(packet, index, book);
                break;
            case "ipv6":
                SeeIpv6(packet, index, book);
                break;
            case "udp" when span.Status == ReadStatus.Cut:
                SeeUdp(packet, index, book);
                break;
            case "ipv6.hopopts" when index > 0 && packet.Layers[index - 1].Reader.Name != Ipv6.Name:
                book.Add(AnomalyKinds.HopByHopNotFirst, packet, "ipv6.hopopts");
                break;
        }
        if (IsOtherVersion(packet, index))
            book.Add(AnomalyKinds.WrongVersion, packet, Ipv6.Name, packet.GivenTo(packet.Layers[index + 1])[0] >> 4);
    }

    /// <summary>A layer announces IPv6, and what follows has another version: it is shown as data.</summary>
    public static bool IsOtherVersion(in Packet packet, int index) =>
        packet.Layers[index].Following is { Space: NextSpace.EtherType, First: EtherTypes.Ipv6 }
        && index + 1 < packet.Layers.Length
        && packet.Layers[index + 1].Reader.Name == "data";

    private static void SeeBroken(in Packet packet, in LayerSpan span, AnomalyBook book)
    {
        ReadOnlySpan<byte> octets = packet.GivenTo(span);
        string name = span.Reader.Name;
        if (name == Ipv4.Name && octets.Length >= 1 && octets[0] >> 4 != 4)
            book.Add(AnomalyKinds.WrongVersion, packet, name, octets[0] >> 4);
        else if (name == Ipv4.Name && octets.Length >= 20)
            book.Add(AnomalyKinds.Ipv4Length, packet, name, (octets[0] & 15) * 4, ReadUInt16BigEndian(octets[2..]));
        else if (name == Tcp.Name && octets.Length >= 20)
            book.Add(AnomalyKinds.TcpHeaderLength, packet, name, (octets[12] >> 4) * 4, octets.Length);
        else if (name == Udp.Name && octets.Length >= 8)
            book.Add(AnomalyKinds.UdpLength, packet, name, ReadUInt16BigEndian(octets[4..]), octets.Length);
        else
            book.Add(AnomalyKinds.Malformed, packet, name);
    }

    private static void SeeIpv4(in Packet packet, int index, AnomalyBook book)
    {
        if (!packet.TryRead(index, out Ipv4 header))
            return;
        if (header.IsMislabelled)
        {
            book.Add(AnomalyKinds.WrongVersion, packet, Ipv4.Name, 6);
            return;
        }
        int there = TcpLength.Claimed(packet.Frame, packet.Layers, index);
        if (header.TotalLength > there)
            book.Add(AnomalyKinds.Truncated, packet, Ipv4.Name, header.TotalLength, there);
    }

    private static void SeeIpv6(in Packet packet, int index, AnomalyBook book)
    {
        if (!packet.TryRead(index, out Ipv6 header))
            return;
        int there = TcpLength.Claimed(packet.Frame, packet.Layers, index) - header.HeaderLength;
        if (header.ClaimedPayload > there)
            book.Add(AnomalyKinds.Truncated, packet, Ipv6.Name, header.ClaimedPayload, there);
    }

    // Inside a fragment, or a datagram that is itself too short, the length cannot fit.
    private static void SeeUdp(in Packet packet, int index, AnomalyBook book)
    {
        for (int outer = index - 1; outer >= 0; outer--)
        {
            ref readonly LayerSpan above = ref packet.Layers[outer];
            if (above.Following.Space == NextSpace.Fragment && packet.Layers[index].Source == above.Source)
                return;
            if (above.Reader.Name is "ip" or "ipv6" && above.Status == ReadStatus.Cut && !packet.Frame.IsCut)
                return;
        }
        int claimed = ReadUInt16BigEndian(packet.GivenTo(packet.Layers[index])[4..]);
        int there = TcpLength.Claimed(packet.Frame, packet.Layers, index);
        if (claimed > there)
            book.Add(AnomalyKinds.UdpLength, packet, Udp.Name, claimed, there);
    }
}
