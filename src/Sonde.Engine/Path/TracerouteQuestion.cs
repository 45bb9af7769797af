using System.Diagnostics;
using System.Net;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>Which routers lie on the way to a host.</summary>
public static class TracerouteQuestion
{
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(200);

    /// <summary>Traces the path to a host.</summary>
    /// <exception cref="EngineException">The host may not be asked, has no address, or sockets are missing.</exception>
    public static async Task<TracerouteAnswer> AskAsync(
        CaptureEngine engine,
        TracerouteArguments arguments,
        AskContext context
    )
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        PathPlan plan = PathPlan.Of(arguments, engine.Probes.Budget);
        int probes = ProbeChoices.Within(arguments.Probes, 3, 1, 10, "probes");
        long start = Stopwatch.GetTimestamp();
        CheckedTarget target = await engine.Probes.CheckAsync(arguments.Target, context.Cancel);
        IPAddress address = ProbeChoices.Address(target, plan.IpVersion);
        ProbesConfig budget = engine.Probes.Budget;
        var settings = new PathSettings
        {
            Destination = address,
            Rounds = Math.Max(probes, plan.Flows),
            MostHops = plan.MostHops,
            Flows = plan.Flows,
            Timeout = plan.Timeout,
        };
        PathRun run = plan.Run(settings, engine.Probes, budget.MaxDuration - Stopwatch.GetElapsedTime(start), context);
        Task<HopFacts> facts = HopFacts.FindAsync(run, plan, engine.Probes, context.Cancel);
        PathMtuFacts? mtu =
            arguments.Pmtu ?? false
                ? Mtu(
                    run,
                    address,
                    plan,
                    engine.Probes,
                    budget.MaxDuration - Stopwatch.GetElapsedTime(start),
                    context.Cancel
                )
                : null;
        return Answer(target, address, plan, run, await facts, mtu);
    }

    private static TracerouteAnswer Answer(
        CheckedTarget target,
        IPAddress address,
        PathPlan plan,
        PathRun run,
        HopFacts facts,
        PathMtuFacts? mtu
    )
    {
        TracerouteHop[] hops =
        [
            .. run.Verdict.Hops.Select(verdict =>
                PathRows.Fill(Row(verdict.Hop, address), verdict, facts, address, plan.Flows > 1)
            ),
        ];
        IReadOnlyList<string> issues = PathRows.Issues(run, address);
        string ended = run.Coverage.Ended is { } why ? $" It ended early: {why}." : "";
        string largest = mtu?.Mtu is { } octets ? $" Path MTU {octets}{(mtu.BlackHole ? ", a black hole" : "")}." : "";
        return new TracerouteAnswer
        {
            Success = true,
            Summary =
                PathSentence.Of(target, address, run)
                + largest
                + string.Concat(issues.Take(3).Select(issue => " " + issue))
                + ended,
            Target = Quote.Clean(target.Typed)!,
            ResolvedIp = PingRows.Resolved(target, address),
            Method = ProbeChoices.Name(run.Method),
            ReachedDestination = run.Strategy.IsReached,
            Hops = hops,
            TotalHops = hops.Length,
            IssuesDetected = issues,
            Notes = PathRows.Notes(run, facts),
            Pmtu = mtu,
            Coverage = facts.Covered(run.Coverage),
        };
    }

    private static TracerouteHop Row(PathHop hop, IPAddress destination) =>
        new()
        {
            HopNumber = hop.Number,
            LossKind = "",
            LatencyMs = [.. hop.RoundTrips.Select(time => Math.Round(time, 3))],
            AvgLatencyMs = hop.RoundTrips.Count > 0 ? Math.Round(hop.RoundTrips.Average(), 3) : null,
            PacketLoss = hop.Received < hop.Sent,
            IsDestination = PathSentence.IsDestination(hop, destination),
        };

    private static PathMtuFacts Mtu(
        PathRun run,
        IPAddress address,
        PathPlan plan,
        ProbeGate gate,
        TimeSpan longest,
        CancellationToken cancel
    )
    {
        if (!run.Strategy.IsReached)
            return new PathMtuFacts(null, null, false, "the destination did not answer");
        using IProbeNetwork? network = ProbeNetworks.OpenForPing(
            address.AddressFamily,
            ProbeMethod.Icmp,
            port: 0,
            plan.Timeout,
            dontFragment: true,
            out SendFailure failure,
            gate.Sockets
        );
        if (network is null)
            return new PathMtuFacts(
                null,
                null,
                false,
                failure == SendFailure.NotPermitted
                    ? $"this user may not open ICMP sockets; granted by: {ProbeChoices.IcmpGrants}"
                    : ProbeWords.Failure(failure)
            );
        int? linkMtu = ProbeNetworks.LinkMtu(address);
        double slowest = run.Verdict.Hops[^1].Hop.RoundTrips.DefaultIfEmpty(0).Max();
        TimeSpan patience = TimeSpan.FromMilliseconds(4 * slowest);
        patience = patience < LeastPatience ? LeastPatience : patience;
        // what the kernel believes may be what an earlier measurement found; who said so is worth finding again
        var strategy = new PathMtuStrategy(
            address,
            Math.Clamp(linkMtu ?? 0, 1500, ushort.MaxValue),
            patience < plan.Timeout ? patience : plan.Timeout
        );
        LoopResult result = ProbeLoop.Run(
            strategy,
            network,
            new Pace(gate.Budget.PacketsPerSecond, TimeProvider.System),
            longest,
            null,
            cancel
        );
        return result.End == LoopEnd.Done && strategy.PathMtu is { } mtu
            ? new PathMtuFacts(mtu, strategy.LimitedBy?.ToString(), strategy.IsBlackHole)
            : new PathMtuFacts(
                null,
                null,
                false,
                ProbeWords.Ended(result.End) ?? "the destination does not answer echo requests of any size"
            );
    }
}
