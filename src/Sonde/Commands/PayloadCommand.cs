using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde payload</c>: what conversations carry, with their first payloads.</summary>
internal static class PayloadCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(20, "--top");
        Option<int?> port = Numbers.Option("--port", "Only conversations with this port at either end.", most: 65_535);
        Option<int?> payloads = Numbers.Option("--payloads", "Payloads to show of each conversation.", most: 100);
        var protocol = new Option<string?>("--protocol")
        {
            Description = "Only conversations that carry this, such as mysql, http or tls.",
            HelpName = "NAME",
        };
        return question.Command(
            "payload",
            "What conversations carry: protocol, encryption, first payloads; secrets masked.",
            [port, protocol, payloads, .. page.All],
            parsed => new PayloadArguments
            {
                Port = parsed.GetValue(port),
                Protocol = parsed.GetValue(protocol),
                PayloadsPerConnection = parsed.GetValue(payloads),
                Limit = page.Limit(parsed),
                Offset = page.Offset(parsed),
            },
            PayloadQuestion.Ask,
            Show
        );
    }

    private static View Show(PayloadAnalysis answer)
    {
        var payloads = new Table(
            "Payloads",
            [
                new Column("frame"),
                new Column("client", Rank: 1),
                new Column("server"),
                new Column("direction"),
                new Column("size"),
                new Column("text", Wraps: true),
            ],
            [
                .. answer.Connections.SelectMany(one =>
                    one.Payloads.Select(row =>
                        (object?[])
                            [
                                row.PacketNum,
                                one.Client,
                                one.Server,
                                row.Direction == "client->server" ? ">" : "<",
                                row.Size,
                                row.IsEncrypted ? "(encrypted)" : row.Ascii,
                            ]
                    )
                ),
            ]
        );
        return new View
        {
            Headline = answer.Overview,
            Tables = [Connections(answer), payloads],
            Rows = payloads,
            Notes =
            [
                .. answer.Recommendations,
                .. CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
            ],
        };
    }

    private static Table Connections(PayloadAnalysis answer) =>
        new(
            "Conversations",
            [
                new Column("client"),
                new Column("server"),
                new Column("protocol"),
                new Column("sure", Rank: 1),
                new Column("encrypted"),
                new Column("packets"),
                new Column("octets"),
                new Column("queries", Rank: 1),
            ],
            [
                .. answer.Connections.Select(one =>
                    (object?[])
                        [
                            one.Client,
                            one.Server,
                            one.ProtocolDetected,
                            one.Confidence,
                            one.Encryption?.Type,
                            one.PayloadCount,
                            one.PayloadBytes,
                            one.ExtractedData?.QueryCount,
                        ]
                ),
            ]
        );
}
