using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde ports</c>: whether ports are open.</summary>
internal static class PortsCommand
{
    private const int AtOnce = 4000;

    public static Command Create(ProgramOptions program)
    {
        Argument<string> target = Calculation.Word("TARGET", "Host name, address, or a block such as 10.0.0.0/28.");
        Argument<string[]> ports = Calculation.Words("PORTS", "Ports and ranges: 22 80,443 8000-8100.");
        var more = new Option<string[]>("--target") { Description = "Another host or block.", HelpName = "TARGET" };
        var options = new ProbeOptions("Of one port 5, of several 2.");
        Option<int?> atOnce = Numbers.Option("--max-concurrent", $"Ports tried at once ({AtOnce}).", 1, 65_535);
        var banner = new Option<bool>("--banner")
        {
            Description = "Find out what open ports speak; of one port always.",
        };
        var udp = new Option<bool>("--udp") { Description = "UDP instead of TCP." };
        var all = new Option<bool>("--all") { Description = "Rows for ports that are not open as well." };
        var form = new FormOptions();
        var command = new Command("ports", "Which ports are open, closed or filtered, and what open ones speak.");
        command.Arguments.Add(target);
        command.Arguments.Add(ports);
        foreach (
            Option option in (IEnumerable<Option>)
                [more, options.Timeout, atOnce, banner, udp, .. options.Versions.All, all]
        )
            command.Options.Add(option);
        form.AddTo(command);
        command.SetAction(parsed =>
            Interruptible.Run(cancel =>
            {
                string[] words = parsed.GetValue(ports)!;
                string host = parsed.GetValue(target)!;
                string[] others = parsed.GetValue(more) ?? [];
                Form wanted = form.Of(parsed);
                CaptureEngine Engine() => Engines.ForPerson(program.Sources(parsed));
                if (
                    words is [var only]
                    && int.TryParse(only, out int port)
                    && others.Length == 0
                    && !host.Contains('/', StringComparison.Ordinal)
                )
                    return Answering.Run(
                        wanted,
                        context =>
                            PortCheckQuestion
                                .AskAsync(
                                    Engine(),
                                    new PortCheckArguments
                                    {
                                        Target = host,
                                        Port = port,
                                        Timeout = parsed.GetValue(options.Timeout),
                                        Protocol = parsed.GetValue(udp) ? "udp" : "tcp",
                                        IpVersion = options.Version(parsed),
                                    },
                                    context
                                )
                                .GetAwaiter()
                                .GetResult(),
                        PortViews.Show,
                        cancel
                    );
                return Answering.Run(
                    wanted,
                    context =>
                        BatchPortCheckQuestion
                            .AskAsync(
                                Engine(),
                                new BatchPortCheckArguments
                                {
                                    Target = host,
                                    Targets = others,
                                    Ports = PortList.Words(words),
                                    Timeout = parsed.GetValue(options.Timeout),
                                    MaxConcurrent = parsed.GetValue(atOnce) ?? AtOnce,
                                    GrabBanner = parsed.GetValue(banner),
                                    Protocol = parsed.GetValue(udp) ? "udp" : "tcp",
                                    IpVersion = options.Version(parsed),
                                    Limit = parsed.GetValue(all) || wanted != Form.Text ? 100_000 : 1000,
                                },
                                context
                            )
                            .GetAwaiter()
                            .GetResult(),
                    answer => PortViews.Show(answer, parsed.GetValue(all)),
                    cancel
                );
            })
        );
        return command;
    }
}
