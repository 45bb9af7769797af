using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Reads the addresses of a packet's Internet headers: the outermost says who sent the frame's datagram to whom.</summary>
public static class OuterAddresses
{
    /// <summary>False when the packet has no Internet header that could be read.</summary>
    public static bool TryRead(in Packet packet, out Address source, out Address destination)
    {
        int from = 0;
        return TryReadNext(packet, ref from, out source, out destination);
    }

    /// <summary>Reads the next Internet header; false when there is none, or only those that an ICMP error quotes.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="from">Position in <see cref="Packet.Layers"/> at which to begin; moves behind the header.</param>
    /// <param name="source">Who sent it.</param>
    /// <param name="destination">To whom.</param>
    internal static bool TryReadNext(in Packet packet, ref int from, out Address source, out Address destination)
    {
        (source, destination) = (default, default);
        ReadOnlySpan<LayerSpan> layers = packet.Layers;
        while (from < layers.Length)
        {
            ref readonly LayerSpan layer = ref layers[from++];
            string name = layer.Reader.Name;
            bool isIpv4 = ReferenceEquals(name, Ipv4.Name);
            if (!isIpv4 && !ReferenceEquals(name, Ipv6.Name))
            {
                if (ReferenceEquals(name, Icmp.Name) || ReferenceEquals(name, Icmpv6.Name))
                    break;
                continue;
            }
            ReadOnlySpan<byte> octets = packet.GivenTo(layer);
            if (layer.Status > ReadStatus.Cut)
                break;
            if (layer.Payload - layer.Start < (isIpv4 ? 20 : 40))
                continue; // an IPv6 datagram under IPv4's number: its own layer follows
            source = Address.From(isIpv4 ? octets.Slice(12, 4) : octets.Slice(8, 16));
            destination = Address.From(isIpv4 ? Ipv4.DestinationOf(octets) : octets.Slice(24, 16));
            return true;
        }
        from = layers.Length;
        return false;
    }
}
