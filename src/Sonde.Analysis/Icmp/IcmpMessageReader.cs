using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Reads a packet's ICMP or ICMPv6 message with what it quotes.</summary>
internal static class IcmpMessageReader
{
    private const int Ipv4Header = 20; // octets that have to be there
    private const int Ipv6Header = 40;
    private const int Body = 8; // octets before echo data or quoted datagram
    private const int TargetEnd = 24; // octets up to the end of a neighbor's address

    /// <summary>Null when the packet has no such message of its own.</summary>
    public static IcmpMessage? Read(in Packet packet)
    {
        Internet outside = default;
        for (int index = 0; index < packet.Layers.Length; index++)
        {
            ref readonly LayerSpan layer = ref packet.Layers[index];
            bool isVersion6 = ReferenceEquals(layer.Reader.Name, Icmpv6.Name);
            if ((isVersion6 || ReferenceEquals(layer.Reader.Name, Icmp.Name)) && layer.Status <= ReadStatus.Cut)
                return Read(packet, index, isVersion6, outside);
            ReadInternet(packet, layer, ref outside);
        }
        return null;
    }

    private static IcmpMessage? Read(in Packet packet, int index, bool isVersion6, in Internet outside)
    {
        ReadOnlySpan<byte> octets = packet.GivenTo(packet.Layers[index]);
        if (octets.Length < 4)
            return null;
        (byte type, byte code) = (octets[0], octets[1]);
        uint word = octets.Length >= Body ? ReadUInt32BigEndian(octets[4..]) : 0;
        bool hasWord = octets.Length >= Body;
        bool hasIdentifier = hasWord && HasIdentifier(type, isVersion6);
        return new IcmpMessage
        {
            Frame = packet.Frame.Number,
            At = packet.Frame.At,
            IsTimeless = packet.Frame.IsTimeless,
            FrameLength = packet.Frame.OriginalLength,
            Source = outside.Source,
            Destination = outside.Destination,
            HopsLeft = outside.HopsLeft,
            IsVersion6 = isVersion6,
            Type = type,
            Code = code,
            Checksum = ReadUInt16BigEndian(octets[2..]),
            Identifier = hasIdentifier ? (int)(word >> 16) : null,
            Sequence = hasIdentifier ? (int)(word & 0xffff) : null,
            Mtu = hasWord ? MtuOf(type, code, isVersion6, word) : null,
            Gateway = GatewayOf(type, isVersion6, octets),
            NeighborTarget =
                isVersion6
                && type is Icmpv6.NeighborSolicitation or Icmpv6.NeighborAdvertisement
                && octets.Length >= TargetEnd
                    ? Address.From(octets[Body..TargetEnd])
                    : null,
            Quoted = ReadQuoted(packet, index + 1),
        };
    }

    private static bool HasIdentifier(byte type, bool isVersion6) =>
        isVersion6
            ? type is Icmpv6.EchoRequest or Icmpv6.EchoReply
            : type is Icmp.EchoReply or Icmp.EchoRequest or (>= 13 and <= 18);

    private static long? MtuOf(byte type, byte code, bool isVersion6, uint word)
    {
        if (isVersion6)
            return type == Icmpv6.PacketTooBig ? word : null;
        return type == Icmp.Unreachable && code == 4 ? word & 0xffff : null;
    }

    private static Address? GatewayOf(byte type, bool isVersion6, ReadOnlySpan<byte> octets)
    {
        if (isVersion6)
            return type == Icmpv6.Redirect && octets.Length >= TargetEnd ? Address.From(octets[Body..TargetEnd]) : null;
        return type == Icmp.Redirect && octets.Length >= Body ? Address.From(octets[4..Body]) : null;
    }

    private static IcmpQuoted? ReadQuoted(in Packet packet, int first)
    {
        Internet inside = default;
        for (int index = first; index < packet.Layers.Length; index++)
        {
            ref readonly LayerSpan layer = ref packet.Layers[index];
            if (inside.Source.Version == 0)
            {
                ReadInternet(packet, layer, ref inside);
                continue;
            }
            ReadOnlySpan<byte> octets = packet.GivenTo(layer);
            if (PortsOf(layer) is { } protocol && octets.Length >= 4)
                return new IcmpQuoted(
                    inside.Source,
                    inside.Destination,
                    protocol,
                    ReadUInt16BigEndian(octets),
                    ReadUInt16BigEndian(octets[2..]),
                    null
                );
            bool isVersion6 = ReferenceEquals(layer.Reader.Name, Icmpv6.Name);
            if (isVersion6 || ReferenceEquals(layer.Reader.Name, Icmp.Name))
                return Echo(inside, octets, isVersion6);
        }
        return inside.Source.Version == 0
            ? null
            : new IcmpQuoted(inside.Source, inside.Destination, inside.Protocol, null, null, null);
    }

    private static IcmpQuoted Echo(in Internet inside, ReadOnlySpan<byte> octets, bool isVersion6)
    {
        byte protocol = isVersion6 ? IpProtocols.Icmpv6 : IpProtocols.Icmp;
        bool isRequest = octets.Length >= Body && octets[0] == (isVersion6 ? Icmpv6.EchoRequest : Icmp.EchoRequest);
        EchoKey? key = isRequest
            ? new EchoKey(
                inside.Source,
                inside.Destination,
                ReadUInt16BigEndian(octets[4..]),
                ReadUInt16BigEndian(octets[6..])
            )
            : null;
        return new IcmpQuoted(inside.Source, inside.Destination, protocol, null, null, key);
    }

    private static byte? PortsOf(in LayerSpan layer) =>
        layer.Reader.Name switch
        {
            "tcp" => IpProtocols.Tcp,
            "udp" => IpProtocols.Udp,
            "sctp" => IpProtocols.Sctp,
            _ => null,
        };

    private static void ReadInternet(in Packet packet, in LayerSpan layer, ref Internet internet)
    {
        bool isVersion4 = ReferenceEquals(layer.Reader.Name, Ipv4.Name);
        if (!isVersion4 && !ReferenceEquals(layer.Reader.Name, Ipv6.Name))
            return;
        ReadOnlySpan<byte> octets = packet.GivenTo(layer);
        if (octets.Length < (isVersion4 ? Ipv4Header : Ipv6Header))
            return;
        internet = isVersion4
            ? new Internet(Address.From(octets.Slice(12, 4)), Address.From(octets.Slice(16, 4)), octets[9], octets[8])
            : new Internet(Address.From(octets.Slice(8, 16)), Address.From(octets.Slice(24, 16)), octets[6], octets[7]);
    }

    private readonly record struct Internet(Address Source, Address Destination, byte Protocol, byte HopsLeft);
}
