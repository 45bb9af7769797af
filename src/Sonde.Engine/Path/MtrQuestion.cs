using System.Diagnostics;
using System.Net;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>How each hop on the way to a host behaves over a while.</summary>
public static class MtrQuestion
{
    // Behind so many hops that never answered none will, most likely: as mtr does.
    private const int MostSilent = 5;

    /// <summary>Watches the path to a host.</summary>
    /// <exception cref="EngineException">The host may not be asked, has no address, or sockets are missing.</exception>
    public static async Task<MtrAnswer> AskAsync(CaptureEngine engine, MtrArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        PathPlan plan = PathPlan.Of(arguments, engine.Probes.Budget);
        int? grace = arguments.GraceMs is null
            ? null
            : ProbeChoices.Within(arguments.GraceMs, 0, 0, 300_000, "grace_ms");
        int rounds = ProbeChoices.Within(arguments.Count, 10, 1, 1000, "count");
        int interval = ProbeChoices.Within(arguments.IntervalMs, 500, 1, 600_000, "interval_ms");
        long start = Stopwatch.GetTimestamp();
        CheckedTarget target = await engine.Probes.CheckAsync(arguments.Target, context.Cancel);
        IPAddress address = ProbeChoices.Address(target, plan.IpVersion);
        var settings = new PathSettings
        {
            Destination = address,
            Rounds = rounds,
            MostHops = plan.MostHops,
            Flows = plan.Flows,
            Interval = TimeSpan.FromMilliseconds(interval),
            Timeout = plan.Timeout,
            Grace = grace is { } given ? TimeSpan.FromMilliseconds(given) : null,
            MostSilent = MostSilent,
        };
        ProbesConfig budget = engine.Probes.Budget;
        PathRun run = plan.Run(settings, engine.Probes, budget.MaxDuration - Stopwatch.GetElapsedTime(start), context);
        HopFacts facts = await HopFacts.FindAsync(run, plan, engine.Probes, context.Cancel);
        IReadOnlyList<string> issues = PathRows.Issues(run, address);
        string ended = run.Coverage.Ended is { } why ? $" It ended early: {why}." : "";
        return new MtrAnswer
        {
            Success = true,
            Summary =
                PathSentence.Of(target, address, run)
                + string.Concat(issues.Take(3).Select(issue => " " + issue))
                + ended,
            Target = Quote.Clean(target.Typed)!,
            ResolvedIp = PingRows.Resolved(target, address),
            Method = ProbeChoices.Name(run.Method),
            ReachedDestination = run.Strategy.IsReached,
            Hops =
            [
                .. run.Verdict.Hops.Select(verdict =>
                    PathRows.Fill(Row(verdict), verdict, facts, address, plan.Flows > 1)
                ),
            ],
            ReportCycles = run.Strategy.RoundsBegun,
            IssuesDetected = issues,
            Notes = PathRows.Notes(run, facts),
            Coverage = facts.Covered(run.Coverage),
        };
    }

    private static MtrHop Row(HopVerdict verdict)
    {
        RoundTrips? times = RoundTrips.Of(verdict.Hop.RoundTrips);
        return new MtrHop
        {
            HopNumber = verdict.Hop.Number,
            LossKind = "",
            LossPercent = Math.Round(100 * verdict.Loss, 2),
            Sent = verdict.Hop.Sent,
            Received = verdict.Hop.Received,
            BestMs = ProbeWords.Milliseconds(times?.Least),
            AvgMs = ProbeWords.Milliseconds(times?.Mean),
            WorstMs = ProbeWords.Milliseconds(times?.Most),
            StddevMs = ProbeWords.Milliseconds(times?.Deviation),
            JitterMs = ProbeWords.Milliseconds(times?.Jitter),
        };
    }
}
