using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde connections</c>: how TCP connections opened, went and closed.</summary>
internal static class ConnectionsCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(100, "--top");
        var view = new Option<string?>("--view")
        {
            Description =
                "list (if not given): each connection; trouble: causes of trouble; lifecycle: when each opened and closed; flow: both ways of one server.",
        };
        view.AcceptOnlyFromAmong("list", "trouble", "lifecycle", "flow");
        var ip = new Option<string?>("--server-ip")
        {
            Description = "Only connections with an end at this address.",
            HelpName = "ADDRESS",
        };
        Option<int?> port = Numbers.Option(
            "--server-port",
            "Only connections with an end at this port; with --server-ip, the same end.",
            most: ushort.MaxValue
        );
        var command = question.Command(
            "connections",
            "How TCP connections opened, went and closed.",
            [view, ip, port, .. page.All],
            (parsed, asked) =>
                parsed.GetValue(view) switch
                {
                    "lifecycle" => asked.Answer(
                        () => new PagedCaptureArguments { Limit = page.Limit(parsed), Offset = page.Offset(parsed) },
                        ConnectionLifecycleQuestion.Ask,
                        ConnectionViews.Show
                    ),
                    "trouble" => asked.Answer(
                        () =>
                            new TcpAnomaliesArguments
                            {
                                ServerIp = parsed.GetValue(ip),
                                ServerPort = parsed.GetValue(port),
                                Limit = page.Limit(parsed),
                                Offset = page.Offset(parsed),
                            },
                        TcpAnomaliesQuestion.Ask,
                        ConnectionViews.Show
                    ),
                    "flow" => asked.Answer(
                        () =>
                            new TrafficFlowArguments
                            {
                                ServerIp = parsed.GetValue(ip) ?? "",
                                ServerPort = parsed.GetValue(port),
                            },
                        TrafficFlowQuestion.Ask,
                        ConnectionViews.Show
                    ),
                    _ => asked.Answer(
                        () =>
                            new TcpConnectionsArguments
                            {
                                ServerIp = parsed.GetValue(ip),
                                ServerPort = parsed.GetValue(port),
                                Limit = page.Limit(parsed) ?? 100,
                                Offset = page.Offset(parsed),
                            },
                        TcpConnectionsQuestion.Ask,
                        Show
                    ),
                }
        );
        command.Validators.Add(result =>
        {
            string? chosen = result.GetValue(view);
            if (chosen == "flow" && result.GetValue(ip) is null)
                result.AddError("--view flow needs --server-ip.");
            if (chosen == "lifecycle" && (result.GetValue(ip) is not null || result.GetValue(port) is not null))
                result.AddError("--view lifecycle shows all connections: leave --server-ip and --server-port out.");
        });
        return command;
    }

    private static View Show(TcpConnections answer)
    {
        var table = new Table(
            "",
            [
                new Column("stream", IsId: true),
                new Column("client"),
                new Column("server"),
                new Column("opening"),
                new Column("close", "close_reason"),
                new Column("by", "closed_by", Rank: 3),
                new Column("packets", "packet_count"),
                new Column("client octets", "client_bytes", Rank: 2),
                new Column("server octets", "server_bytes", Rank: 2),
                new Column("again", "retransmissions"),
                new Column("resets", "rst_count", Rank: 6),
                new Column("handshake ms", "handshake.rtt_ms", Rank: 1),
                new Column("seconds", "duration_seconds", Rank: 4),
                new Column("state", "conn_state", Rank: 5),
                new Column("history", Rank: 7),
                new Column("start", "start_time", Rank: 8),
            ],
            [.. answer.Connections.Select(Row)]
        );
        return new View
        {
            Headline = answer.Overview,
            Tables = [table],
            Rows = table,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }

    private static object?[] Row(ConnectionRow row) =>
        [
            row.Stream,
            row.Client,
            row.Server,
            row.Opening,
            row.CloseReason,
            row.ClosedBy,
            row.PacketCount,
            row.ClientBytes,
            row.ServerBytes,
            row.Retransmissions,
            row.RstCount,
            row.Handshake?.RttMs,
            row.DurationSeconds,
            row.ConnState,
            row.History,
            row.StartTime,
        ];
}
