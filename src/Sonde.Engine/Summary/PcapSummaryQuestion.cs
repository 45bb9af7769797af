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
        TalkerSum sum = talkers.Sum(reading.Pass.Flows);
        var names = new AddressNames(book, reading);
        return new PcapSummary
        {
            Summary = Say(reading, protocols, sum),
            FilePath = reading.Name,
            PacketCount = totals.Packets,
            TotalBytes = totals.Octets,
            CapturedBytes = totals.CapturedOctets,
            CaptureDurationSeconds = totals.DurationNanoseconds / (double)Timestamp.PerSecond,
            StartTime = totals.Earliest?.ToString(),
            EndTime = totals.Latest?.ToString(),
            StartTimeEpoch = totals.Earliest?.Seconds,
            EndTimeEpoch = totals.Latest?.Seconds,
            FileSizeBytes = reading.SizeOfFiles,
            Protocols = protocols.Counts().ToDictionary(count => count.Name, count => count.Packets),
            TopTalkers = Top(sum, talker => talker.Sent),
            TopDestinations = Top(sum, talker => talker.Received),
            UniqueSrcIps = sum.Sources,
            UniqueDstIps = sum.Destinations,
            Endpoints = EndpointsOf(sum, names),
            Conversations = Count(reading.Pass.Flows),
            TcpIssuesSummary = marks.Segments > 0 ? new TcpIssueCounts(marks.Resets, marks.SackBlocks) : null,
            Coverage = names
                .Covered(reading.Coverage)
                .With((sum.NotKept > 0, "addresses_in_memory", Talkers.AddressLimit)),
        };
    }

    private static ConversationCounts Count(FlowTable flows) =>
        new(flows.Streams(IpProtocols.Tcp), flows.Streams(IpProtocols.Udp), flows.Seen);

    private static List<TalkerRow> Top(TalkerSum talkers, Func<Talker, DirectionCounters> direction)
    {
        List<TalkerRow> rows = [];
        foreach (Talker talker in talkers.Largest(talker => direction(talker).Packets, TalkersShown))
        {
            if (direction(talker) is (> 0 and var packets, var octets))
                rows.Add(new TalkerRow(talker.Address.ToString(), packets, octets));
        }
        return rows;
    }

    private static List<EndpointRow> EndpointsOf(TalkerSum talkers, AddressNames names)
    {
        List<EndpointRow> rows = [];
        foreach (Talker talker in talkers.Largest(talker => talker.Octets, EndpointsShown))
            rows.Add(EndpointRow.Of(talker, names.Of(talker.Address)));
        return rows;
    }

    private static string Say(CaptureReading reading, PublishedProtocols protocols, TalkerSum talkers)
    {
        Totals totals = reading.Pass.Totals;
        if (totals.Packets == 0)
            return "The capture holds no packets.";
        double seconds = (totals.DurationNanoseconds ?? 0) / (double)Timestamp.PerSecond;
        string most = string.Join(", ", protocols.Counts().Take(3).Select(count => $"{count.Name} {count.Packets}"));
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{totals.Packets} packets, {totals.Octets} octets in {seconds:0.######} s; {talkers.All.Count} addresses, "
                + $"{reading.Pass.Flows.Seen} conversations; most packets: {most}.{reading.Shortfall}"
        );
    }
}
