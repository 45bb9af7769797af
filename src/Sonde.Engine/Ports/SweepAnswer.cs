using System.Net;
using System.Text;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>A sweep that was made, before it is told.</summary>
internal sealed record SweepOutcome(
    BatchPortCheckArguments Arguments,
    IReadOnlyList<SweepTargets.Host> Hosts,
    SweepPlan Plan,
    SweepResult Swept,
    IReadOnlyDictionary<int, PortWords> Words
)
{
    /// <summary>Most rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Why it ended early.</summary>
    public string? Ended { get; init; }

    /// <summary>How many were under way at once, when fewer than were asked for.</summary>
    public int? AtOnce { get; init; }

    /// <summary>The limit on time.</summary>
    public required long MaxSeconds { get; init; }
}

/// <summary>Makes the answer of a sweep.</summary>
internal static class SweepAnswer
{
    private const int MostNamed = 10;

    public static BatchPortCheck Of(SweepOutcome outcome)
    {
        SweepPlan plan = outcome.Plan;
        IReadOnlyList<PortFinding?> findings = outcome.Swept.Findings;
        var counts = PortStates.All.ToDictionary(state => state, state => findings.Count(one => one?.State == state));
        int asked = plan.Count + outcome.Hosts.Count(host => host.Address is null) * plan.Ports.Count;
        int[] order =
        [
            .. Enumerable
                .Range(0, plan.Addresses.Count)
                .SelectMany(host =>
                    Enumerable.Range(0, plan.Ports.Count).Select(port => port * plan.Addresses.Count + host)
                )
                .Where(index => findings[index] is not null),
        ];
        int[] shown = Choose(order, findings, outcome.Rows);
        bool isUdp = outcome.Arguments.Protocol == "udp";
        Dictionary<IPAddress, int> open = order
            .Where(index => findings[index]!.Value.State == PortState.Open)
            .CountBy(index => plan.At(index).Address)
            .ToDictionary();
        List<LimitReached> limits = [];
        if (outcome.Ended == "time limit")
            limits.Add(new(ProbeSettings.MaxSeconds.Key, outcome.MaxSeconds));
        if (outcome.AtOnce is { } atOnce)
            limits.Add(new("max_concurrent", atOnce));
        if (shown.Length < order.Length)
            limits.Add(new("limit", outcome.Rows));
        return new BatchPortCheck
        {
            Success = true,
            Summary = Say(outcome, counts, asked, order),
            Target = Quote.Clean(outcome.Arguments.Target)!,
            Protocol = outcome.Arguments.Protocol ?? "tcp",
            Hosts = [.. outcome.Hosts.Select(host => HostRow(host, open))],
            TotalPorts = asked,
            OpenPorts = counts[PortState.Open],
            ClosedPorts = counts[PortState.Closed],
            FilteredPorts = counts[PortState.Filtered],
            OpenFilteredPorts = isUdp ? counts[PortState.OpenFiltered] : null,
            ErrorPorts = asked - order.Length + counts[PortState.Error],
            Ranges = [.. RangesOf(plan, findings)],
            Total = order.Length,
            Returned = shown.Length,
            Results = [.. shown.Select(index => Row(outcome, index))],
            Coverage = new ProbeCoverage
            {
                Complete = outcome.Ended is null && order.Length == asked,
                Ended = outcome.Ended,
                ProbesSent = outcome.Swept.Sent,
                Limits = limits.Count > 0 ? limits : null,
            },
        };
    }

    // Where not all fit, the open ones are what is wanted; the order stays that of the ports.
    private static int[] Choose(int[] order, IReadOnlyList<PortFinding?> findings, int most)
    {
        if (order.Length <= most)
            return order;
        int[] open = [.. order.Where(IsOpen).Take(most)];
        HashSet<int> kept = [.. open, .. order.Where(index => !IsOpen(index)).Take(most - open.Length)];
        return [.. order.Where(kept.Contains)];

        bool IsOpen(int index) => findings[index]!.Value.State == PortState.Open;
    }

    private static SweptHost HostRow(SweepTargets.Host host, Dictionary<IPAddress, int> open)
    {
        string[] others = [.. host.Addresses.Where(one => !one.Equals(host.Address)).Select(one => one.ToString())];
        return new SweptHost
        {
            Target = Quote.Clean(host.Target)!,
            Address = host.Address?.ToString(),
            OtherAddresses = others.Length > 0 ? others : null,
            OpenPorts = host.Address is { } address ? open.GetValueOrDefault(address) : 0,
            Error = host.Error,
        };
    }

    private static IEnumerable<PortRanges> RangesOf(SweepPlan plan, IReadOnlyList<PortFinding?> findings)
    {
        for (int host = 0; host < plan.Addresses.Count; host++)
        {
            foreach (PortState state in PortStates.All)
            {
                var ports = new List<int>();
                for (int port = 0; port < plan.Ports.Count; port++)
                {
                    if (findings[port * plan.Addresses.Count + host]?.State == state)
                        ports.Add(plan.Ports[port]);
                }
                if (ports.Count > 0)
                    yield return new PortRanges(
                        plan.Addresses[host].ToString(),
                        PortStates.Name(state),
                        ports.Count,
                        PortList.Text(ports)
                    );
            }
        }
    }

    private static SweptPort Row(SweepOutcome outcome, int index)
    {
        (IPAddress address, int port) = outcome.Plan.At(index);
        PortFinding finding = outcome.Swept.Findings[index]!.Value;
        bool isOpen = finding.State == PortState.Open;
        PortWords? words = outcome.Words.GetValueOrDefault(index);
        return new SweptPort
        {
            Address = outcome.Plan.Addresses.Count > 1 ? address.ToString() : null,
            Port = port,
            IsOpen = isOpen,
            State = PortStates.Name(finding.State),
            ErrorCode = finding.Code,
            ErrorFrom = finding.By?.ToString(),
            ResponseTimeMs = isOpen ? ServiceTarget.Milliseconds(finding.Time) : null,
            Banner = words is null ? null : PortCheckQuestion.BannerOf(words, port),
            ServiceHint = words is null ? ServiceHints.Of(port) : ServiceHints.Of(port, words),
            TlsVersion = words?.Tls?.Version is { } version ? TlsReading.VersionName(version) : null,
            HttpStatus = words?.HttpStatus,
        };
    }

    private static string Say(SweepOutcome outcome, Dictionary<PortState, int> counts, int asked, int[] order)
    {
        SweepPlan plan = outcome.Plan;
        int open = counts[PortState.Open];
        string where =
            outcome.Hosts.Count == 1
                ? $"{Quote.Text(outcome.Hosts[0].Target)} ({outcome.Hosts[0].Address})"
                : $"{outcome.Hosts.Count} hosts";
        var text = new StringBuilder(
            $"{asked} {(outcome.Arguments.Protocol ?? "tcp").ToUpperInvariant()} ports of {where}: {open} open"
        );
        if (open > 0)
        {
            IEnumerable<string> first = order
                .Where(index => outcome.Swept.Findings[index]!.Value.State == PortState.Open)
                .Take(MostNamed)
                .Select(index =>
                    plan.Addresses.Count > 1
                        ? new IPEndPoint(plan.At(index).Address, plan.At(index).Port).ToString()
                        : $"{plan.At(index).Port}"
                );
            text.Append($" ({string.Join(", ", first)}{(open > MostNamed ? ", …" : "")})");
        }
        text.Append($", {counts[PortState.Closed]} closed, {counts[PortState.Filtered]} filtered");
        if (outcome.Arguments.Protocol == "udp")
            text.Append($", {counts[PortState.OpenFiltered]} open or filtered");
        if (counts[PortState.Error] > 0)
            text.Append($", {counts[PortState.Error]} could not be asked");
        text.Append('.');
        int refused = outcome.Hosts.Count(host => host.Error is not null);
        if (refused > 0)
            text.Append($" {refused} hosts were not tried: see hosts.");
        if (outcome.Ended is { } ended)
            text.Append(
                ended == "cancelled"
                    ? $" Cancelled: {asked - order.Length} ports were not finished."
                    : $" The time limit of {outcome.MaxSeconds} s ({ProbeSettings.MaxSeconds.Key}) ended it before {asked - order.Length} ports were finished: raise max_concurrent or lower timeout."
            );
        if (outcome.AtOnce is { } atOnce)
            text.Append($" This machine's limits allowed {atOnce} at once.");
        return text.ToString();
    }
}
