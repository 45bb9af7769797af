using System.CommandLine;
using System.Globalization;
using System.Text;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde watch</c>: what passes an interface now, until interrupted.</summary>
internal static class WatchCommand
{
    private const int MostThreats = 10;

    public static Command Create(ProgramOptions program)
    {
        var link = new Option<string?>("--interface", "-i")
        {
            Description = "Interface, or any; that of the default route if not given.",
            HelpName = "NAME",
        };
        var filter = new Option<string?>("--filter", "-f")
        {
            Description = "Capture filter in libpcap's language.",
            HelpName = "FILTER",
        };
        Option<int?> seconds = Numbers.Option("--seconds", "Seconds after which it ends.", 1, 86_400);
        return ProbeChoice.Command(
            program,
            "watch",
            "Rates, conversations, threats and drops of an interface, second by second, until Ctrl-C; --json prints a line a second.",
            [link, filter, seconds],
            (parsed, asked) =>
                asked.Follow(
                    (engine, form, cancel) =>
                        Follow(
                            engine,
                            new WatchArguments
                            {
                                Interface = parsed.GetValue(link),
                                Filter = parsed.GetValue(filter),
                                Seconds = parsed.GetValue(seconds),
                            },
                            form,
                            cancel
                        )
                )
        );
    }

    private static void Follow(CaptureEngine engine, WatchArguments arguments, Form form, CancellationToken cancel)
    {
        if (form == Form.Csv)
            throw new EngineException(
                EngineFault.InvalidArgument,
                "watch has no table of rows for --csv.",
                "--json prints one object a line, a line a second."
            );
        using StreamWriter output = Answering.StandardOutput();
        bool isTerminal = form == Form.Text && !Console.IsOutputRedirected && Answering.CanMoveCursor;
        CaptureSessionFacts ended = WatchQuestion.Ask(
            engine,
            arguments,
            line =>
            {
                if (form == Form.Json)
                    output.WriteLine(Clean.Json(line.ToJson()));
                else if (isTerminal)
                    Redraw(line, output);
                else
                    Append(line, output);
                output.Flush();
            },
            new AskContext(Cancel: cancel)
        );
        if (ended.Error is { } error)
            throw new EngineException(EngineFault.Internal, $"The watch ended ({ended.EndedBy}): {error}");
    }

    // The picture is made whole before the screen is touched, so that nothing flickers.
    private static void Redraw(WatchLine line, StreamWriter output)
    {
        using var picture = new StringWriter(new StringBuilder(4096), CultureInfo.InvariantCulture);
        Answering.Print(Show(line), Form.Text, picture);
        output.Write("\x1b[H" + picture.ToString().Replace("\n", "\x1b[K\n", StringComparison.Ordinal) + "\x1b[J");
    }

    private static void Append(WatchLine line, StreamWriter output)
    {
        string time = line.Time[11..19];
        output.WriteLine(Clean.Text($"{time} {Headline(line)}"));
        foreach (ThreatRow threat in line.NewThreats)
            output.WriteLine(Clean.Text($"{time} {threat.Severity} {threat.ThreatType}: {threat.Description}"));
    }

    private static string Headline(WatchLine line)
    {
        LiveTraffic traffic = line.Traffic;
        string top = traffic.TopFlows is [var first, ..]
            ? $"; most: {first.Protocol} {first.Source} > {first.Destination} {BitRates.Say(first.BitsPerSecond)}"
            : "";
        string skipped = traffic.PacketsSkipped > 0 ? $", {traffic.PacketsSkipped} not analyzed" : "";
        return $"{line.Interface}: {traffic.PacketsPerSecond} packets/s, {BitRates.Say(traffic.BitsPerSecond)}; "
            + $"{line.Packets} packets so far, {traffic.PacketsDropped + traffic.InterfaceDrops} dropped{skipped}; "
            + $"{line.Threats} threats{top}";
    }

    private static string ProcessesOf(LiveFlow flow) =>
        string.Join(
            " > ",
            new[] { flow.SourceProcess, flow.DestinationProcess }
                .OfType<SocketProcess>()
                .Select(process => $"{process.Name} {process.Pid}")
        );

    private static View Show(WatchLine line)
    {
        var flows = new Table(
            "Conversations in the last second",
            [
                new Column("protocol"),
                new Column("from", "source"),
                new Column("to", "destination"),
                new Column("packets/s", "packets_per_second", Rank: 1),
                new Column("rate", "bits_per_second"),
                new Column("process", Rank: 2),
            ],
            [
                .. line.Traffic.TopFlows.Select(flow =>
                    (object?[])
                        [
                            flow.Protocol,
                            flow.Source,
                            flow.Destination,
                            flow.PacketsPerSecond,
                            BitRates.Say(flow.BitsPerSecond),
                            ProcessesOf(flow),
                        ]
                ),
            ]
        );
        var threats = new Table(
            "Threats",
            [
                new Column("severity"),
                new Column("type", "threat_type"),
                new Column("last seen", "last_seen", Rank: 1),
                new Column("what", "description", Wraps: true),
            ],
            [
                .. line.Worst(MostThreats)
                    .Select(threat =>
                        (object?[])[threat.Severity, threat.ThreatType, threat.LastSeen?[11..19], threat.Description]
                    ),
            ]
        );
        string protocols = string.Join(
            ", ",
            line.Protocols.OrderByDescending(one => one.Value).Take(8).Select(one => $"{one.Key} {one.Value}")
        );
        return new View
        {
            Headline = $"{line.Time[..19]}Z {Headline(line)}",
            Tables = [flows, threats],
            Rows = flows,
            Notes = protocols.Length > 0 ? [protocols] : [],
        };
    }
}
