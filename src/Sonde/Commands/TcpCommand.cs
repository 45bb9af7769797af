using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde tcp</c>: what goes wrong in TCP connections, and why they are slow.</summary>
internal static class TcpCommand
{
    public static Command Create(Question question)
    {
        var view = new Option<string?>("--view")
        {
            Description =
                "issues (if not given): what goes wrong; retransmissions, zero-window, scaling, timing: its packets; congestion: connections "
                + "with scores and what held them up.",
        };
        view.AcceptOnlyFromAmong("issues", "retransmissions", "zero-window", "scaling", "timing", "congestion");
        var host = new Option<string?>("--host") { Description = "Only connections with an end at this address." };
        Option<int?> port = Numbers.Option("--port", "Only connections with an end at this port.");
        var page = new PageOptions(100, "--top");
        return question.Command(
            "tcp",
            "What goes wrong in TCP connections: loss, resets, closed windows, reordering; and what holds them up.",
            [view, host, port, .. page.All],
            (parsed, asked) =>
            {
                return parsed.GetValue(view) switch
                {
                    "retransmissions" => asked.Answer(
                        () =>
                            new TcpRetransmissionsArguments
                            {
                                ServerIp = parsed.GetValue(host),
                                ServerPort = parsed.GetValue(port),
                                Limit = page.Limit(parsed),
                                Offset = page.Offset(parsed),
                            },
                        TcpRetransmissionsQuestion.Ask,
                        TcpViews.Show
                    ),
                    "zero-window" => asked.Answer(Arguments, TcpZeroWindowQuestion.Ask, TcpViews.Show),
                    "scaling" => asked.Answer(Arguments, TcpScalingQuestion.Ask, TcpViews.Show),
                    "timing" => asked.Answer(Arguments, TcpTimingQuestion.Ask, TcpViews.Show),
                    "congestion" => asked.Answer(Arguments, TcpCongestionQuestion.Ask, TcpViews.Show),
                    _ => asked.Answer(Arguments, TcpIssuesQuestion.Ask, TcpViews.Show),
                };

                TcpArguments Arguments() =>
                    new()
                    {
                        ServerIp = parsed.GetValue(host),
                        ServerPort = parsed.GetValue(port),
                        Limit = page.Limit(parsed),
                        Offset = page.Offset(parsed),
                    };
            }
        );
    }
}
