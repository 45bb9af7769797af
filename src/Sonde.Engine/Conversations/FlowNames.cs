using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>How answers name conversations, and show where their packets are.</summary>
internal static class FlowNames
{
    /// <summary>TCP, UDP, SCTP, ICMP, ICMPv6, or IP for all else.</summary>
    public static string Protocol(Flow flow) =>
        flow.Key.Protocol switch
        {
            IpProtocols.Icmp => "ICMP",
            IpProtocols.Icmpv6 => "ICMPv6",
            _ when !flow.HasPorts => "IP",
            IpProtocols.Tcp => "TCP",
            IpProtocols.Udp => "UDP",
            IpProtocols.Sctp => "SCTP",
            _ => "IP",
        };

    /// <summary>First and last frame, and the filter that selects all.</summary>
    public static Evidence Evidence(Flow flow) =>
        new(
            flow.FirstFrame == flow.LastFrame ? [flow.FirstFrame] : [flow.FirstFrame, flow.LastFrame],
            flow.Packets,
            FlowFilter.Of(flow)
        );
}
