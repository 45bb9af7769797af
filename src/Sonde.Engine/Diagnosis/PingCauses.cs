using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Pings that got neither a reply nor an error: hosts that never answer, and losses on the way to those that do.</summary>
internal sealed class PingCauses(IcmpTracker tracker)
{
    private const long Enough = Timestamp.PerSecond; // for a reply to come

    private static readonly NextQuestion Next = new(
        "Which hosts answer pings, how many and how fast?",
        "analyze_icmp_packets"
    );

    public string LookedAt =>
        $"pings: {tracker.Echo.Sessions.Sum(one => one.Requests)} requests, {tracker.Echo.Sessions.Sum(one => one.Answered)} answered";

    public Coverage Complete(Coverage coverage) =>
        coverage.With(
            (tracker.Echo.RequestsForgotten > 0, "echo_requests_in_memory", EchoPairing.RequestLimit),
            (tracker.Echo.NotKept > 0, "echo_sessions_in_memory", EchoPairing.SessionLimit)
        );

    public IEnumerable<CaptureCause> Find(CaptureReading reading)
    {
        if (reading.Pass.Totals.Latest is not { } end)
            yield break;
        Dictionary<Address, (long Asked, long Answered)> hosts = [];
        foreach (EchoSession one in tracker.Echo.Sessions)
        {
            (long asked, long answered) = hosts.GetValueOrDefault(one.Responder);
            hosts[one.Responder] = (asked + one.Requests, answered + one.Answered);
        }
        (EchoKey Key, long Frame, Timestamp At)[] late =
        [
            .. tracker
                .Echo.Silent.Where(one => end - one.At >= Enough && !AddressScope.IsGroup(one.Key.Responder))
                .OrderBy(one => one.Frame),
        ];
        foreach (bool answersElse in (bool[])[false, true])
        {
            var group = new CauseGroup();
            foreach ((EchoKey key, long frame, _) in late)
            {
                if (hosts[key.Responder].Answered > 0 == answersElse)
                    group.Add(new Endpoint(key.Requester, 0), new Endpoint(key.Responder, 0), frame);
            }
            if (group.Frames.Count > 0)
                yield return Cause(group, answersElse, hosts, reading.Coverage.Directions == "one");
        }
    }

    private static CaptureCause Cause(
        CauseGroup group,
        bool answersElse,
        Dictionary<Address, (long Asked, long Answered)> hosts,
        bool isOneWay
    )
    {
        long asked = hosts.Where(one => one.Value.Answered > 0 == answersElse).Sum(one => one.Value.Asked);
        CauseWeight weight = CauseWeight.Of(
            group.Frames.Count,
            asked,
            answersElse ? "pings to hosts that answer others are without a reply" : "pings are without any reply",
            group.Worst(server => hosts.GetValueOrDefault(server.Address).Asked),
            highest: 1
        );
        if (!answersElse)
            weight = weight with { Confidence = isOneWay ? 0.3 : Math.Min(0.6, weight.Confidence) };
        CaptureCause cause = group.Cause(
            answersElse ? "ping_loss" : "ping_unanswered",
            "reachability",
            weight,
            answersElse ? "Pings or their replies are lost on the way." : "Hosts do not answer pings.",
            Next
        );
        return cause with
        {
            SpeaksAgainst =
            [
                .. cause.SpeaksAgainst,
                answersElse
                    ? "routers and hosts answer only so many pings a second (RFC 1812 §4.3.2.8)"
                    : "many hosts and filters leave pings unanswered on purpose, and searches for hosts meet absent ones",
                .. isOneWay ? (string[])["the capture holds one direction only"] : [],
            ],
            NotObservable = ["whether the request was lost, the reply was lost, or the host kept silent"],
        };
    }
}
