using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Judges groups of attempts, and joins those of one host.</summary>
internal static class ScanFindings
{
    private const double UsedOnHost = 0.5; // a scanner that asks every open port what it is uses a few of many
    private const double UsedOnPort = 0.34;
    private const int WebHosts = 4; // times as many: names that lead nowhere make a browser try one address after the other
    private const int UdpHosts = 4;
    private const int ManyTargets = 50;
    private const int FewTargets = 10;
    private const int MostApart = 3; // groups of one host that are reported one by one
    private const int MostListed = 100;

    public static void Add(
        List<ThreatFinding> findings,
        IEnumerable<ScanTargets> states,
        DetectionThresholds thresholds,
        bool wasForgotten
    )
    {
        ScanTargets[] all = [.. states];
        ScanTargets[] scans = [.. all.Where(state => state.Key.Port < 0 && IsScan(state, thresholds))];
        HashSet<(Address, Address, ScanMethod)> scanned =
        [
            .. scans.Select(state => (state.Key.Source, state.Key.Host, state.Key.Method)),
        ];
        ScanTargets[] sweeps =
        [
            .. all.Where(state => state.Key.Port >= 0 && IsSweep(state, thresholds))
                // attempts that are part of scans of whole hosts are told there
                .Where(state =>
                    state.All.Count(target => scanned.Contains((state.Key.Source, target.Address, state.Key.Method)))
                        * 2
                    < state.Targets
                ),
        ];
        foreach (var group in scans.GroupBy(state => (state.Key.Source, state.Key.Method)))
            Join(findings, [.. group], ThreatKinds.PortScan, wasForgotten);
        foreach (var group in sweeps.GroupBy(state => (state.Key.Source, state.Key.Method)))
            Join(findings, [.. group], ThreatKinds.AddressSweep, wasForgotten);
    }

    private static bool IsScan(ScanTargets state, DetectionThresholds thresholds)
    {
        // half as many are told too, when nothing at all came of them
        bool isFew = state.Targets <= thresholds.ScanPorts;
        if (
            isFew
            && (
                state.Targets * 2 <= thresholds.ScanPorts
                || state.Used + state.Accepted > 0
                || state.Key.Method != ScanMethod.Syn
            )
        )
            return false;
        return state.Key.Method switch
        {
            ScanMethod.Syn or ScanMethod.Udp => state.Used <= UsedOnHost * state.Targets,
            // conversations that were under way when the capture began show such segments too, with more behind them
            ScanMethod.Ack or ScanMethod.FinAck => state.Used == 0 && state.Probes.Count <= 4 * state.Targets,
            _ => true,
        };
    }

    private static bool IsSweep(ScanTargets state, DetectionThresholds thresholds)
    {
        int least = thresholds.ScanHosts;
        if (state.Key.Method == ScanMethod.Udp)
            least *= UdpHosts;
        else if (state.Key.Port is 80 or 443)
            least *= WebHosts;
        return state.Targets > least && state.Used <= UsedOnPort * state.Targets;
    }

    private static void Join(List<ThreatFinding> findings, ScanTargets[] group, ThreatKind kind, bool wasForgotten)
    {
        if (group.Length <= MostApart)
        {
            foreach (ScanTargets state in group)
                findings.Add(Make([state], kind, wasForgotten));
        }
        else
        {
            findings.Add(Make(group, kind, wasForgotten));
        }
    }

    private static ThreatFinding Make(ScanTargets[] group, ThreatKind kind, bool wasForgotten)
    {
        ScanKey key = group[0].Key;
        bool isScan = kind == ThreatKinds.PortScan;
        int targets = group.Sum(state => state.Targets);
        int used = group.Sum(state => state.Used);
        int accepted = group.Sum(state => state.Accepted);
        int refused = group.Sum(state => state.Refused);
        FrameTrail frames = group.Length == 1 ? group[0].Probes : FrameTrail.Join(group.Select(state => state.Probes));
        string what = Words(key.Method);
        int hosts = group.SelectMany(state => state.All.Select(target => target.Address)).Distinct().Count();
        int ports = group.SelectMany(state => state.All.Select(target => target.Port)).Distinct().Count();
        string detail = isScan
            ? Text(
                $"{key.Source} tried {ports} ports of {(hosts == 1 ? key.Host.ToString() : hosts + " hosts")} with {what} in {frames.Seconds:0.###} s"
            )
            : Text(
                $"{key.Source} tried {(ports == 1 ? "port " + key.Port : ports + " ports")} of {hosts} hosts with {what} in {frames.Seconds:0.###} s"
            );
        bool isStealthy = key.Method is ScanMethod.Fin or ScanMethod.Null or ScanMethod.Xmas;
        // where nothing comes back from anybody, the other direction may simply not have been captured
        bool isSilent = key.Method == ScanMethod.Syn && used + accepted + refused == 0;
        double unused = 1 - used / (double)targets;
        List<string> reasons =
        [
            Text($"{targets} targets were tried, {used} of them were used for data"),
            Text(
                $"{refused} refused, {accepted} accepted, {Math.Max(0, targets - refused - accepted - (key.Method == ScanMethod.Udp ? used : 0))} gave no answer"
            ),
        ];
        if (isStealthy)
            reasons.Add("no ordinary program sends such segments");
        string[] open =
        [
            .. group
                .SelectMany(state => state.AcceptedOnes)
                .Order()
                .Take(20)
                .Select(target => isScan && hosts == 1 ? $"{target.Port}" : target.ToString()),
        ];
        if (open.Length > 0)
            reasons.Add($"open: {string.Join(", ", open)}");
        return new ThreatFinding
        {
            Kind = kind,
            Severity =
                isStealthy || (targets >= ManyTargets && (isScan || !isSilent)) ? ThreatSeverity.High
                : targets <= FewTargets ? ThreatSeverity.Low
                : ThreatSeverity.Medium,
            Confidence = Math.Min(
                0.99,
                (isStealthy ? 0.9 : 0.55)
                    + 0.3 * unused * Math.Min(1, targets / 30.0)
                    + 0.1 * Math.Min(1, targets / 100.0)
            ),
            Detail = detail,
            Reasons = reasons,
            Against =
            [
                .. used > 0 ? (string[])[Text($"{used} targets were used for data")] : [],
                .. isSilent
                    ? (string[])["nothing came back from any target: the capture may hold one direction only"]
                    : [],
                .. frames.Seconds > 120 ? (string[])[Text($"it took {frames.Seconds:0} s, which is slow")] : [],
            ],
            Actor = key.Source.ToString(),
            Victim = hosts == 1 ? group[0].All.First().Address.ToString() : null,
            Port = ports == 1 ? group[0].All.First().Port : null,
            Side = ThreatSide.Client,
            Count = targets,
            Unit = isScan ? "ports" : "hosts",
            Measures =
            [
                new("targets", targets),
                new("hosts", hosts),
                new("ports", ports),
                new("accepted", accepted),
                new("refused", refused),
                new("used", used),
                new("seconds", frames.Seconds),
            ],
            Targets = [.. group.SelectMany(state => state.All).Distinct().Order()],
            Method = key.Method == ScanMethod.FinAck ? "MAIMON" : key.Method.ToString().ToUpperInvariant(),
            Frames = frames,
            Filter = FilterOf(group, isScan, frames, wasForgotten),
        };
    }

    private static string? FilterOf(ScanTargets[] group, bool isScan, FrameTrail frames, bool wasForgotten)
    {
        ScanKey key = group[0].Key;
        if (key.Method is ScanMethod.Ack or ScanMethod.FinAck || (key.Method == ScanMethod.Udp && isScan))
            return null; // other packets between the two look the same
        if (wasForgotten || group.Length > MostListed || (group.Length > 1 && group.Any(state => state.BeganAnew)))
            return null;
        string field = key.Source.Version == 6 ? "ipv6.dst" : "ip.dst";
        string to = isScan
            ? $"{field} {In([.. group.Select(state => state.Key.Host.ToString())])}"
            : $"{(key.Method == ScanMethod.Udp ? "udp" : "tcp")}.dstport {In([.. group.Select(state => $"{state.Key.Port}")])}";
        string? flags = key.Method switch
        {
            ScanMethod.Syn => ThreatFilters.PureSyn,
            ScanMethod.Fin => "tcp.flags == 0x0001",
            ScanMethod.Null => "tcp.flags == 0x0000",
            ScanMethod.Xmas => "tcp.flags == 0x0029",
            _ => null,
        };
        if (flags is null)
            return null;
        string since = group[0].BeganAnew ? $" && frame.number >= {frames.First}" : "";
        return $"{ThreatFilters.From(key.Source)} && {to} && {flags} && {ThreatFilters.NotQuoted}{since}";
    }

    private static string In(string[] values) =>
        values.Length == 1 ? $"== {values[0]}" : $"in {{{string.Join(", ", values)}}}";

    private static string Words(ScanMethod method) =>
        method switch
        {
            ScanMethod.Syn => "SYN segments",
            ScanMethod.Fin => "FIN segments",
            ScanMethod.Null => "segments without flags (NULL)",
            ScanMethod.Xmas => "segments with FIN, PSH and URG (XMAS)",
            ScanMethod.FinAck => "FIN and ACK segments (Maimon)",
            ScanMethod.Ack => "bare ACK segments",
            _ => "UDP datagrams",
        };
}
