using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools about TCP connections: how they opened, went and closed, and why they fail.</summary>
internal static class ConnectionTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<TcpConnectionsArguments, TcpConnections>(
                "analyze_tcp_connections",
                "TCP connections",
                "Every TCP connection: client, server, handshake with its round trip split at the capture point, octets, retransmissions, "
                    + "who closed or reset it and when, refused and unanswered ones. Filter by server_ip and server_port; pages.",
                ToolHints.Reads,
                TcpConnectionsQuestion.Ask
            ),
            new Tool<PagedCaptureArguments, ConnectionLifecycle>(
                "analyze_connection_lifecycle",
                "Lives of connections",
                "The life of every TCP connection in order: SYN, SYN-ACK, TLS handshake messages, FIN, reset, with times, states, duration, "
                    + "octets and who closed it. Use it to see when connections open and close and which never did; pages.",
                ToolHints.Reads,
                ConnectionLifecycleQuestion.Ask
            ),
            new Tool<TrafficFlowArguments, TrafficFlow>(
                "analyze_traffic_flow",
                "Traffic to and from a server",
                "Both directions of one server's TCP and UDP traffic compared: packets, octets, SYNs, resets, FINs, data, retransmissions, "
                    + "which side is heavier and which side resets. Needs server_ip; server_port narrows it.",
                ToolHints.Reads,
                TrafficFlowQuestion.Ask
            ),
            new Tool<TcpAnomaliesArguments, TcpAnomalies>(
                "analyze_tcp_anomalies",
                "Causes of TCP trouble",
                "Why TCP connections are slow or fail: loss before or behind the capture point, reordering, a receiver that does not read, a slow "
                    + "server, a rate limit, resets and by whom, path MTU, refused and unanswered ones; each cause with confidence, evidence, what "
                    + "speaks against it. Start here for trouble.",
                ToolHints.Reads,
                TcpAnomaliesQuestion.Ask
            ),
        ];
}
