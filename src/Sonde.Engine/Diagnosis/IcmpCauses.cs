using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Causes that ICMP errors tell of; those that answer TCP are the connections' own.</summary>
internal sealed class IcmpCauses : ICauseSource
{
    private static readonly NextQuestion Next = new("Who reports what about which datagrams?", "analyze_icmp_packets");

    private readonly IcmpTracker _tracker = new(0, 0);

    private readonly PingCauses _pings;

    public IcmpCauses()
    {
        Observers = [_tracker];
        _pings = new PingCauses(_tracker);
    }

    public IReadOnlyList<IObserver> Observers { get; }

    public string LookedAt => $"reachability: {_tracker.Messages} ICMP messages; {_pings.LookedAt}";

    public Coverage Complete(Coverage coverage) =>
        _pings.Complete(coverage.With((_tracker.NotKept > 0, "icmp_problems_in_memory", IcmpTracker.ProblemLimit)));

    public IReadOnlyList<CaptureCause> Find(CaptureReading reading) =>
        [
            .. _tracker
                .Problems.Where(one => one.Key.Protocol != IpProtocols.Tcp && NameOf(one.Key) is not null)
                .GroupBy(one => NameOf(one.Key)!)
                .Select(group => Cause(group.Key, [.. group])),
            .. _pings.Find(reading),
        ];

    private static string? NameOf(IcmpProblemKey key) =>
        (key.IsVersion6, key.Type, key.Code) switch
        {
            (false, Icmp.Unreachable, 3) or (true, Icmpv6.Unreachable, 4) => "port_unreachable",
            (false, Icmp.Unreachable, 9 or 10 or 13) or (true, Icmpv6.Unreachable, 1) => "prohibited_on_path",
            (false, Icmp.Unreachable, 4) => null, // how a path's MTU is found
            (false, Icmp.Unreachable, _) or (true, Icmpv6.Unreachable, _) => "host_unreachable",
            (false, Icmp.TimeExceeded, 0) or (true, Icmpv6.TimeExceeded, 0) => "hops_used_up",
            _ => null,
        };

    private static CaptureCause Cause(string name, IcmpProblem[] problems)
    {
        var group = new CauseGroup();
        foreach (IcmpProblem problem in problems)
        {
            group.Frames.Add(problem.Frames);
            if (problem.Key.Destination.Version != 0)
                group.AddHost(problem.Key.Destination.ToString());
            group.AddHost(problem.Key.Reporter.ToString());
        }
        IcmpProblem most = problems.MaxBy(one => one.Frames.Count)!;
        string to = most.Key.Destination.Version == 0 ? "" : $" about datagrams to {most.Key.Destination}";
        (string severity, double confidence, string text, string against) = name switch
        {
            "port_unreachable" => (
                "low",
                0.6,
                "Datagrams go to ports where nobody listens.",
                "traceroute and scans of ports ask for these errors"
            ),
            "prohibited_on_path" => (
                "medium",
                0.75,
                "A filter on the path rejects datagrams and says so.",
                "a rule that is meant to reject them is no fault"
            ),
            "host_unreachable" => (
                "medium",
                0.75,
                "A router or the own host has no way to the destination, or the destination does not answer on its link.",
                "tools that try addresses one after the other meet absent hosts"
            ),
            _ => (
                "low",
                0.4,
                "Datagrams used up their hops on the way.",
                "traceroute asks for these errors; otherwise it is a routing loop"
            ),
        };
        return group.Cause(
            name,
            "reachability",
            new CauseWeight(
                severity,
                confidence,
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{problems.Sum(one => one.Frames.Count)} ICMP errors say so, {most.Frames.Count} of them from {most.Key.Reporter}{to}"
                    ),
                ],
                against
            ),
            text,
            Next
        ) with
        {
            FlowsTotal = null,
        };
    }
}
