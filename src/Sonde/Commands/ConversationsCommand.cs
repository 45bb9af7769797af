using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde conversations</c>: who talked to whom.</summary>
internal static class ConversationsCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(20, "--top");
        var sort = new Option<string?>("--sort") { Description = "The order of the conversations." };
        sort.AcceptOnlyFromAmong("packets", "bytes", "duration", "start");
        var protocol = new Option<string?>("--protocol") { Description = "Only conversations of this protocol." };
        protocol.AcceptOnlyFromAmong("TCP", "UDP", "SCTP", "ICMP", "ICMPv6", "IP");
        return question.Command(
            "conversations",
            "Who talked to whom, how much, and when.",
            [.. page.All, sort, protocol],
            parsed => new ConversationsArguments
            {
                TopN = page.Limit(parsed),
                Offset = page.Offset(parsed),
                SortBy = parsed.GetValue(sort),
                Protocol = parsed.GetValue(protocol),
            },
            ConversationsQuestion.Ask,
            Show
        );
    }

    private static View Show(ConversationList answer)
    {
        var table = new Table(
            "",
            [
                new Column("protocol"),
                new Column("stream", Rank: 5, IsId: true),
                new Column("from", "src_ip"),
                new Column("port", "src_port", IsId: true),
                new Column("to", "dst_ip"),
                new Column("port", "dst_port", IsId: true),
                new Column("packets"),
                new Column("out", "packets_forward", Rank: 4),
                new Column("back", "packets_reverse", Rank: 4),
                new Column("octets", "bytes"),
                new Column("out", "bytes_forward", Rank: 3),
                new Column("back", "bytes_reverse", Rank: 3),
                new Column("start", "start_time_iso", Rank: 2),
                new Column("seconds", "duration_seconds", Rank: 1),
                new Column("names", Wraps: true, Rank: 6),
            ],
            [.. answer.Conversations.Select(Row)]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [table],
            Rows = table,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }

    private static object?[] Row(ConversationRow row) =>
        [
            row.Protocol,
            row.Stream,
            row.SrcIp,
            row.SrcPort,
            row.DstIp,
            row.DstPort,
            row.Packets,
            row.PacketsForward,
            row.PacketsReverse,
            row.Bytes,
            row.BytesForward,
            row.BytesReverse,
            row.StartTimeIso,
            row.DurationSeconds,
            EndpointTable.Names([.. row.SrcNames ?? [], .. row.DstNames ?? []]),
        ];
}
