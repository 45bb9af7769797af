using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools for traffic over time.</summary>
internal static class SeriesTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<ThroughputArguments, Throughput>(
                "analyze_throughput",
                "Throughput of conversations",
                "How fast each conversation was: Mbit/s each way and both ways, the busiest tenth of a second, packets and octets, "
                    + "largest first. Use it to find which transfer fills the line; short exchanges come last.",
                ToolHints.Reads,
                ThroughputQuestion.Ask
            ),
            new Tool<TimelineArguments, TrafficTimeline>(
                "generate_traffic_timeline",
                "Traffic over time",
                "Packets and octets in each interval of a capture, as Wireshark's I/O statistics count them, with rates, averages, peak "
                    + "and percentiles. Use it to see when traffic began, stopped or rose.",
                ToolHints.Reads,
                TimelineQuestion.Ask
            ),
            new Tool<IoGraphArguments, IoGraph>(
                "generate_throughput_io_graph",
                "Throughput as a graph",
                "Bits per second over time as numbers, as an SVG picture and as a line of blocks. Use it to show somebody how the load "
                    + "of a capture ran.",
                ToolHints.Reads,
                IoGraphQuestion.Ask
            ),
            new Tool<BandwidthArguments, Bandwidth>(
                "analyze_bandwidth_utilization",
                "Use of the bandwidth",
                "Load by windows of time: peak, average, 95th percentile, who sent most and over which protocols, share of the link when "
                    + "its speed is known, and micro-bursts: the most that passed within any 1, 10 and 100 ms.",
                ToolHints.Reads,
                BandwidthQuestion.Ask
            ),
            new Tool<PagedCaptureArguments, NetworkPerformance>(
                "analyze_network_performance",
                "Performance of the network",
                "How well the network carried what was sent: rates, and for each TCP connection round-trip times, retransmissions, "
                    + "windows and what held its data up; RTP streams with loss and jitter. Use it when something is slow.",
                ToolHints.Reads,
                PerformanceQuestion.Ask
            ),
            new Tool<FlowAndPacketArguments, NetworkLatency>(
                "analyze_network_latency",
                "Latency",
                "Round-trip times in milliseconds: of each acknowledged TCP segment, with percentiles for each connection and over all, "
                    + "of handshakes, pings and DNS servers. Use it to find where time is lost on the way.",
                ToolHints.Reads,
                LatencyQuestion.Ask
            ),
            new Tool<FlowAndPacketArguments, NetworkQuality>(
                "analyze_network_quality_metrics",
                "Quality of the network",
                "Jitter, loss and error rates, for each flow and over all: TCP by its retransmissions and gaps, RTP by its sequence "
                    + "numbers, pings by their replies, wrong checksums. Use it when calls or transfers break up.",
                ToolHints.Reads,
                QualityQuestion.Ask
            ),
            new Tool<PagedCaptureArguments, NetworkTopology>(
                "analyze_network_topology",
                "Map of the network",
                "Who talks to whom as a graph and as Mermaid text: hosts with hardware addresses, VLANs and hops by TTL, gateways, "
                    + "subnets, links with octets, ICMP and traceroute paths. Use it to see how an unknown network is laid out.",
                ToolHints.Reads,
                TopologyQuestion.Ask
            ),
        ];
}
