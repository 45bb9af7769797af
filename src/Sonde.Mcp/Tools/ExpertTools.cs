using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that remark on packets.</summary>
internal static class ExpertTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<ExpertArguments, ExpertInformation>(
                "analyze_expert_information",
                "Expert information",
                "What Wireshark's expert information remarks: retransmissions, resets, zero windows, bad checksums, repeated queries, "
                    + "duplicate addresses, malformed packets, each with severity, group, protocol, count and frames. Use it to see what stands out.",
                ToolHints.Reads,
                ExpertQuestion.Ask
            ),
        ];
}
