using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools for ICMP.</summary>
internal static class IcmpTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<PagedCaptureArguments, IcmpAnalysis>(
                "analyze_icmp_packets",
                "ICMP and ICMPv6",
                "Pings with round-trip times, unanswered and duplicate echoes, unreachable hosts and ports, MTU and redirect messages, "
                    + "traceroute paths and neighbor discovery, ICMP and ICMPv6. Use it when hosts do not answer.",
                ToolHints.Reads,
                IcmpQuestion.Ask
            ),
        ];
}
