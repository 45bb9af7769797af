using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools for DHCP.</summary>
internal static class DhcpTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<PagedCaptureArguments, DhcpAnalysis>(
                "analyze_dhcp_packets",
                "DHCP and DHCPv6",
                "How clients got their addresses over DHCP and DHCPv6: transactions and whether they completed, response times, NAKs and "
                    + "declines, several servers answering, leases, relay information, every option. Use it when hosts get no address.",
                ToolHints.Reads,
                DhcpQuestion.Ask
            ),
        ];
}
