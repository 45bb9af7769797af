using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde ping</c>: whether hosts answer.</summary>
internal static class PingCommand
{
    public static Command Create(ProgramOptions program)
    {
        Argument<string[]> targets = new("TARGET")
        {
            Description = "Hosts; several, blocks (10.0.0.0/24) and ranges (10.0.0.1-20) are pinged at once.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<int?> count = Numbers.Option("--count", "Probes to each host (4).", 1, 1000, "-c");
        Option<int?> interval = Numbers.Option(
            "--interval-ms",
            "Milliseconds between probes (1000).",
            0,
            600_000,
            "-i"
        );
        Option<int?> size = Numbers.Option("--size", "Octets of data (56).", 0, 65_467, "-s");
        Option<int?> ttl = Numbers.Option("--ttl", "Time to live (64).", 1, 255, "-t");
        var df = new Option<bool>("--df") { Description = "Forbid fragmentation." };
        Option<int?> atOnce = Numbers.Option("--max-concurrent", "Hosts at the same time (10).", 1, 1000);
        var show = new Option<string?>("--show")
        {
            Description = "List all, alive or failed hosts.",
            HelpName = "WHICH",
        };
        Option<int?> limit = Numbers.Option("--limit", "Rows listed at most (1000).", 0, 100_000);
        var shared = new ProbeWordOptions();
        var form = new FormOptions();
        var command = new Command("ping", "Whether hosts answer: loss, round-trip times, errors.");
        command.Arguments.Add(targets);
        foreach (
            Symbol word in (IEnumerable<Symbol>)[count, interval, .. shared.All, size, ttl, df, atOnce, show, limit]
        )
            command.Options.Add((Option)word);
        form.AddTo(command);
        command.SetAction(parsed =>
            Interruptible.Run(cancel =>
            {
                string[] typed = parsed.GetValue(targets)!;
                return typed is [var one] && !TargetExpansion.IsSeveral(one)
                    ? Answering.Run(
                        form.Of(parsed),
                        context =>
                            PingQuestion
                                .AskAsync(Engine(parsed), Single(parsed, one), context)
                                .GetAwaiter()
                                .GetResult(),
                        PathViews.Show,
                        cancel
                    )
                    : Answering.Run(
                        form.Of(parsed),
                        context =>
                            BatchPingQuestion
                                .AskAsync(Engine(parsed), Several(parsed, typed), context)
                                .GetAwaiter()
                                .GetResult(),
                        PathViews.Show,
                        cancel
                    );
            })
        );
        return command;

        CaptureEngine Engine(ParseResult parsed) => Engines.ForPerson(program.Sources(parsed));

        PingArguments Single(ParseResult parsed, string target) =>
            new()
            {
                Target = target,
                Count = parsed.GetValue(count),
                Timeout = shared.Timeout(parsed),
                IntervalMs = parsed.GetValue(interval),
                Method = shared.Method(parsed),
                Port = shared.Port(parsed),
                Size = parsed.GetValue(size),
                Ttl = parsed.GetValue(ttl),
                Df = parsed.GetValue(df),
                Family = shared.Family(parsed),
            };

        BatchPingArguments Several(ParseResult parsed, string[] typed) =>
            new()
            {
                Targets = typed,
                Count = parsed.GetValue(count),
                Timeout = shared.Timeout(parsed),
                IntervalMs = parsed.GetValue(interval),
                Method = shared.Method(parsed),
                Port = shared.Port(parsed),
                Size = parsed.GetValue(size),
                Ttl = parsed.GetValue(ttl),
                Df = parsed.GetValue(df),
                Family = shared.Family(parsed),
                MaxConcurrent = parsed.GetValue(atOnce),
                Show = parsed.GetValue(show),
                Limit = parsed.GetValue(limit),
            };
    }
}
