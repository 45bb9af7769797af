using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that say what a capture is and holds.</summary>
internal static class CaptureTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<CaptureArguments, PcapSummary>(
                "pcap_summary",
                "Summary of a capture",
                "What a capture holds at a glance: packets, octets, times, protocols, busiest hosts, conversations. Use it "
                    + "first. Reads the whole file and says in coverage if anything is missing.",
                ToolHints.Reads,
                PcapSummaryQuestion.Ask
            ),
        ];
}
