using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>TTL and hop limit: used up, nearly so, or other than what this end of the connection has used.</summary>
/// <remarks>Memory: about 60 octets for each TCP or UDP conversation, at most <see cref="Limit"/>; further ones are not followed.</remarks>
internal sealed class HopAnomalies
{
    public const int Limit = 500_000;
    private const int FirstPort = 33434; // of traceroute, which counts up
    private const int LastPort = 33534;
    private const int Values = 4; // that are remembered for each end; the oldest gives way

    private readonly Dictionary<Flow, (uint Low, uint High)> _used = new(ReferenceEqualityComparer.Instance);

    /// <summary>Packets whose hops could not be compared.</summary>
    public long NotFollowed { get; private set; }

    public void Forget(Flow flow) => _used.Remove(flow);

    public void See(in Packet packet, AnomalyBook book)
    {
        (bool sawIpv4, bool sawIpv6) = (false, false);
        for (int index = 0; index < packet.Layers.Length; index++)
        {
            ref readonly LayerSpan span = ref packet.Layers[index];
            if (!sawIpv4 && packet.TryRead(index, out Ipv4 ip) && !ip.IsMislabelled)
            {
                sawIpv4 = true;
                var ends = new Ends(Address.From(ip.Source), Address.From(ip.Destination), ip.Protocol);
                SeeHeader(packet, Ipv4.Name, ip.TimeToLive, ends, book);
            }
            else if (!sawIpv6 && packet.TryRead(index, out Ipv6 ip6))
            {
                sawIpv6 = true;
                var ends = new Ends(Address.From(ip6.Source), Address.From(ip6.Destination), ip6.NextHeader);
                SeeHeader(packet, Ipv6.Name, ip6.HopLimit, ends, book);
            }
            else if (span.Reader.Name is "icmp" or "icmpv6")
            {
                break;
            }
        }
        if (!packet.Flows.IsEmpty)
            SeeChange(packet, packet.Flows[0], book);
    }

    private static void SeeHeader(in Packet packet, string name, byte hops, in Ends ends, AnomalyBook book)
    {
        if (hops == 0 && !ends.Destination.IsMulticast)
            book.Add(ConductKinds.NoHops, packet, name);
        else if (hops == 1 && !IsExplained(ends) && !IsProbe(packet))
            book.Add(ConductKinds.LastHop, packet, name);
    }

    private static bool IsExplained(in Ends ends) =>
        AddressBlocks.IsGroup(ends.Destination)
        || IsLinkLocal(ends.Source)
        || IsLinkLocal(ends.Destination)
        || ends.Protocol is 46 or 88 or 89 or 103 or 112 // RSVP, EIGRP, OSPF, PIM, VRRP
        || ends is { Protocol: 2, Source.Version: 4 }; // IGMP

    private static bool IsLinkLocal(Address address) =>
        address.Version == 4 ? address.Low >> 16 == 0xa9fe : address.High >> 54 == 0xfe80 >> 6;

    // What traceroute sends, and sessions of BGP between neighbours (RFC 4271).
    private static bool IsProbe(in Packet packet)
    {
        for (int index = 0; index < packet.Layers.Length; index++)
        {
            if (packet.Layers[index].Reader.Name is "icmp" or "icmpv6")
                return true;
            if (packet.TryRead(index, out Udp udp) && udp.DestinationPort is >= FirstPort and <= LastPort)
                return true;
            if (!packet.TryRead(index, out Tcp tcp))
                continue;
            bool isOpening = (tcp.Flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn;
            if (isOpening || tcp.SourcePort == 179 || tcp.DestinationPort == 179)
                return true;
        }
        return false;
    }

    private void SeeChange(in Packet packet, in FlowMark mark, AnomalyBook book)
    {
        if (
            IsTraceroute(mark.Flow)
            || mark.IsQuoted
            || !mark.Flow.HasPorts
            || !TryReadHops(packet, mark.Layer, out byte hops)
        )
            return;
        if (_used.Count >= Limit && !_used.ContainsKey(mark.Flow))
        {
            NotFollowed++;
            return;
        }
        ref (uint Low, uint High) used = ref CollectionsMarshal.GetValueRefOrAddDefault(_used, mark.Flow, out _);
        bool fromLow = mark.FromInitiator == mark.Flow.InitiatorIsLow;
        ref uint values = ref fromLow ? ref used.Low : ref used.High;
        for (int i = 0; i < Values; i++)
        {
            if ((byte)(values >> i * 8) == hops)
                return;
        }
        byte before = (byte)values;
        values = values << 8 | hops;
        if (before != 0)
            book.Add(ConductKinds.HopsChanged, packet, Header(packet, mark.Layer), hops, before);
    }

    private static bool IsTraceroute(Flow flow) =>
        flow.Key.Protocol == IpProtocols.Udp && flow.Responder.Port is >= FirstPort and <= LastPort;

    private static bool TryReadHops(in Packet packet, int transport, out byte hops)
    {
        for (int index = transport - 1; index >= 0; index--)
        {
            if (packet.TryRead(index, out Ipv4 ip) && !ip.IsMislabelled)
                return (hops = ip.TimeToLive) != 0;
            if (packet.TryRead(index, out Ipv6 ip6))
                return (hops = ip6.HopLimit) != 0;
        }
        hops = 0;
        return false;
    }

    private static string Header(in Packet packet, int transport)
    {
        for (int index = transport - 1; index >= 0; index--)
        {
            string name = packet.Layers[index].Reader.Name;
            if (name is "ip" or "ipv6")
                return name;
        }
        return "ip";
    }

    private readonly record struct Ends(Address Source, Address Destination, byte Protocol);
}
