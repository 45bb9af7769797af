using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>The Wireshark display filter that selects a conversation's packets.</summary>
internal static class FlowFilter
{
    public static string Of(Flow flow) =>
        flow.Key.Protocol switch
        {
            IpProtocols.Icmp => $"{OfAddresses(flow)} && icmp",
            IpProtocols.Icmpv6 => $"{OfAddresses(flow)} && icmpv6",
            _ when !flow.HasPorts => $"{OfAddresses(flow)} && {ProtocolTest(flow.Key)}",
            IpProtocols.Tcp => $"tcp.stream == {flow.Stream}",
            IpProtocols.Udp => $"udp.stream == {flow.Stream}",
            IpProtocols.Sctp => $"{OfAddresses(flow)} && {Ports(flow, "sctp")}",
            _ => $"{OfAddresses(flow)} && {ProtocolTest(flow.Key)}",
        };

    /// <summary>Selects what both addresses sent each other, whatever the protocol.</summary>
    public static string OfAddresses(Flow flow)
    {
        string field = flow.Key.Low.Address.Version == 6 ? "ipv6.addr" : "ip.addr";
        return $"{field} == {flow.Key.Low.Address} && {field} == {flow.Key.High.Address}";
    }

    private static string Ports(Flow flow, string protocol) =>
        $"{protocol}.port == {flow.Key.Low.Port} && {protocol}.port == {flow.Key.High.Port}";

    // Of a fragmented datagram, the fragment that makes it whole shows its ports and belongs to their conversation.
    private static string ProtocolTest(FlowKey key) =>
        (key.Low.Address.Version == 6 ? $"ipv6.nxt == {key.Protocol}" : $"ip.proto == {key.Protocol}")
        + " && !tcp && !udp && !sctp";
}
