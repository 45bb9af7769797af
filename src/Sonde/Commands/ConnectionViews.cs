using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>How <c>sonde connections --view</c> shows causes of trouble, lives of connections and the traffic of one server.</summary>
internal static class ConnectionViews
{
    public static View Show(ConnectionLifecycle answer)
    {
        var table = new Table(
            "",
            [
                new Column("stream", IsId: true),
                new Column("client"),
                new Column("server"),
                new Column("status"),
                new Column("closed", "closed_how"),
                new Column("by", "closed_by", Rank: 1),
                new Column("seconds", "duration_seconds", Rank: 2),
                new Column("setup ms", "setup_ms", Rank: 5),
                new Column("events", Wraps: true, Rank: 3),
                new Column("start", "start_time", Rank: 4),
            ],
            [
                .. answer.Connections.Select(row =>
                    (object?[])
                        [
                            row.Stream,
                            row.Client,
                            row.Server,
                            row.Status,
                            row.ClosedHow,
                            row.ClosedBy,
                            row.DurationSeconds,
                            row.SetupMs,
                            string.Join(", ", row.Events.Select(one => $"{one.Event} {one.Frame}")),
                            row.StartTime,
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [table],
            Rows = table,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }

    public static View Show(TcpAnomalies answer)
    {
        var table = new Table(
            "",
            [
                new Column("cause"),
                new Column("severity"),
                new Column("confidence"),
                new Column("connections", "connections_total", Rank: 2),
                new Column("count", Rank: 3),
                new Column("rate", Rank: 4),
                new Column("because", "supports", Wraps: true),
                new Column("against", "speaks_against", Wraps: true, Rank: 1),
                new Column("display filter", "evidence.display_filter", Wraps: true, Rank: 6),
                new Column("what to do", "recommendation", Wraps: true, Rank: 5),
            ],
            [
                .. answer.Diagnoses.Select(one =>
                    (object?[])
                        [
                            one.Cause,
                            one.Severity,
                            one.Confidence,
                            one.ConnectionsTotal,
                            one.Count,
                            one.Rate,
                            string.Join("; ", one.Supports),
                            string.Join("; ", one.SpeaksAgainst),
                            one.Evidence.DisplayFilter,
                            one.Recommendation,
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Overview,
            Tables = [table],
            Rows = table,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }

    public static View Show(TrafficFlow answer)
    {
        var table = new Table(
            "",
            [
                new Column("protocol"),
                new Column("direction"),
                new Column("packets", "packet_count"),
                new Column("octets", "byte_count"),
                new Column("with data", "data_packets"),
                new Column("SYN", "syn_count", Rank: 2),
                new Column("FIN", "fin_count", Rank: 3),
                new Column("resets", "rst_count"),
                new Column("again", "retransmissions"),
                new Column("rate", "retransmission_rate", Rank: 1),
            ],
            [
                .. answer.ByProtocol.SelectMany(one =>
                    (object?[][])
                        [
                            [one.Protocol, "to the server", .. Row(one.ClientToServer)],
                            [one.Protocol, "from the server", .. Row(one.ServerToClient)],
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = $"{answer.Server}: {answer.Summary}",
            Tables = [table],
            Rows = table,
            Notes = CoverageNotes.Of(answer.Coverage),
        };
    }

    private static object?[] Row(WayRow row) =>
        [
            row.PacketCount,
            row.ByteCount,
            row.DataPackets,
            row.SynCount,
            row.FinCount,
            row.RstCount,
            row.Retransmissions,
            row.RetransmissionRate,
        ];
}
