using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools about the health of TCP connections.</summary>
internal static class TcpTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<TcpArguments, TcpIssues>(
                "find_tcp_issues",
                "TCP trouble",
                "What goes wrong in TCP: retransmissions, resets (also injected ones), refused and unanswered connections, closed windows, "
                    + "reordering, missing segments, MTU black holes; each with count, rate, severity, connections and evidence. Start here for TCP.",
                ToolHints.Reads,
                TcpIssuesQuestion.Ask
            ),
            new Tool<TcpRetransmissionsArguments, TcpRetransmissions>(
                "analyze_tcp_retransmissions",
                "TCP retransmissions",
                "Every retransmission as Wireshark counts it (timer, fast, spurious), the rate against a threshold, the worst connections, and a "
                    + "second opinion: proven spurious by D-SACK or timestamp, overtaken rather than lost, lost before or after the capture point.",
                ToolHints.Reads,
                TcpRetransmissionsQuestion.Ask
            ),
            new Tool<TcpArguments, TcpZeroWindowAnswer>(
                "analyze_tcp_zero_window",
                "TCP zero windows",
                "Receivers that could take no more data: every segment that says so, and the episodes they form, with duration, probes and how "
                    + "they ended. Use it when transfers stall; resets do not count.",
                ToolHints.Reads,
                TcpZeroWindowQuestion.Ask
            ),
            new Tool<TcpArguments, TcpScalingAnswer>(
                "analyze_tcp_window_scaling",
                "TCP window scaling",
                "Window scale options of SYNs and SYN-ACKs, whether both ends offered it, the windows that came of it, and how many Mbit/s they "
                    + "allow in the round-trip time. Use it when a long fast path stays slow.",
                ToolHints.Reads,
                TcpScalingQuestion.Ask
            ),
            new Tool<TcpArguments, TcpTimingAnswer>(
                "analyze_packet_timing_issues",
                "Order and timing",
                "Segments out of order with how far they came behind, duplicate ACKs, packets that the capture has twice, and connections that "
                    + "fell silent for a second or more. Use it to tell reordering and mirrored ports from loss.",
                ToolHints.Reads,
                TcpTimingQuestion.Ask
            ),
            new Tool<TcpArguments, TcpCongestionAnswer>(
                "analyze_congestion_indicators",
                "Congestion",
                "Signs of congestion per connection with a score: loss, round trips that grow, repeated time-outs, ECN, full and closed windows; "
                    + "and what held data up over time: application, receiver window, sender or congestion window, loss.",
                ToolHints.Reads,
                TcpCongestionQuestion.Ask
            ),
        ];
}
