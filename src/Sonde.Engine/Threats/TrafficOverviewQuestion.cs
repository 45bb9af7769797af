using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Who talks to whom in a capture, over what, and how much of it is suspicious.</summary>
public static class TrafficOverviewQuestion
{
    private const int DefaultLimit = 100;
    private const int MostListed = 100;

    private sealed record Way(
        string Name,
        Address Source,
        Address Destination,
        long Packets,
        long Octets,
        long? First,
        long? Last
    );

    /// <summary>Reads the capture; of one that is analyzed while it runs, says what has passed so far.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static TrafficOverview Ask(CaptureEngine engine, TrafficArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        var live = LiveCapture.Of(engine, arguments, arguments.CaptureId);
        if (live is { Watch: { } watch })
        {
            TrafficOverview now = LiveCapture.Ask(
                engine,
                live.Id,
                watch,
                context,
                (facts, pass) =>
                    Make(
                        facts.CaptureId,
                        (pass.Pass, pass.Flat, pass.Talkers),
                        pass.Findings(),
                        (limit, offset),
                        (
                            pass.CoverageOf(watch.Skipped, facts.PacketsDropped + facts.InterfaceDrops),
                            LiveCapture.Shortfall(facts, watch.Skipped)
                        )
                    ) with
                    {
                        Live = LiveTraffic.Of(facts, watch, pass),
                    }
            );
            return now with { Live = new LiveProcesses().Name(now.Live!) };
        }
        if (live is not null)
            arguments = arguments with { FilePath = live.Id };
        var flat = new PublishedProtocols(engine.Protocols);
        var talkers = new Talkers();
        var read = ThreatReading.Of(engine, arguments, context, null, null, FlowTable.DefaultLimit, flat, talkers);
        return Make(
            read.Reading.Name,
            (read.Reading.Pass, flat, talkers),
            read.Findings,
            (limit, offset),
            (read.Coverage, read.Reading.Shortfall)
        );
    }

    private static TrafficOverview Make(
        string name,
        (Pass Pass, PublishedProtocols Flat, Talkers Talkers) seen,
        IReadOnlyList<ThreatFinding> findings,
        (int Limit, int Offset) paging,
        (Coverage Coverage, string Shortfall) read
    )
    {
        FlowTable flows = seen.Pass.Flows;
        Totals totals = seen.Pass.Totals;
        TalkerSum sum = seen.Talkers.Sum(flows);
        Way[] ways = [.. WaysOf(flows)];
        Page<Way> page = Page.Of(ways, paging.Limit, paging.Offset);
        int scanners = findings
            .Where(one => one.Kind == ThreatKinds.PortScan || one.Kind == ThreatKinds.AddressSweep)
            .Select(one => one.Actor)
            .Distinct()
            .Count();
        int external = ways.Count(way => !AddressScope.IsInternal(way.Destination));
        return new TrafficOverview
        {
            Summary = string.Create(
                CultureInfo.InvariantCulture,
                $"{totals.Packets} packets, {totals.Octets} octets, {ways.Length} connections by direction, {external} of them to addresses outside; {findings.Count} threats, {scanners} scanning hosts.{read.Shortfall}"
            ),
            File = name,
            Stats = new TrafficStats(
                totals.Packets,
                totals.Octets,
                seen.Flat.Counts().ToDictionary(count => count.Name, count => count.Packets),
                Top(sum, talker => talker.Sent.Packets),
                Top(sum, talker => talker.Received.Packets),
                PortsOf(flows),
                page.Items.ToDictionary(
                    way => way.Name,
                    way => new TrafficConnection(way.Packets, way.Octets, way.First, way.Last)
                )
            ),
            SuspiciousConnections = Suspicious(ways, findings),
            ExternalConnections = external,
            ThreatCount = findings.Count,
            ActiveScanners = scanners,
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Coverage = read.Coverage.With(
                (sum.All.Count > MostListed, "addresses_listed", MostListed),
                (sum.NotKept > 0, "addresses_in_memory", Talkers.AddressLimit)
            ),
        };
    }

    private static Dictionary<string, long> Top(TalkerSum talkers, Func<Talker, long> packets) =>
        talkers
            .Largest(packets, MostListed)
            .Where(talker => packets(talker) > 0)
            .ToDictionary(talker => talker.Address.ToString(), packets);

    // The port of the end that was asked: the other one's says nothing.
    private static Dictionary<string, long> PortsOf(FlowTable flows) =>
        flows
            .Flows.Where(flow => flow.HasPorts)
            .GroupBy(flow =>
                flow.OpeningSeen ? flow.Responder.Port : Math.Min(flow.Responder.Port, flow.Initiator.Port)
            )
            .Select(group => (Port: group.Key, Packets: group.Sum(flow => flow.Packets)))
            .Where(port => port.Packets > 0)
            .OrderByDescending(port => port.Packets)
            .ThenBy(port => port.Port)
            .Take(MostListed)
            .ToDictionary(port => port.Port.ToString(CultureInfo.InvariantCulture), port => port.Packets);

    // Ports that were used again make one entry.
    private static IOrderedEnumerable<Way> WaysOf(FlowTable flows) =>
        flows
            .Flows.Where(flow => flow.HasPorts)
            .SelectMany(flow =>
                (IEnumerable<(Endpoint From, Endpoint To, DirectionCounters Count, Flow Flow)>)
                    [
                        (flow.Initiator, flow.Responder, flow.Forward, flow),
                        (flow.Responder, flow.Initiator, flow.Backward, flow),
                    ]
            )
            .Where(one => one.Count.Packets > 0)
            .GroupBy(one => (one.From, one.To))
            .Select(group => new Way(
                $"{Name(group.Key.From)}-{Name(group.Key.To)}",
                group.Key.From.Address,
                group.Key.To.Address,
                group.Sum(one => one.Count.Packets),
                group.Sum(one => one.Count.Octets),
                group
                    .Where(one => one.Flow.HasTimes)
                    .Min(one => (long?)(one.Flow.First.Nanoseconds / Timestamp.PerSecond)),
                group
                    .Where(one => one.Flow.HasTimes)
                    .Max(one => (long?)(one.Flow.Last.Nanoseconds / Timestamp.PerSecond))
            ))
            .GroupBy(way => way.Name)
            .Select(group =>
                group.Aggregate(
                    (one, other) =>
                        one with
                        {
                            Packets = one.Packets + other.Packets,
                            Octets = one.Octets + other.Octets,
                        }
                )
            )
            .OrderByDescending(way => way.Octets)
            .ThenBy(way => way.Name, StringComparer.Ordinal);

    private static string Name(Endpoint end) =>
        end.Address.Version == 6
            ? string.Create(CultureInfo.InvariantCulture, $"[{end.Address}]:{end.Port}")
            : string.Create(CultureInfo.InvariantCulture, $"{end.Address}:{end.Port}");

    private static int Suspicious(Way[] ways, IReadOnlyList<ThreatFinding> findings)
    {
        HashSet<(string, string)> pairs = [];
        HashSet<string> alone = [];
        foreach (ThreatFinding finding in findings)
        {
            if (finding is { Actor: { } actor, Victim: { } victim })
                pairs.Add((actor, victim));
            else if (finding.Actor is { } only)
                alone.Add(only);
        }
        return ways.Count(way =>
        {
            (string from, string to) = (way.Source.ToString(), way.Destination.ToString());
            return alone.Contains(from)
                || alone.Contains(to)
                || pairs.Contains((from, to))
                || pairs.Contains((to, from));
        });
    }
}
