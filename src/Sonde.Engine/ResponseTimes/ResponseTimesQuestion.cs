using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>How long did servers take to answer.</summary>
public static class ResponseTimesQuestion
{
    private const int DefaultLimit = 100;
    private const int MostKept = 200_000; // transactions in memory; further ones are left out, and said
    private const int MostServers = 100;

    /// <summary>Reads the capture and pairs questions with answers.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static ResponseTimes Ask(CaptureEngine engine, ResponseTimesArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        string protocol = (arguments.Protocol ?? "http").ToLowerInvariant();
        bool isAnyHttp = arguments.Protocol is null; // where nobody chose, HTTP is meant, in clear or not
        bool isAll = protocol == "all";
        List<Timed> kept = [];
        HashSet<string> others = new(StringComparer.Ordinal);
        bool isFull = false;
        void Take(Timed one)
        {
            if (!isAll && !IsMeant(one.Protocol, protocol, isAnyHttp))
                others.Add(one.Protocol);
            else if (kept.Count < MostKept)
                kept.Add(one);
            else
                isFull = true;
        }
        var tracker = new DnsTracker(engine.Protocols, DnsService.Dns);
        var trouble = new HttpTrouble();
        var sinks = new ApplicationSinks
        {
            Transactions = one => Take(Timed.Of(one)),
            Trouble = (_, name) => trouble.Add(name),
        };
        CaptureReading reading = engine.ReadApplications(
            arguments,
            sinks,
            context,
            after: [tracker, new DnsAnswers(tracker, Take)]
        );
        tracker.Complete();
        long unansweredDns = isAll || protocol == "dns" ? tracker.Servers.Sum(server => server.Unanswered) : 0;
        Timed[] ordered = [.. kept.OrderByDescending(one => one.Total ?? -1).ThenBy(one => one.RequestFrame)];
        Page<Timed> page = Page.Of(ordered, limit, offset);
        long unanswered = ordered.Count(one => one.ResponseFrame is null) + unansweredDns;
        return new ResponseTimes
        {
            Summary = Say(protocol, ordered, unanswered, others, reading),
            File = reading.Name,
            PcapFile = reading.Name,
            AnalysisType = "application_response_times",
            Protocol = protocol,
            Questions = ordered.Length + unansweredDns,
            Unanswered = unanswered,
            Errors = ordered.Count(one => one.IsError),
            FirstByte = Distribution(ordered, one => one.FirstByte),
            Transfer = Distribution(ordered, one => one.Transfer),
            TotalTime = Distribution(ordered, one => one.Total),
            Servers = Servers(ordered, tracker),
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Transactions = [.. page.Items.Select(Row)],
            Evidence = EvidenceOf(page.Items),
            Coverage = trouble.Complete(reading.Coverage).With((isFull, "transactions_in_memory", MostKept)),
        };
    }

    // http means the versions in clear; https those inside TLS and QUIC
    private static bool IsMeant(string protocol, string asked, bool isAnyHttp) =>
        protocol == asked
        || (asked == "http" && protocol == "http2")
        || (asked == "https" && protocol == "http3")
        || (isAnyHttp && protocol is ("https" or "http3"));

    private static ServerResponseTimes[] Servers(Timed[] all, DnsTracker tracker) =>
        [
            .. all.GroupBy(one => (one.Protocol, one.Server))
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key.Server)
                .Take(MostServers)
                .Select(group =>
                {
                    Timed[] ones = [.. group];
                    long lost =
                        group.Key.Protocol == "dns"
                            ? tracker
                                .Servers.Where(server => server.Endpoint == group.Key.Server)
                                .Sum(server => server.Unanswered)
                            : 0;
                    return new ServerResponseTimes
                    {
                        Protocol = group.Key.Protocol,
                        Server = group.Key.Server.Address.ToString(),
                        Port = group.Key.Server.Port,
                        Questions = ones.Length + lost,
                        Unanswered = ones.Count(one => one.ResponseFrame is null) + lost,
                        Errors = ones.Count(one => one.IsError),
                        FirstByte = Distribution(ones, one => one.FirstByte),
                        TotalTime = Distribution(ones, one => one.Total),
                    };
                }),
        ];

    private static LatencyDistribution? Distribution(IEnumerable<Timed> all, Func<Timed, long?> time) =>
        LatencyDistribution.OfSorted([.. all.Select(time).OfType<long>().Order()]);

    private static TransactionRow Row(Timed one) =>
        new()
        {
            Protocol = one.Protocol,
            Client = one.Client.ToString(),
            Server = one.Server.ToString(),
            Name = Quote.Clean(one.Name, 300)!,
            RequestFrame = one.RequestFrame,
            ResponseFrame = one.ResponseFrame,
            FirstByteMs = Milliseconds(one.FirstByte),
            TransferMs = Milliseconds(one.Transfer),
            TotalMs = Milliseconds(one.Total),
            Status = Quote.Clean(one.Status, 100),
            Error = one.IsError,
            Complete = one.IsWhole,
        };

    private static double? Milliseconds(long? nanoseconds) =>
        nanoseconds is { } known ? LatencyDistribution.Milliseconds(known) : null;

    private static Evidence EvidenceOf(IReadOnlyList<Timed> shown)
    {
        var frames = new FirstFrames();
        foreach (Timed one in shown)
        {
            if ((one.ResponseFrame ?? one.RequestFrame) is { } frame)
                frames.Add(frame);
        }
        string? filter =
            frames.Count == 0 || frames.Count > frames.Numbers.Count
                ? null
                : $"frame.number in {{{string.Join(", ", frames.Numbers)}}}";
        return new Evidence(frames.Numbers, frames.Count, filter);
    }

    private static string Say(
        string protocol,
        Timed[] all,
        long unanswered,
        HashSet<string> others,
        CaptureReading reading
    )
    {
        string there =
            others.Count == 0 ? "" : $" The capture has response times of {string.Join(", ", others.Order())}.";
        string name =
            protocol == "all" ? "application"
            : protocol.Length <= 20 ? protocol.ToUpperInvariant()
            : "such";
        if (all.Length == 0)
            return $"No {Quote.Clean(name)} question with its answer in {reading.Pass.Totals.Packets} packets; {unanswered} unanswered.{there}{reading.Shortfall}";
        LatencyDistribution? times = Distribution(all, one => one.Total);
        string said = times is null
            ? ""
            : $" Half were answered within {times.P50Ms:0.###} ms, 95 % within {times.P95Ms:0.###} ms; the slowest took {times.MaxMs:0.###} ms.";
        return $"{all.Length} {Quote.Clean(name)} questions, {unanswered} without an answer in the capture, {all.Count(one => one.IsError)} answered with an error.{said}{there}{reading.Shortfall}";
    }

    // Hands over the answers of DNS with their latency, after the tracker has seen the packet.
    private sealed class DnsAnswers(DnsTracker tracker, Action<Timed> take) : IObserver
    {
        public void OnPacket(in Packet packet)
        {
            foreach (DnsSeen seen in tracker.Seen)
            {
                if (seen.Latency is not null && !seen.Repeated)
                    take(Timed.Of(seen, packet.Frame.Number));
            }
        }
    }
}
