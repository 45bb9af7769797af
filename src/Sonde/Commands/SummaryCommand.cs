using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde summary</c>: what a capture holds, at a glance.</summary>
internal static class SummaryCommand
{
    public static Command Create(Question question) =>
        question.Command(
            "summary",
            "What a capture holds, at a glance: packets, times, protocols, busiest hosts.",
            [],
            _ => new CaptureArguments(),
            PcapSummaryQuestion.Ask,
            Show
        );

    private static View Show(PcapSummary answer)
    {
        (string, object?)[] facts =
        [
            ("file", answer.FilePath),
            ("file size", answer.FileSizeBytes),
            ("packets", answer.PacketCount),
            ("octets", answer.TotalBytes),
            ("octets captured", answer.CapturedBytes),
            ("first packet", answer.StartTime),
            ("last packet", answer.EndTime),
            ("seconds", answer.CaptureDurationSeconds),
            ("TCP streams", answer.Conversations.Tcp),
            ("UDP streams", answer.Conversations.Udp),
            ("conversations", answer.Conversations.Total),
            ("source addresses", answer.UniqueSrcIps),
            ("destination addresses", answer.UniqueDstIps),
            ("TCP resets", answer.TcpIssuesSummary?.Resets),
            ("SACK blocks", answer.TcpIssuesSummary?.Sack),
        ];
        return new View
        {
            Headline = answer.Summary,
            Tables =
            [
                Table.OfPairs("", facts),
                Protocols(answer),
                EndpointTable.Of("Busiest addresses", answer.Endpoints),
            ],
            Rows = Table.OfOneRow(facts),
            Notes = CoverageNotes.Of(answer.Coverage),
        };
    }

    private static Table Protocols(PcapSummary answer) =>
        new(
            "Protocols",
            [new Column("protocol"), new Column("packets")],
            [
                .. answer
                    .Protocols.OrderByDescending(protocol => protocol.Value)
                    .ThenBy(protocol => protocol.Key, StringComparer.Ordinal)
                    .Select(protocol => (object?[])[protocol.Key, protocol.Value]),
            ]
        );
}
