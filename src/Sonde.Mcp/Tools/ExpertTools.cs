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
            new Tool<AnomalyArguments, ProtocolAnomalies>(
                "analyze_protocol_anomalies",
                "Protocol anomalies",
                "Packets that break the rules: malformed or truncated, wrong checksums, illegal TCP flags, contradictory lengths, reserved bits, "
                    + "forged or looped addresses, odd TTLs, hostile fragments. Counts by type with explanation and filter, and the packets. "
                    + "Use it to look for damage, scans and spoofing.",
                ToolHints.Reads,
                AnomalyQuestion.Ask
            ),
        ];
}
