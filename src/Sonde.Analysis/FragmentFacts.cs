using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>What the last layer of a packet says of the fragment behind it, IPv4 header or IPv6 fragment header.</summary>
internal readonly record struct FragmentFacts(Defragmenter.Key Key, int Offset, bool More, byte FirstProtocol)
{
    public static bool TryRead(
        in LayerSpan last,
        ReadOnlySpan<LayerSpan> layers,
        ReadOnlySpan<byte> octets,
        out FragmentFacts fragment
    )
    {
        fragment = default;
        ReadOnlySpan<byte> header = octets[last.Start..last.Payload];
        byte protocol = (byte)last.Following.First;
        if (
            last.Reader.Name == Ipv4.Name
            && Ipv4.TryRead(octets[last.Start..last.Limit], out Ipv4 ip) <= ReadStatus.Cut
        )
        {
            var key = new Defragmenter.Key(
                Address.From(ip.Source),
                Address.From(ip.Destination),
                ip.Identification,
                protocol
            );
            fragment = new FragmentFacts(key, ip.FragmentOffset, ip.MoreFragments, protocol);
            return true;
        }
        // RFC 8200 §4.5: | next header 1 | reserved 1 | offset 13 bits, reserved 2, more 1 | identification 4 |
        if (
            header.Length != 8
            || !TryFindIpv6(layers, octets, last.Source, out Address source, out Address destination)
        )
            return false;
        ushort offsetAndMore = ReadUInt16BigEndian(header[2..]);
        // Fragments of one datagram may carry different next headers; only the first one's counts, so it is not in the key.
        fragment = new FragmentFacts(
            new Defragmenter.Key(source, destination, ReadUInt32BigEndian(header[4..]), 0),
            offsetAndMore & 0xfff8,
            (offsetAndMore & 1) != 0,
            protocol
        );
        return true;
    }

    private static bool TryFindIpv6(
        ReadOnlySpan<LayerSpan> layers,
        ReadOnlySpan<byte> octets,
        byte source,
        out Address from,
        out Address to
    )
    {
        for (int i = layers.Length - 1; i >= 0; i--)
        {
            ref readonly LayerSpan layer = ref layers[i];
            if (layer.Source != source)
                break;
            if (layer.Reader.Name != "ipv6" || layer.Payload - layer.Start < 40)
                continue;
            from = Address.From(octets.Slice(layer.Start + 8, 16));
            to = Address.From(octets.Slice(layer.Start + 24, 16));
            return true;
        }
        (from, to) = (default, default);
        return false;
    }
}
