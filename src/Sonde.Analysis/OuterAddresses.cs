using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Reads the addresses of a packet's outermost Internet header: who sent the frame's datagram to whom.</summary>
public static class OuterAddresses
{
    /// <summary>False when the packet has no Internet header that could be read.</summary>
    public static bool TryRead(in Packet packet, out Address source, out Address destination)
    {
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            bool isIpv4 = ReferenceEquals(layer.Reader.Name, Ipv4.Name);
            if (!isIpv4 && !ReferenceEquals(layer.Reader.Name, Ipv6.Name))
                continue;
            ReadOnlySpan<byte> octets = packet.GivenTo(layer);
            if (layer.Status > ReadStatus.Cut)
                break;
            if (layer.Payload - layer.Start < (isIpv4 ? 20 : 40))
                continue; // an IPv6 datagram under IPv4's number: its own layer follows
            source = Address.From(isIpv4 ? octets.Slice(12, 4) : octets.Slice(8, 16));
            destination = Address.From(isIpv4 ? Ipv4.DestinationOf(octets) : octets.Slice(24, 16));
            return true;
        }
        (source, destination) = (default, default);
        return false;
    }
}
