using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that say what a capture is and holds.</summary>
internal static class CaptureTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<CapabilitiesArguments, CapabilitiesAnswer>(
                "capabilities",
                "Capabilities",
                "What this server can do here: version, platform, protocols and fields it knows, capture formats, and the limits and "
                    + "policies in force. Touches no network.",
                ToolHints.Reads,
                (engine, _, _) => CapabilitiesQuestion.Ask(engine)
            ),
            new Tool<CaptureArguments, PcapSummary>(
                "pcap_summary",
                "Summary of a capture",
                "What a capture holds at a glance: packets, octets, times, protocols, busiest hosts, conversations. Use it "
                    + "first. Reads the whole file and says in coverage if anything is missing.",
                ToolHints.Reads,
                PcapSummaryQuestion.Ask
            ),
            new Tool<PcapFileArguments, PcapFileAnalysis>(
                "analyze_pcap_file",
                "Analysis of a capture file",
                "What a capture, or the part of it that a Wireshark display filter selects, holds: analysis_type summary, protocols or "
                    + "conversations. Use it to count one host, port or protocol apart from the rest; pcap_summary needs no filter.",
                ToolHints.Reads,
                PcapFileQuestion.Ask
            ),
            new Tool<CapInfosArguments, CapInfos>(
                "analyze_capinfos",
                "File information",
                "What a capture file says of itself, in capinfos' numbers: format, encapsulation, time precision, interfaces with drop "
                    + "counters, size, duration, rates, time order, SHA-256, comments, and the program that wrote it.",
                ToolHints.Reads,
                CapInfosQuestion.Ask
            ),
            new Tool<CaptureArguments, ProtocolHierarchy>(
                "get_protocol_hierarchy",
                "Protocol hierarchy",
                "Which protocols a capture holds: tree as Wireshark's protocol hierarchy (which protocol carries which, packets and "
                    + "octets), and hierarchy, a flat table by short names. Use it to see what is worth a closer look.",
                ToolHints.Reads,
                ProtocolHierarchyQuestion.Ask
            ),
            new Tool<ConversationsArguments, ConversationList>(
                "get_conversations",
                "Conversations",
                "Who talked to whom: conversations over TCP, UDP, SCTP, ICMP and other Internet protocols, IPv4 and IPv6, with "
                    + "packets and octets each way, times, Community ID and a display filter that selects the packets.",
                ToolHints.Reads,
                ConversationsQuestion.Ask
            ),
            new Tool<EndpointsArguments, EndpointList>(
                "get_endpoints",
                "Addresses",
                "Every address of a capture, IPv4 and IPv6, with packets and octets sent and received and the names that the capture "
                    + "itself gives it. Use it for the whole list, where pcap_summary shows the ten busiest.",
                ToolHints.Reads,
                EndpointsQuestion.Ask
            ),
        ];
}
