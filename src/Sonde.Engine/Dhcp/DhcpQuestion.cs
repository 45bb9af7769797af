using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>How clients of a capture got their addresses: DHCP and DHCPv6.</summary>
public static class DhcpQuestion
{
    private const int DefaultLimit = 100;
    private const int MostListed = 100; // entries of lists that are not paged
    private const string Selection = "(dhcp || dhcpv6) && !icmp && !(icmpv6.type in {1, 2, 3, 4})";

    /// <summary>Reads the capture and its DHCP messages.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static DhcpAnalysis Ask(CaptureEngine engine, PagedCaptureArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        int limit = arguments.Limit ?? DefaultLimit;
        int offset = arguments.Offset ?? 0;
        Page.ThrowIfNegative(limit, offset);
        var tracker = new DhcpTracker(offset, limit);
        CaptureReading reading = engine.Read(arguments, [tracker], context);
        long longest = Math.Max(tracker.Messages, Math.Max(tracker.Transactions.Count, tracker.Leases.Count));
        Page.ThrowIfBeyond(longest, limit, offset);
        long next = offset + (long)limit;
        DhcpStatistics statistics = StatisticsOf(tracker);
        return new DhcpAnalysis
        {
            Summary = Say(tracker, statistics) + reading.Shortfall,
            File = reading.Name,
            PcapFile = reading.Name,
            TotalPackets = reading.Coverage.PacketsRead,
            DhcpPacketsFound = tracker.Messages,
            DhcpPacketsAnalyzed = tracker.Messages,
            Statistics = statistics,
            Handshakes = [.. tracker.Transactions.Skip(offset).Take(limit).Select(Row)],
            Leases = [.. tracker.Leases.Skip(offset).Take(limit).Select(Row)],
            Total = tracker.Messages,
            Returned = tracker.Page.Count,
            NextOffset = next < longest ? next : null,
            Packets = [.. tracker.Page.Select(DhcpRowMaker.Row)],
            Note = reading.Coverage.Complete ? null : reading.Shortfall.Trim(),
            Message = tracker.Messages == 0 ? "No DHCP packets found in this capture" : null,
            HandshakesTotal = tracker.Transactions.Count,
            LeasesTotal = tracker.Leases.Count,
            Coverage = reading.Coverage.With(
                (tracker.Transactions.Count > MostListed, "transactions_listed", MostListed),
                (Math.Max(tracker.Clients.Count, tracker.Servers.Count) > MostListed, "hosts_listed", MostListed),
                (tracker.NotKept > 0, "dhcp_entries_in_memory", DhcpTracker.Limit)
            ),
            Evidence = new Evidence(tracker.Frames.Numbers, tracker.Messages, Selection),
        };
    }

    private static DhcpStatistics StatisticsOf(DhcpTracker tracker) =>
        new()
        {
            UniqueClientsCount = tracker.Clients.Count,
            UniqueServersCount = tracker.Servers.Count,
            UniqueClients = [.. tracker.Clients.Take(MostListed)],
            UniqueServers = [.. tracker.Servers.Take(MostListed)],
            MessageTypeCounts = tracker.Types.ToDictionary(
                pair => DhcpRowMaker.TypeName(pair.Key.IsVersion6, pair.Key.Type),
                pair => pair.Value
            ),
            TransactionCount = tracker.Transactions.Count,
            Transactions = StepsOf(tracker.Transactions.Take(MostListed)),
            CompleteHandshakes = tracker.Transactions.Count(transaction => transaction.IsHandshake),
            UnansweredTransactions = tracker.Transactions.Count(transaction => transaction.IsUnanswered),
            SeveralServersOffered = tracker.Transactions.Count(transaction => transaction.OfferingServers.Count > 1),
            Naks = Shown(tracker.Refusals, "dhcp.option.dhcp == 6"),
            Declines = Shown(tracker.Declines, "dhcp.option.dhcp == 4 || dhcpv6.msgtype == 9"),
            ResponseTimes = RoundTripTimes.Of(
                tracker.Transactions.SelectMany(transaction => transaction.ResponseTimes)
            ),
            Dhcpv6Packets = tracker.Version6Messages,
            NotKept = tracker.NotKept > 0 ? tracker.NotKept : null,
        };

    private static Evidence? Shown(FirstFrames frames, string filter) =>
        frames.Count == 0 ? null : new Evidence(frames.Numbers, frames.Count, filter);

    private static string NameOf(DhcpTransaction transaction) =>
        DhcpRowMaker.IdOf(transaction.IsVersion6, transaction.Id);

    // Two clients may choose the same identifier; the second then has its address in the name.
    private static Dictionary<string, IReadOnlyList<DhcpStepRow>> StepsOf(IEnumerable<DhcpTransaction> transactions)
    {
        Dictionary<string, IReadOnlyList<DhcpStepRow>> steps = [];
        foreach (DhcpTransaction transaction in transactions)
        {
            IReadOnlyList<DhcpStepRow> rows = Steps(transaction);
            if (!steps.TryAdd(NameOf(transaction), rows))
                steps[$"{NameOf(transaction)} {transaction.Client}"] = rows;
        }
        return steps;
    }

    private static IReadOnlyList<DhcpStepRow> Steps(DhcpTransaction transaction) =>
        [
            .. transaction.Steps.Select(step => new DhcpStepRow(
                step.Frame,
                DhcpRowMaker.TypeName(transaction.IsVersion6, step.Type),
                step.IsTimeless ? null : step.At.ToEpochString(),
                step.IsTimeless ? null : step.At.ToString()
            )),
        ];

    private static DhcpTransactionRow Row(DhcpTransaction transaction) =>
        new(
            NameOf(transaction),
            transaction.Client,
            transaction.Messages,
            transaction.BeganWithDiscover,
            transaction.IsHandshake,
            transaction.IsUnanswered,
            transaction.OfferingServers,
            [.. transaction.ResponseTimes.Select(time => time / 1e6)],
            new Evidence(
                [.. transaction.Steps.Take(Evidence.MostFrames).Select(step => step.Frame)],
                transaction.Messages,
                $"{(transaction.IsVersion6 ? "dhcpv6.xid" : "dhcp.id")} == {NameOf(transaction)} && !icmp"
                    + " && !(icmpv6.type in {1, 2, 3, 4})"
            )
        );

    private static DhcpLeaseRow Row(DhcpLease lease)
    {
        bool isForEver = lease.Seconds == uint.MaxValue;
        return new DhcpLeaseRow(
            lease.Client,
            lease.PrefixLength is { } length ? $"{lease.Address}/{length}" : lease.Address.ToString(),
            lease.Server,
            isForEver ? null : lease.Seconds,
            lease.At?.ToString(),
            isForEver ? null : Expiry(lease),
            lease.Grants,
            lease.Frame,
            lease.ReleasedFrame
        );
    }

    // A time near the end of what 64 bits can hold, written into the file, must not overflow.
    private static string? Expiry(DhcpLease lease)
    {
        long length = lease.Seconds * Timestamp.PerSecond;
        return lease.At is { } at && at.Nanoseconds <= long.MaxValue - length
            ? new Timestamp(at.Nanoseconds + length).ToString()
            : null;
    }

    private static string Say(DhcpTracker tracker, DhcpStatistics counts)
    {
        if (tracker.Messages == 0)
            return "No DHCP packets found in this capture.";
        string several =
            counts.SeveralServersOffered > 0
                ? $" In {counts.SeveralServersOffered} transactions several servers made offers."
                : "";
        return $"{tracker.Messages} DHCP messages, {tracker.Version6Messages} of them DHCPv6: {counts.UniqueClientsCount} clients, "
            + $"{counts.UniqueServersCount} servers, {counts.TransactionCount} transactions, {counts.CompleteHandshakes} complete "
            + $"handshakes, {counts.Naks?.FramesTotal ?? 0} NAK, {counts.Declines?.FramesTotal ?? 0} DECLINE, "
            + $"{counts.UnansweredTransactions} unanswered, {tracker.Leases.Count} leases.{several}";
    }
}
