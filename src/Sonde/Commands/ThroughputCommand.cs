using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde throughput</c>: how fast each conversation was.</summary>
internal static class ThroughputCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(20, "--top");
        var sort = new Option<string?>("--sort") { Description = "The order of the conversations." };
        sort.AcceptOnlyFromAmong("mbps_total", "bytes_total");
        var least = new Option<double?>("--min-duration")
        {
            Description = "Conversations shorter than so many seconds come after all others; 0.1 if not given.",
            HelpName = "SECONDS",
        };
        return question.Command(
            "throughput",
            "How fast each conversation was, both ways.",
            [.. page.All, sort, least],
            parsed => new ThroughputArguments
            {
                TopN = page.Limit(parsed),
                Offset = page.Offset(parsed),
                SortBy = parsed.GetValue(sort),
                MinDuration = parsed.GetValue(least),
            },
            ThroughputQuestion.Ask,
            Show
        );
    }

    private static View Show(Throughput answer)
    {
        var table = new Table(
            "",
            [
                new Column("protocol"),
                new Column("from", "src_ip"),
                new Column("port", "src_port", IsId: true),
                new Column("to", "dst_ip"),
                new Column("port", "dst_port", IsId: true),
                new Column("Mbit/s", "mbps_total"),
                new Column("forth", "mbps_forward", Rank: 3),
                new Column("back", "mbps_reverse", Rank: 3),
                new Column("peak", "mbps_peak", Rank: 2),
                new Column("octets", "bytes_total"),
                new Column("packets", "packets_total", Rank: 4),
                new Column("seconds", "duration_seconds", Rank: 1),
            ],
            [
                .. answer.Conversations.Select(row =>
                    (object?[])
                        [
                            row.Protocol,
                            row.SrcIp,
                            row.SrcPort,
                            row.DstIp,
                            row.DstPort,
                            row.MbpsTotal,
                            row.MbpsForward,
                            row.MbpsReverse,
                            row.MbpsPeak,
                            row.BytesTotal,
                            row.PacketsTotal,
                            row.DurationSeconds,
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
}
