using System.CommandLine;
using System.Globalization;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde kernel</c>: what the kernel of this machine sees now.</summary>
internal static class KernelCommand
{
    private static readonly (string Name, string Operation, string Description)[] Operations =
    [
        ("rate", "incoming", "Packets and bits a second that an interface receives, by kind."),
        ("connections", "outgoing", "New outgoing TCP connections: process, user, container, result."),
        ("life", "life", "TCP connections with duration and octets, by process."),
        ("failures", "failures", "TCP connections that fail, with the error."),
        ("retransmits", "retransmits", "TCP segments sent again, with process and state."),
        ("resets", "resets", "TCP resets sent and received, with process, state and reason."),
        ("rtt", "rtt", "Round-trip times of TCP connections as the kernel measures them."),
        ("bandwidth", "bandwidth", "Octets that processes send and receive."),
        ("drops", "drops", "Packets that the kernel drops, with its reason."),
    ];

    public static Command Create(ProgramOptions program)
    {
        var command = new Command(
            "kernel",
            "What the kernel sees now, by eBPF or its tables: "
                + string.Join(", ", Operations.Select(one => one.Name))
                + "."
        );
        foreach ((string name, string operation, string description) in Operations)
            command.Add(One(program, name, operation, description));
        return command;
    }

    private static Command One(ProgramOptions program, string name, string operation, string description)
    {
        bool isRate = operation == "incoming";
        Option<string?> link = Text("--interface", "NAME", "Interface; that of the default route if not given.", "-i");
        Option<double?> duration = Seconds("--duration", "Seconds to watch (5).", "-d");
        Option<double?> interval = Seconds("--interval", "Seconds of one step of the series (1).");
        Option<int?> events = Numbers.Option("--count", "End after so many events.", 1, 10_000, "-c");
        Option<int?> port = Numbers.Option("--port", "Only this local or remote port.", 1, 65_535);
        Option<string?> process = Text(
            "--process",
            "PROCESS",
            "Only processes of this number, or with this in their name."
        );
        var own = new Option<bool>("--own-namespace") { Description = "Only this network namespace." };
        Option<string?> method = Text(
            "--method",
            "METHOD",
            isRate ? "auto, ebpf, tables, xdp-native or xdp-generic." : "auto, ebpf or tables."
        );
        Option<int?> limit = Numbers.Option("--limit", "Rows listed at most (100).", 1, 10_000);
        Option[] words = isRate
            ? [link, duration, interval, method]
            : [duration, events, port, process, own, method, limit];
        return Probing.Command(
            program,
            name,
            description,
            words,
            (parsed, engine, context) =>
                Task.FromResult(
                    NetworkMonitorQuestion.Ask(
                        engine,
                        new NetworkMonitorArguments
                        {
                            Operation = operation,
                            Interface = isRate ? parsed.GetValue(link) : null,
                            Interval = isRate ? parsed.GetValue(interval) : null,
                            Duration = parsed.GetValue(duration),
                            MaxEvents = isRate ? null : parsed.GetValue(events),
                            Port = isRate ? null : parsed.GetValue(port),
                            Process = isRate ? null : parsed.GetValue(process),
                            Namespace = !isRate && parsed.GetValue(own) ? "own" : null,
                            Method = parsed.GetValue(method),
                            Limit = isRate ? null : parsed.GetValue(limit),
                        },
                        context
                    )
                ),
            KernelViews.Show
        );
    }

    private static Option<string?> Text(string name, string help, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = help };

    // A number with a fraction is written the same everywhere, whatever the terminal's language.
    private static Option<double?> Seconds(string name, string description, params string[] aliases) =>
        new(name, aliases)
        {
            Description = description,
            HelpName = "S",
            CustomParser = result =>
            {
                if (
                    double.TryParse(
                        result.Tokens[0].Value,
                        NumberStyles.Float,
                        CultureInfo.InvariantCulture,
                        out double seconds
                    )
                )
                    return seconds;
                result.AddError($"{name} must be a number of seconds.");
                return null;
            },
        };
}
