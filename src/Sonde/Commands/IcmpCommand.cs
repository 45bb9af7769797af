using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde icmp</c>: echoes with their times, errors with what they are about.</summary>
internal static class IcmpCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(100, "--top");
        return question.Command(
            "icmp",
            "What ICMP and ICMPv6 said: echoes with their times, errors with what they are about.",
            page.All,
            parsed => new PagedCaptureArguments { Limit = page.Limit(parsed), Offset = page.Offset(parsed) },
            IcmpQuestion.Ask,
            Show
        );
    }

    private static View Show(IcmpAnalysis answer)
    {
        Table packets = Packets(answer);
        return new View
        {
            Headline = answer.Summary,
            Tables = [Types(answer), Errors(answer), packets],
            Rows = packets,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, (int?)answer.NextOffset),
        };
    }

    private static Table Types(IcmpAnalysis answer) =>
        new(
            "Messages",
            [new Column("type"), new Column("count")],
            [
                .. answer
                    .Statistics.IcmpTypeCounts.OrderByDescending(count => count.Value)
                    .ThenBy(count => count.Key, StringComparer.Ordinal)
                    .Select(count => (object?[])[count.Key, count.Value]),
            ]
        );

    private static Table Errors(IcmpAnalysis answer) =>
        new(
            "Errors",
            [
                new Column("type"),
                new Column("code"),
                new Column("count"),
                new Column("reporter"),
                new Column("about packets from"),
                new Column("to"),
                new Column("protocol", Rank: 1),
            ],
            [
                .. answer.Errors.Select(row =>
                    (object?[])
                        [
                            row.IcmpTypeName,
                            row.IcmpCodeName,
                            row.Count,
                            row.Reporter,
                            row.QuotedSrcIp,
                            row.QuotedDstIp,
                            row.QuotedProtocol,
                        ]
                ),
            ]
        );

    private static Table Packets(IcmpAnalysis answer) =>
        new(
            "Packets",
            [
                new Column("frame", "packet_number", IsId: true),
                new Column("time", "timestamp", Rank: 3),
                new Column("from", "src_ip"),
                new Column("to", "dst_ip"),
                new Column("type", "icmp_type_name", Wraps: true),
                new Column("code", "icmp_code_name", Wraps: true, Rank: 2),
                new Column("id", "icmp_id", Rank: 2, IsId: true),
                new Column("seq", "icmp_seq", Rank: 1, IsId: true),
                new Column("rtt ms", "rtt_ms"),
            ],
            [
                .. answer.Packets.Select(row =>
                    (object?[])
                        [
                            row.PacketNumber,
                            row.Timestamp,
                            row.SrcIp,
                            row.DstIp,
                            row.IcmpTypeName,
                            row.IcmpCodeName,
                            row.IcmpId,
                            row.IcmpSeq,
                            row.RttMs,
                        ]
                ),
            ]
        );
}
