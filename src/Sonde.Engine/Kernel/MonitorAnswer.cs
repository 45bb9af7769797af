using Sonde.Broker;
using Sonde.Capture;
using Sonde.Host;

namespace Sonde.Engine;

/// <summary>Makes the answer of a watch that has ended.</summary>
internal static class MonitorAnswer
{
    public static NetworkMonitor Of(MonitorPlan plan, MonitorRun run, IKernelSession session, string? whyNot)
    {
        KernelTables tables = run.Tables;
        bool isTraced = session is not TablesSession;
        double seconds = Math.Max(run.Lasted.TotalSeconds, 0.001);
        AddOpen(plan, run);
        MonitorKind? all = tables.Rates is { } rates ? run.Kind("all", rates.All) : null;
        MonitorRoundTrips[]? connections = plan.Operation == KernelOperation.RoundTrips ? RoundTrips(plan, run) : null;
        MonitorTraffic[]? processes = plan.Operation == KernelOperation.Bandwidth ? Traffic(plan, run, seconds) : null;
        MonitorDrops[]? drops = plan.Operation == KernelOperation.Drops ? Drops(tables) : null;
        bool hasEvents =
            plan.Operation
            is KernelOperation.Connections
                or KernelOperation.Life
                or KernelOperation.Failures
                or KernelOperation.Retransmissions
                or KernelOperation.Resets
                or KernelOperation.Drops;
        long total = connections?.Length ?? processes?.Length ?? (hasEvents ? run.Wanted : run.Steps.Count);
        var answer = new NetworkMonitor
        {
            Summary = "",
            Operation = plan.Name,
            Interface = Quote.Clean(plan.Interface),
            DurationSeconds = Math.Round(run.Lasted.TotalSeconds, 3),
            Method = session.Method,
            Packets = all?.Packets,
            PacketsPerSecond = all?.PacketsPerSecond,
            Bytes = all?.Bytes,
            BitsPerSecond = all?.BitsPerSecond,
            Kinds =
                session.Method != TablesSession.InterfaceCounters && tables.Rates is { } kinds
                    ? Kinds(run, kinds)
                    : null,
            Series = plan.Operation == KernelOperation.Rate ? run.Steps : null,
            Events = hasEvents ? run.Events : null,
            TimedOut = hasEvents ? run.Wanted < (plan.MaxEvents ?? 1) && run.Ended == "duration" : null,
            Counts = hasEvents
                ? new SortedDictionary<string, long>(run.Counts.ToDictionary(), StringComparer.Ordinal)
                : null,
            Connections = connections is null ? null : [.. connections.Take(plan.Limit)],
            Histogram = isTraced && connections is not null ? Histogram(tables) : null,
            Processes = processes is null ? null : [.. processes.Take(plan.Limit)],
            Drops = drops is null ? null : [.. drops.Take(plan.Limit)],
            KernelCounters =
                tables.Counters.Count > 0
                    ? new SortedDictionary<string, long>(tables.Counters.ToDictionary(), StringComparer.Ordinal)
                    : null,
            Total = total,
            Returned = hasEvents
                ? run.Events.Count
                : (int)Math.Min(total, plan.Operation == KernelOperation.Rate ? total : plan.Limit),
            Coverage = Coverage(plan, run, session, whyNot, total),
        };
        return MonitorSentences.Said(answer);
    }

    // An attempt without an outcome is part of what was asked; so is a connection that is still open.
    private static void AddOpen(MonitorPlan plan, MonitorRun run)
    {
        if (plan.Operation == KernelOperation.Connections)
            run.AddOpen("pending", open => open.Party is { State: "SYN-SENT", Direction: KernelDirection.Outgoing });
        else if (plan.Operation == KernelOperation.Life)
            run.AddOpen("open", open => open.Party.State != "SYN-SENT");
    }

    private static MonitorKind[] Kinds(MonitorRun run, KernelRates rates) =>
        [
            run.Kind("ipv4", rates.Ipv4),
            run.Kind("ipv6", rates.Ipv6),
            run.Kind("not_ip", rates.NotIp),
            run.Kind("tcp", rates.Tcp),
            run.Kind("udp", rates.Udp),
            run.Kind("other_ip", rates.OtherIp),
        ];

    private static MonitorRoundTrips[] RoundTrips(MonitorPlan plan, MonitorRun run) =>
        [
            .. run
                .Tables.RoundTrips.Select(one => one with { Party = run.Book.Named(one.Party) })
                .Where(one => plan.Process is not { } typed || run.Book.IsOf(one.Party, typed))
                .OrderByDescending(one => one.Samples > 0 ? one.Sum / one.Samples : one.Smoothed)
                .Select(run.Rows.Row),
        ];

    private static MonitorTraffic[] Traffic(MonitorPlan plan, MonitorRun run, double seconds) =>
        [
            .. run
                .Tables.Traffic.Where(one =>
                    plan.Process is not { } typed || run.Book.IsOf(one.ProcessId, one.Command, typed)
                )
                .OrderByDescending(one => one.Sent + one.Received)
                .ThenBy(one => one.ProcessId)
                .Select(one => run.Rows.Row(one, seconds)),
        ];

    private static MonitorDrops[] Drops(KernelTables tables) =>
        [
            .. tables
                .Drops.GroupBy(one => (one.Reason, one.Place, Kind: MonitorWords.Packet(one.EtherType, one.Protocol)))
                .Select(group => new MonitorDrops(
                    Quote.Clean(group.Key.Reason),
                    Quote.Clean(group.Key.Place),
                    group.Key.Kind,
                    group.Sum(one => one.Amount.Packets),
                    group.Sum(one => one.Amount.Octets)
                ))
                .OrderByDescending(one => one.Packets)
                .ThenBy(one => one.Reason, StringComparer.Ordinal),
        ];

    private static MonitorBucket[] Histogram(KernelTables tables) =>
        [
            .. tables
                .Histogram.Select((count, power) => new MonitorBucket(1L << power, (2L << power) - 1, count))
                .Where(bucket => bucket.Samples > 0),
        ];

    private static MonitorCoverage Coverage(
        MonitorPlan plan,
        MonitorRun run,
        IKernelSession session,
        string? whyNot,
        long total
    )
    {
        bool isTraced = session is not TablesSession;
        KernelCounts counts = run.Tables.Counts;
        List<string> missing = [.. whyNot is null ? [] : (string[])[whyNot], .. session.Missing];
        if (isTraced && plan.Operation == KernelOperation.Drops && run.Tables.Drops.Any(one => one.Place is null))
            missing.Add(
                "The functions that dropped packets are named only for one who may read addresses in /proc/kallsyms."
            );
        if (isTraced && plan.Operation == KernelOperation.Drops && plan.Process is not null)
            missing.Add("The kernel does not say whose a dropped packet is: no event fits a process.");
        if (isTraced && plan.Operation != KernelOperation.Rate && ProcessFacts.NumbersAreOther())
            missing.Add("Processes have the numbers of the whole machine, which are others in this container.");
        if (run.Lost > 0)
            missing.Add($"{run.Lost} events were lost because they came faster than they were read.");
        if (counts.MapFull > 0)
            missing.Add($"A table of the kernel's programs was full {counts.MapFull} times.");
        List<LimitReached> limits = [];
        if (plan.Operation != KernelOperation.Rate && total > plan.Limit)
            limits.Add(new LimitReached("limit", plan.Limit));
        return new MonitorCoverage
        {
            Complete = missing.Count == 0 && limits.Count == 0 && run.Ended != "cancelled",
            Ended = run.Ended,
            ServedBy = session is BrokerKernelSession ? "daemon" : null,
            Places = session.Places,
            EventsSeen = isTraced ? counts.Seen : null,
            EventsLost = isTraced || run.Lost > 0 ? run.Lost : null,
            TableOverflows = isTraced ? counts.MapFull : null,
            NotAvailable = missing.Count > 0 ? missing : null,
            Limits = limits.Count > 0 ? limits : null,
        };
    }
}
