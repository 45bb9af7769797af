using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>Turns hops into rows and sentences of answers.</summary>
internal static class PathRows
{
    private const double StepMs = 100; // growth from one hop to the next that is worth a sentence

    /// <summary>A row with what all rows of hops have.</summary>
    public static T Fill<T>(T row, HopVerdict verdict, HopFacts facts, IPAddress destination, bool multipath)
        where T : HopRow
    {
        PathHop hop = verdict.Hop;
        IcmpExtras? extras = hop.Responders.Select(one => one.Extras).FirstOrDefault(one => one is not null);
        string[] annotations =
        [
            .. hop
                .Responders.Select(one => one.Refusal)
                .OfType<ProbeReply>()
                .Select(reply => Annotation(reply, destination))
                .Distinct(),
        ];
        return row with
        {
            IpAddress = hop.Main?.Address.ToString(),
            Hostname = facts.Names.Of(hop.Main?.Address),
            Asn = facts.Origins.Asn(hop.Main?.Address),
            AsName = facts.Origins.AsName(hop.Main?.Address),
            DeltaMs = ProbeWords.Milliseconds(verdict.Growth),
            LossKind = Name(verdict.Kind),
            Annotations = annotations.Length > 0 ? annotations : null,
            Mpls =
                extras?.Labels.Count > 0
                    ?
                    [
                        .. extras.Labels.Select(one => new MplsRow(
                            one.Label,
                            one.TrafficClass,
                            one.IsBottom,
                            one.TimeToLive
                        )),
                    ]
                    : null,
            Extensions = extras?.Others.Count > 0 ? [.. extras.Others.Select(one => $"{one.Class}/{one.Type}")] : null,
            Responders =
                hop.Responders.Count > 1 ? [.. hop.Responders.Select(one => Responder(one, facts, multipath))] : null,
        };
    }

    /// <summary>Problems of the path.</summary>
    public static IReadOnlyList<string> Issues(PathRun run, IPAddress destination)
    {
        List<string> issues = [];
        IReadOnlyList<HopVerdict> hops = run.Verdict.Hops;
        HopVerdict? last = hops.LastOrDefault(hop => hop.Hop.Received > 0);
        if (!run.Strategy.IsReached)
            issues.Add(
                last is null ? "No hop answered, and neither did the destination."
                : last.Hop.Main!.Refusal is { } refusal
                    ? $"Hop {last.Hop.Number} ({last.Hop.Main.Address}) says: {ProbeWords.Error(refusal, destination)}."
                : $"The destination did not answer; the last hop that did is {last.Hop.Number} ({last.Hop.Main.Address})."
            );
        HopVerdict? lossy = hops.FirstOrDefault(hop => hop.PersistingLoss > 0);
        if (run.Strategy.IsReached && lossy is not null)
        {
            string doubt =
                run.Method == ProbeMethod.Udp
                    ? " Hosts limit their answers to UDP probes, so ask with method icmp or tcp before you believe that."
                    : "";
            issues.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{100 * last!.Loss:0.#} % of the probes to the destination were lost; every hop from {lossy.Hop.Number} on loses {100 * lossy.PersistingLoss:0.#} % or more.{doubt}"
                )
            );
        }
        foreach (HopVerdict hop in hops.Where(hop => hop.Growth >= StepMs))
            issues.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The way to hop {hop.Hop.Number} ({hop.Hop.Main!.Address}) takes {hop.Growth:0} ms longer than to the hop before, and all behind it show that."
                )
            );
        return issues;
    }

    /// <summary>What looks like a problem and is none.</summary>
    public static IReadOnlyList<string> Notes(PathRun run, HopFacts facts)
    {
        List<string> notes = [];
        foreach (HopVerdict hop in run.Verdict.Hops.Where(hop => hop.Kind == LossKind.RateLimited))
            notes.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Hop {hop.Hop.Number} ({hop.Hop.Main!.Address}) left {100 * hop.Loss:0.#} % of its probes unanswered while hops behind it lost {100 * hop.PersistingLoss:0.#} %: it limits its answers and forwards the traffic."
                )
            );
        int[] silent = [.. run.Verdict.Hops.Where(hop => hop.Kind == LossKind.Silent).Select(hop => hop.Hop.Number)];
        if (silent.Length > 0)
            notes.Add(
                $"{(silent.Length == 1 ? "Hop" : "Hops")} {string.Join(", ", silent)} never answered; what is for hops behind passes."
            );
        int[] several = [.. run.Verdict.Hops.Where(hop => hop.Hop.Responders.Count > 1).Select(hop => hop.Hop.Number)];
        if (several.Length > 0)
            notes.Add(
                $"At {(several.Length == 1 ? "distance" : "distances")} {string.Join(", ", several)} more than one router answered: the path has parallel ways or changed."
            );
        return [.. notes, .. facts.Origins.Notes];
    }

    // traceroute(8): !H, !N, !P, !S, !F-<mtu>, !X, !V, !C, and the number of any other code.
    private static string Annotation(ProbeReply reply, IPAddress destination)
    {
        if (reply.Kind == ReplyKind.TooLarge)
            return reply.Mtu > 0 ? $"!F-{reply.Mtu}" : "!F";
        bool is4 = destination.AddressFamily == AddressFamily.InterNetwork;
        if (reply.Type != (is4 ? 3 : 1))
            return $"!<{reply.Type}-{reply.Code}>";
        return (is4, reply.Code) switch
        {
            (true, 0 or 6 or 11) or (false, 0) => "!N",
            (true, 1 or 7 or 12) or (false, 3) => "!H",
            (true, 2) => "!P",
            (true, 3) or (false, 4) => "!p",
            (true, 5) or (false, 2) => "!S",
            (true, 9 or 10 or 13) or (false, 1) => "!X",
            (true, 14) => "!V",
            (true, 15) => "!C",
            _ => $"!{reply.Code}",
        };
    }

    private static ResponderRow Responder(PathResponder one, HopFacts facts, bool multipath) =>
        new(
            one.Address.ToString(),
            facts.Names.Of(one.Address),
            one.RoundTrips.Count,
            Math.Round(one.RoundTrips.Average(), 3),
            multipath ? [.. one.Flows] : null,
            facts.Origins.Asn(one.Address)
        );

    private static string Name(LossKind kind) =>
        kind switch
        {
            LossKind.None => "none",
            LossKind.RateLimited => "rate_limited",
            LossKind.Silent => "silent",
            LossKind.Real => "real",
            _ => "unknown",
        };
}
