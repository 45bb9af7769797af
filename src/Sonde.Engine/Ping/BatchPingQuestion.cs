using System.Diagnostics;
using System.Globalization;
using System.Net;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>Which of many hosts answer, and how fast.</summary>
public static class BatchPingQuestion
{
    private const int MostNamed = 5; // hosts that the summary names

    /// <summary>Pings many hosts at once.</summary>
    /// <exception cref="EngineException">There are too many hosts, an entry is no block, or sockets are missing.</exception>
    public static async Task<BatchPingAnswer> AskAsync(
        CaptureEngine engine,
        BatchPingArguments arguments,
        AskContext context
    )
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        int atOnce = ProbeChoices.Within(arguments.MaxConcurrent, 10, 1, 1000, "max_concurrent");
        int limit = ProbeChoices.Within(arguments.Limit, 1000, 0, 100_000, "limit");
        string show = ProbeChoices.Word(arguments.Show, "all", "show", "all", "alive", "failed");
        PingPlan plan = PingPlan.Of(arguments, engine.Probes.Budget, atOnce);
        ProbeGate gate = engine.Probes;
        IReadOnlyList<string> hosts = TargetExpansion.Expand(arguments.Targets, gate);
        long start = Stopwatch.GetTimestamp();
        Checked?[] targets = await CheckAsync(gate, hosts, atOnce, plan, context.Cancel);
        int[] places = [.. Enumerable.Range(0, hosts.Count).Where(place => targets[place]?.Address is not null)];
        PingRun run = plan.Run(
            [.. places.Select(place => targets[place]!.Address!)],
            gate,
            gate.Budget.MaxDuration - Stopwatch.GetElapsedTime(start),
            Progress(context, places.Length),
            context.Cancel
        );
        var rows = new BatchPingRow[hosts.Count];
        for (int i = 0; i < places.Length; i++)
        {
            Checked target = targets[places[i]]!;
            rows[places[i]] = Row(target.Target!, target.Address!, run.Series[i], plan, run.Coverage);
        }
        for (int place = 0; place < rows.Length; place++)
            rows[place] ??= NotPinged(hosts[place], targets[place]?.Fault);
        bool isChecked = !Array.Exists(targets, target => target is null);
        return Answer(rows, show, limit, isChecked ? run.Coverage : Broken(run.Coverage));
    }

    private sealed record Checked(CheckedTarget? Target, IPAddress? Address, EngineException? Fault);

    private static Task<Checked?[]> CheckAsync(
        ProbeGate gate,
        IReadOnlyList<string> hosts,
        int atOnce,
        PingPlan plan,
        CancellationToken cancel
    ) =>
        Batch.RunAsync(
            hosts,
            atOnce,
            async (host, cancelOne) =>
            {
                try
                {
                    CheckedTarget target = await gate.CheckAsync(host, cancelOne);
                    return new Checked(target, ProbeChoices.Address(target, plan.IpVersion), null);
                }
                catch (EngineException fault)
                {
                    return new Checked(null, null, fault);
                }
            },
            null,
            cancel
        );

    private static HostProgress? Progress(AskContext context, int total) =>
        context.Progress is { } listener ? new HostProgress(listener, total) : null;

    private sealed class HostProgress(IProgress<AskProgress> listener, int total) : IProgress<int>
    {
        public void Report(int value) =>
            listener.Report(new AskProgress(value, total, $"{value} of {total} hosts done"));
    }

    private static BatchPingRow Row(
        CheckedTarget target,
        IPAddress address,
        (PingSeries Series, EngineException? Fault) pinged,
        PingPlan plan,
        ProbeCoverage coverage
    )
    {
        if (pinged.Fault is { } fault)
            return NotPinged(target.Typed, fault);
        PingSeries series = pinged.Series;
        RoundTrips? times = PingRows.Times(series);
        return new BatchPingRow
        {
            Target = Quote.Clean(target.Typed)!,
            ResolvedIp = PingRows.Resolved(target, address),
            Success = series.Received > 0,
            PacketsSent = series.Sent,
            PacketsReceived = series.Received,
            PacketLossPercent = PingRows.Loss(series),
            MinLatencyMs = ProbeWords.Milliseconds(times?.Least),
            AvgLatencyMs = ProbeWords.Milliseconds(times?.Mean),
            MaxLatencyMs = ProbeWords.Milliseconds(times?.Most),
            Error = PingRows.WhyNot(series, plan.Settings, coverage),
        };
    }

    private static BatchPingRow NotPinged(string host, EngineException? fault) =>
        new()
        {
            Target = Quote.Clean(host)!,
            Success = false,
            PacketsSent = 0,
            PacketsReceived = 0,
            PacketLossPercent = 100,
            Error = fault?.Message ?? "not begun",
            ErrorType = (fault?.Fault ?? EngineFault.Cancelled).Name(),
        };

    private static ProbeCoverage Broken(ProbeCoverage coverage) =>
        coverage with
        {
            Complete = false,
            Ended = coverage.Ended ?? "cancelled",
        };

    private static BatchPingAnswer Answer(BatchPingRow[] rows, string show, int limit, ProbeCoverage coverage)
    {
        BatchPingRow[] alive = [.. rows.Where(row => row.Success)];
        BatchPingRow[] failed = [.. rows.Where(row => !row.Success)];
        BatchPingRow[] shown = show switch
        {
            "alive" => alive,
            "failed" => failed,
            _ => rows,
        };
        string ended = coverage.Ended is { } why ? $" It ended early: {why}." : "";
        return new BatchPingAnswer
        {
            Summary = string.Create(
                CultureInfo.InvariantCulture,
                $"{alive.Length} of {rows.Length} hosts answered{Names(alive)}; {failed.Length} did not{Names(failed)}.{ended}"
            ),
            TotalTargets = rows.Length,
            Successful = alive.Length,
            Failed = failed.Length,
            Returned = Math.Min(limit, shown.Length),
            Results = shown.Length > limit ? shown[..limit] : shown,
            Coverage = shown.Length > limit ? coverage with { Limits = [new LimitReached("limit", limit)] } : coverage,
        };
    }

    private static string Names(BatchPingRow[] rows) =>
        rows.Length is 0 or > MostNamed ? "" : $" ({string.Join(", ", rows.Select(row => row.Target))})";
}
