using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>How a person sees the answers about TCP.</summary>
internal static class TcpViews
{
    public static View Show(TcpIssues answer)
    {
        Table issues = new(
            "",
            [
                new Column("issue", "issue_type"),
                new Column("severity"),
                new Column("count"),
                new Column("% of", "rate_of"),
                new Column("%", "rate_percent"),
                new Column("connections", "affected_flows_total"),
                new Column("most of it", "affected_flows", Wraps: true, Rank: 2),
                new Column("first frames", "frames", Rank: 1),
            ],
            [
                .. answer.Issues.Select(row =>
                    (object?[])
                        [
                            row.IssueType,
                            row.Severity,
                            row.Count,
                            row.RateOf.Replace('_', ' '),
                            Math.Round(100 * row.Rate, 2),
                            row.AffectedFlowsTotal,
                            row.AffectedFlows is [var first, ..] ? first : null,
                            string.Join(' ', row.Evidence.Frames.Take(3)),
                        ]
                ),
            ]
        );
        IEnumerable<string> advice = answer
            .Issues.Where(row => row.Severity is "high" or "medium")
            .Select(row => $"{row.IssueType}: {row.Recommendation}");
        return new View
        {
            Headline = answer.Summary,
            Tables = [issues],
            Rows = issues,
            Notes =
            [
                .. advice,
                .. CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, (int?)answer.NextOffset),
            ],
        };
    }

    public static View Show(TcpRetransmissions answer)
    {
        Table rows = Segments("Retransmissions", answer.Retransmissions);
        Table flows = new(
            "Worst connections",
            [
                new Column("connection", Wraps: true),
                new Column("stream", IsId: true),
                new Column("again", "retrans_count"),
                new Column("data segments", "data_segments"),
                new Column("%", "retrans_rate_percent"),
                new Column("longest rto ms", "longest_rto_ms", Rank: 1),
            ],
            [
                .. answer.ByConnection.Select(row =>
                    (object?[])
                        [
                            row.Connection,
                            row.Stream,
                            row.RetransCount,
                            row.DataSegments,
                            Math.Round(100 * row.RetransRate, 2),
                            row.LongestRtoMs,
                        ]
                ),
            ]
        );
        TcpSecondOpinionRow second = answer.SecondOpinion;
        Table opinion = Table.OfPairs(
            "Second opinion",
            [
                ("proven spurious by D-SACK", second.SpuriousByDsack),
                ("proven spurious by timestamp", second.SpuriousByTimestamp),
                ("captured twice", second.CapturedTwice),
                ("overtaken, not lost", second.ReorderedNotLost),
                ("lost, not overtaken", second.LostNotReordered),
                ("lost before the capture point", second.LostBeforeCapture),
                ("lost or late after it", second.LostAfterCapture),
                ("octets the capture lost", second.NotCapturedOctets),
            ]
        );
        return new View
        {
            Headline = answer.Overview,
            Tables = answer.TotalRetransmissions == 0 ? [] : [flows, opinion, rows],
            Rows = rows,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, (int?)answer.NextOffset),
        };
    }

    public static View Show(TcpZeroWindowAnswer answer)
    {
        Table rows = Segments("Segments", answer.ZeroWindowEvents);
        Table episodes = new(
            "Episodes",
            [
                new Column("receiver"),
                new Column("sender"),
                new Column("first frame", "first_frame", IsId: true),
                new Column("last frame", "last_frame", IsId: true, Rank: 1),
                new Column("ms", "duration_ms"),
                new Column("segments", "frames"),
                new Column("probes"),
            ],
            [
                .. answer.Episodes.Select(row =>
                    (object?[])
                        [
                            row.Receiver,
                            row.Sender,
                            row.FirstFrame,
                            row.LastFrame,
                            row.DurationMs,
                            row.Frames,
                            row.Probes,
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = answer.TotalEvents == 0 ? [] : [episodes, rows],
            Rows = rows,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.TotalEvents, (int?)answer.NextOffset),
        };
    }

    public static View Show(TcpScalingAnswer answer)
    {
        Table rows = new(
            "",
            [
                new Column("client"),
                new Column("server"),
                new Column("rtt ms", "rtt_ms"),
                new Column("client shift", "client_shift", IsId: true),
                new Column("largest window", "client_max_window"),
                new Column("allows Mbit/s", "client_max_mbps", Rank: 1),
                new Column("server shift", "server_shift", IsId: true),
                new Column("largest window", "server_max_window"),
                new Column("allows Mbit/s", "server_max_mbps", Rank: 1),
            ],
            [
                .. answer.Connections.Select(row =>
                    (object?[])
                        [
                            row.Client,
                            row.Server,
                            row.RttMs,
                            row.ClientWindow.Shift,
                            row.ClientWindow.MaxWindow,
                            row.ClientWindow.MaxMbps,
                            row.ServerWindow.Shift,
                            row.ServerWindow.MaxWindow,
                            row.ServerWindow.MaxMbps,
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [rows],
            Rows = rows,
            Notes = CoverageNotes.Of(
                answer.Coverage,
                answer.Connections.Count,
                answer.ConnectionsTotal,
                (int?)answer.NextOffset
            ),
        };
    }

    public static View Show(TcpTimingAnswer answer)
    {
        Table rows = Segments("Out of order", answer.OutOfOrderPackets);
        Table copies = new(
            "Captured twice",
            [
                new Column("frame", IsId: true),
                new Column("copy of", "original_frame", IsId: true),
                new Column("ms apart", "ms_apart"),
                new Column("kind"),
            ],
            [.. answer.DuplicateFrames.Select(row => (object?[])[row.Frame, row.OriginalFrame, row.MsApart, row.Kind])]
        );
        Table silences = new(
            "Silences",
            [
                new Column("client"),
                new Column("server"),
                new Column("count"),
                new Column("longest ms", "longest_ms"),
                new Column("ended by frame", "longest_frame", IsId: true),
            ],
            [
                .. answer.Silences.Select(row =>
                    (object?[])[row.Client, row.Server, row.Count, row.LongestMs, row.LongestFrame]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables =
            [
                .. new[] { rows, Segments("Duplicate ACKs", answer.DuplicatePackets), copies, silences }.Where(table =>
                    table.Rows.Count > 0
                ),
            ],
            Rows = rows,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.TotalOutOfOrder, (int?)answer.NextOffset),
        };
    }

    public static View Show(TcpCongestionAnswer answer)
    {
        Table rows = new(
            "",
            [
                new Column("client"),
                new Column("server"),
                new Column("score"),
                new Column("again %", "retransmission_rate_percent"),
                new Column("rtt p95/min", "rtt_inflation", Rank: 2),
                new Column("full windows", "window_full", Rank: 1),
                new Column("client held up by", "client_limited_by"),
                new Column("server held up by", "server_limited_by"),
            ],
            [
                .. answer.Connections.Select(row =>
                    (object?[])
                        [
                            row.Client,
                            row.Server,
                            row.Score,
                            Math.Round(100 * row.RetransmissionRate, 2),
                            row.RttInflation,
                            row.WindowFull,
                            Limit(row.ClientLimited),
                            Limit(row.ServerLimited),
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [rows],
            Rows = rows,
            Notes = CoverageNotes.Of(
                answer.Coverage,
                answer.Connections.Count,
                answer.ConnectionsTotal,
                (int?)answer.NextOffset
            ),
        };
    }

    private static string? Limit(TcpLimitRow? limit) =>
        limit is null ? null : $"{limit.LimitedBy.Replace('_', ' ')} {100 * limit.Share:0} %";

    private static Table Segments(string title, IReadOnlyList<TcpEventRow> rows)
    {
        var table = new Table(
            title,
            [
                new Column("frame", IsId: true),
                new Column("time", "timestamp", Rank: 3),
                new Column("from", "src_ip"),
                new Column("port", "src_port", IsId: true),
                new Column("to", "dst_ip"),
                new Column("port", "dst_port", IsId: true),
                new Column("kind"),
                new Column("carries", Rank: 1),
                new Column("seq", "sequence", IsId: true, Rank: 2),
                new Column("ack", "acknowledgment", IsId: true, Rank: 2),
                new Column("octets", "length"),
                new Column("rto ms", "rto_ms"),
                new Column("window", "window_size"),
                new Column("octets behind", "octets_behind"),
                new Column("ms behind", "ms_behind"),
                new Column("number", "duplicate_number", IsId: true),
                new Column("of frame", "duplicate_of", IsId: true),
            ],
            [
                .. rows.Select(row =>
                    (object?[])
                        [
                            row.Frame,
                            row.Timestamp,
                            row.SrcIp,
                            row.SrcPort,
                            row.DstIp,
                            row.DstPort,
                            row.Kind,
                            row.Carries,
                            row.Sequence,
                            row.Acknowledgment,
                            row.Length,
                            row.RtoMs,
                            row.WindowSize,
                            row.OctetsBehind,
                            row.MsBehind,
                            row.DuplicateNumber,
                            row.DuplicateOf,
                        ]
                ),
            ]
        );
        return rows.Count > 0 ? table.WithoutEmptyColumns() : table;
    }
}
