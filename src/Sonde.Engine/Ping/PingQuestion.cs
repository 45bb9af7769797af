using System.Diagnostics;
using System.Globalization;
using System.Net;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>Whether a host answers, how fast, and how steadily.</summary>
public static class PingQuestion
{
    private const int MostRows = 100;

    /// <summary>Pings one host.</summary>
    /// <exception cref="EngineException">The host may not be asked, has no address, or sockets are missing.</exception>
    public static async Task<PingAnswer> AskAsync(CaptureEngine engine, PingArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        PingPlan plan = PingPlan.Of(arguments, engine.Probes.Budget, atOnce: 1);
        long start = Stopwatch.GetTimestamp();
        CheckedTarget target = await engine.Probes.CheckAsync(arguments.Target, context.Cancel);
        IPAddress address = ProbeChoices.Address(target, plan.IpVersion);
        ProbesConfig budget = engine.Probes.Budget;
        PingRun run = plan.Run(
            [address],
            engine.Probes,
            budget.MaxDuration - Stopwatch.GetElapsedTime(start),
            null,
            context.Cancel
        );
        return Answer(target, address, plan, run);
    }

    private static PingAnswer Answer(CheckedTarget target, IPAddress address, PingPlan plan, PingRun run)
    {
        PingSeries series = run.Series[0].Series;
        RoundTrips? times = PingRows.Times(series);
        IReadOnlyList<IcmpErrorRow> errors = PingRows.Errors(series);
        string? error = PingRows.WhyNot(series, plan.Settings, run.Coverage);
        return new PingAnswer
        {
            Success = series.Received > 0,
            Summary = Sentence(target, address, series, times, error, run.Coverage),
            Target = Quote.Clean(target.Typed)!,
            ResolvedIp = PingRows.Resolved(target, address),
            Method = ProbeChoices.Name(plan.Method),
            PacketsSent = series.Sent,
            PacketsReceived = series.Received,
            PacketLossPercent = PingRows.Loss(series),
            MinLatencyMs = ProbeWords.Milliseconds(times?.Least),
            AvgLatencyMs = ProbeWords.Milliseconds(times?.Mean),
            MaxLatencyMs = ProbeWords.Milliseconds(times?.Most),
            StddevLatencyMs = ProbeWords.Milliseconds(times?.Deviation),
            JitterMs = ProbeWords.Milliseconds(times?.Jitter),
            P50LatencyMs = ProbeWords.Milliseconds(times?.Half),
            P90LatencyMs = ProbeWords.Milliseconds(times?.NineTenths),
            P95LatencyMs = ProbeWords.Milliseconds(times?.NinetyFive),
            P99LatencyMs = ProbeWords.Milliseconds(times?.NinetyNine),
            Duplicates = series.Duplicates,
            Reordered = series.Reordered,
            Late = series.Late,
            Probes =
            [
                .. series
                    .Probes.Where(probe => probe.Fate != PingFate.Open)
                    .Take(MostRows)
                    .Select(probe => PingRows.Row(probe, address)),
            ],
            IcmpErrors = errors.Count > 0 ? errors : null,
            Error = error,
            Coverage =
                series.Probes.Count > MostRows
                    ? run.Coverage with
                    {
                        Limits = [new LimitReached("probes_listed", MostRows)],
                    }
                    : run.Coverage,
        };
    }

    private static string Sentence(
        CheckedTarget target,
        IPAddress address,
        PingSeries series,
        RoundTrips? times,
        string? error,
        ProbeCoverage coverage
    )
    {
        string who = PingRows.Resolved(target, address) is null ? $"{address}" : $"{target.Host} ({address})";
        string ended = coverage.Ended is { } why ? $" It ended early: {why}." : "";
        if (times is null)
            return $"{who} did not answer: {error}.{ended}";
        string odd =
            (series.Duplicates > 0 ? $" {series.Duplicates} answers came twice." : "")
            + (series.Reordered > 0 ? $" {series.Reordered} answers came out of order." : "")
            + (series.Late > 0 ? $" {series.Late} answers came too late." : "");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{who} answered {series.Received} of {series.Sent} probes ({PingRows.Loss(series):0.##} % loss), round trip "
                + $"{times.Least:0.###} / {times.Mean:0.###} / {times.Most:0.###} ms (least, mean, most).{odd}{ended}"
        );
    }
}
