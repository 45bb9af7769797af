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
        return ProbeChoice.Command(
            program,
            "ping",
            "Whether hosts answer: loss, round-trip times, errors.",
            [targets, count, interval, .. shared.All, size, ttl, df, atOnce, show, limit],
            (parsed, asked) =>
            {
                string[] typed = parsed.GetValue(targets)!;
                return typed is [var one] && !TargetExpansion.IsSeveral(one)
                    ? asked.Answer(
                        (engine, context) => PingQuestion.AskAsync(engine, Single(parsed, one), context),
                        PathViews.Show
                    )
                    : asked.Answer(
                        (engine, context) => BatchPingQuestion.AskAsync(engine, Several(parsed, typed), context),
                        PathViews.Show
                    );
            }
        );

        PingArguments Single(ParseResult parsed, string target) => Fill(parsed, new PingArguments { Target = target });

        BatchPingArguments Several(ParseResult parsed, string[] typed) =>
            Fill(
                parsed,
                new BatchPingArguments
                {
                    Targets = typed,
                    MaxConcurrent = parsed.GetValue(atOnce),
                    Show = parsed.GetValue(show),
                    Limit = parsed.GetValue(limit),
                }
            );

        T Fill<T>(ParseResult parsed, T asked)
            where T : PingOptions =>
            asked with
            {
                Count = parsed.GetValue(count),
                Timeout = shared.Timeout(parsed),
                IntervalMs = parsed.GetValue(interval),
                Method = shared.Method(parsed),
                Port = shared.Port(parsed),
                Size = parsed.GetValue(size),
                Ttl = parsed.GetValue(ttl),
                Df = parsed.GetValue(df),
                IpVersion = shared.Version(parsed),
            };
    }
}
