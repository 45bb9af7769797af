using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde trace</c> and <c>sonde mtr</c>: what lies on the way to a host.</summary>
internal static class PathCommands
{
    public static Command Trace(ProgramOptions program)
    {
        var words = new PathWords();
        Option<int?> probes = Numbers.Option("--probes", "Probes to each hop (3).", 1, 10, "-q");
        var pmtu = new Option<bool>("--pmtu") { Description = "Also find the path MTU." };
        return Probing.Command(
            program,
            "trace",
            "The routers on the way to a host.",
            [.. words.All, probes, pmtu],
            (parsed, engine, context) =>
                TracerouteQuestion.AskAsync(
                    engine,
                    words.Fill(
                        parsed,
                        new TracerouteArguments
                        {
                            Target = parsed.GetValue(words.Target)!,
                            Probes = parsed.GetValue(probes),
                            Pmtu = parsed.GetValue(pmtu),
                        }
                    ),
                    context
                ),
            PathViews.Show
        );
    }

    public static Command Mtr(ProgramOptions program)
    {
        var words = new PathWords();
        Option<int?> count = Numbers.Option("--count", "Rounds (10).", 1, 1000, "-c");
        Option<int?> interval = Numbers.Option("--interval-ms", "Milliseconds between rounds (500).", 1, 600_000, "-i");
        Option<int?> grace = Numbers.Option(
            "--grace-ms",
            "Milliseconds to wait after the last probe.",
            0,
            300_000,
            "-G"
        );
        return Probing.Command(
            program,
            "mtr",
            "Loss and times of every hop on the way to a host, over several rounds.",
            [.. words.All, count, interval, grace],
            (parsed, engine, context) =>
                MtrQuestion.AskAsync(
                    engine,
                    words.Fill(
                        parsed,
                        new MtrArguments
                        {
                            Target = parsed.GetValue(words.Target)!,
                            Count = parsed.GetValue(count),
                            IntervalMs = parsed.GetValue(interval),
                            GraceMs = parsed.GetValue(grace),
                        }
                    ),
                    context
                ),
            PathViews.Show
        );
    }

    private sealed class PathWords
    {
        public Argument<string> Target { get; } = Calculation.Word("TARGET", "Host name, IPv4 or IPv6 address.");
        public Option<int?> MaxHops { get; } = Numbers.Option("--max-hops", "Farthest hop asked (30).", 1, 255, "-m");
        public Option<bool> NoNames { get; } =
            new("--no-names", "-n") { Description = "Do not ask for the names of hops." };
        public Option<bool> Multipath { get; } =
            new("--multipath") { Description = "Vary the flow to find parallel ways." };
        public Option<bool> Asn { get; } =
            new("--asn", "-z") { Description = "Also say which AS announces each hop's address." };
        public ProbeWordOptions Shared { get; } = new();
        public IEnumerable<Symbol> All => [Target, MaxHops, .. Shared.All, NoNames, Asn, Multipath];

        /// <summary>The arguments with the options that both commands have.</summary>
        public T Fill<T>(ParseResult parsed, T asked)
            where T : PathOptions =>
            asked with
            {
                MaxHops = parsed.GetValue(MaxHops),
                Timeout = Shared.Timeout(parsed),
                Method = Shared.Method(parsed),
                Port = Shared.Port(parsed),
                IpVersion = Shared.Version(parsed),
                Names = !parsed.GetValue(NoNames),
                Asn = parsed.GetValue(Asn),
                Multipath = parsed.GetValue(Multipath),
            };
    }
}
