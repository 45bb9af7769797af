using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>How <c>sonde dns --view</c> shows what goes wrong, and single messages.</summary>
internal static class DnsViews
{
    public static View Show(DnsIssues answer)
    {
        Table incidents = DnsCommand.Incidents("Incidents", answer.Incidents, withKind: true);
        return new View
        {
            Headline = answer.Summary,
            Tables = [Issues(answer), DnsCommand.Servers(answer.Servers), incidents],
            Rows = incidents,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }

    public static View Show(DnsPackets answer)
    {
        var messages = new Table(
            "",
            [
                new Column("frame", "packet_number", IsId: true),
                new Column("time", "timestamp", Rank: 3),
                new Column("from", "source_ip"),
                new Column("to", "destination_ip"),
                new Column("over", "protocol", Rank: 4),
                new Column("id", "dns_id", Rank: 4, IsId: true),
                new Column("message", "summary", Wraps: true),
                new Column("code", "response_code", Rank: 1),
                new Column("ms", "latency_ms", Rank: 2),
                new Column("query frame", "query_frame", Rank: 3, IsId: true),
            ],
            [
                .. answer.Packets.Select(row =>
                    (object?[])
                        [
                            row.PacketNumber,
                            row.Timestamp,
                            row.SourceIp,
                            row.DestinationIp,
                            row.Protocol,
                            row.DnsId,
                            row.Summary,
                            row.ResponseCode,
                            row.LatencyMs,
                            row.QueryFrame,
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Message,
            Tables = [messages],
            Rows = messages,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }

    private static Table Issues(DnsIssues answer) =>
        new(
            "Issues",
            [
                new Column("issue", "issue_type"),
                new Column("code", "response_code"),
                new Column("severity"),
                new Column("count"),
                new Column("meaning", "description", Wraps: true, Rank: 1),
                new Column("display filter", "display_filter", Wraps: true, Rank: 2),
            ],
            [
                .. answer.Issues.Select(issue =>
                    (object?[])
                        [
                            issue.IssueType,
                            issue.ResponseCode,
                            issue.Severity,
                            issue.Count,
                            issue.Description,
                            issue.Evidence.DisplayFilter,
                        ]
                ),
            ]
        );
}
