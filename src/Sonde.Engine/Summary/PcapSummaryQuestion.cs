using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What is in this capture: how much, when, who, and which protocols.</summary>
public static class PcapSummaryQuestion
{
    private const int TalkersShown = 5;
    private const int EndpointsShown = 10;

    /// <summary>Reads the capture and sums it up.</summary>
    /// <exception cref="EngineException">The capture cannot be read.</exception>
    public static PcapSummary Ask(CaptureEngine engine, CaptureArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var protocols = new PublishedProtocols(engine.Protocols);
        var talkers = new Talkers();
        var marks = new TcpMarks();
        var book = new NameBook(engine.Protocols);
        CaptureReading reading = engine.Read(arguments, [protocols, talkers, marks, book], context);
        Totals totals = reading.Pass.Totals;
        return new PcapSummary
        {
            Summary = Say(reading, protocols, talkers),
            FilePath = reading.Name,
            PacketCount = totals.Packets,
            TotalBytes = totals.Octets,
            CapturedBytes = totals.CapturedOctets,
            CaptureDurationSeconds = totals.DurationNanoseconds / (double)Timestamp.PerSecond,
            StartTime = totals.Earliest?.ToString(),
            EndTime = totals.Latest?.ToString(),
            StartTimeEpoch = totals.Earliest?.Seconds,
            EndTimeEpoch = totals.Latest?.Seconds,
            FileSizeBytes = SizeOf(reading),
            Protocols = protocols.Counts.ToDictionary(count => count.Name, count => count.Packets),
            TopTalkers = Top(talkers, counters => counters.PacketsSent, counters => counters.OctetsSent),
            TopDestinations = Top(talkers, counters => counters.PacketsReceived, counters => counters.OctetsReceived),
            UniqueSrcIps = talkers.Sources,
            UniqueDstIps = talkers.Destinations,
            Endpoints = EndpointsOf(talkers, new AddressNames(book, reading)),
            Conversations = Count(reading.Pass.Flows),
            TcpIssuesSummary = marks.Segments > 0 ? new TcpIssueCounts(marks.Resets, marks.SackBlocks) : null,
            Coverage = reading.Coverage,
        };
    }

    private static ConversationCounts Count(FlowTable flows) =>
        new(flows.Streams(IpProtocols.Tcp), flows.Streams(IpProtocols.Udp), flows.Seen);

    private static long? SizeOf(CaptureReading reading) =>
        reading.Files.Any(file => file.OctetsTotal is null) ? null : reading.Files.Sum(file => file.OctetsTotal);

    private static TalkerRow[] Top(
        Talkers talkers,
        Func<TalkerCounters, long> packets,
        Func<TalkerCounters, long> octets
    ) =>
        [
            .. talkers
                .Counters.Where(pair => packets(pair.Value) > 0)
                .OrderByDescending(pair => packets(pair.Value))
                .ThenBy(pair => pair.Key)
                .Take(TalkersShown)
                .Select(pair => new TalkerRow(pair.Key.ToString(), packets(pair.Value), octets(pair.Value))),
        ];

    private static EndpointRow[] EndpointsOf(Talkers talkers, AddressNames names) =>
        [
            .. talkers
                .Counters.OrderByDescending(pair => pair.Value.Octets)
                .ThenBy(pair => pair.Key)
                .Take(EndpointsShown)
                .Select(pair => new EndpointRow
                {
                    Ip = pair.Key.ToString(),
                    Names = names.Of(pair.Key),
                    PacketsSent = pair.Value.PacketsSent,
                    PacketsReceived = pair.Value.PacketsReceived,
                    BytesSent = pair.Value.OctetsSent,
                    BytesReceived = pair.Value.OctetsReceived,
                }),
        ];

    private static string Say(CaptureReading reading, PublishedProtocols protocols, Talkers talkers)
    {
        Totals totals = reading.Pass.Totals;
        if (totals.Packets == 0)
            return "The capture holds no packets.";
        double seconds = totals.DurationNanoseconds!.Value / (double)Timestamp.PerSecond;
        string most = string.Join(", ", protocols.Counts.Take(3).Select(count => $"{count.Name} {count.Packets}"));
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{totals.Packets} packets, {totals.Octets} octets in {seconds:0.######} s; {talkers.Counters.Count} addresses, "
                + $"{reading.Pass.Flows.Seen} conversations; most packets: {most}.{reading.Shortfall}"
        );
    }
}
