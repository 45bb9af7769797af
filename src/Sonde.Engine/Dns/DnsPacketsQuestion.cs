using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Which DNS messages are in this capture, word by word.</summary>
public static class DnsPacketsQuestion
{
    private const int DefaultLimit = 100;
    private const int NamesShown = 500;

    /// <summary>Reads the capture and decodes a page of its DNS messages.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static DnsPackets Ask(CaptureEngine engine, DnsPacketsArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        var tracker = new DnsTracker(engine.Protocols, arguments.Services());
        var list = new DnsPacketList(tracker, limit, offset);
        CaptureReading reading = engine.Read(arguments, [tracker, list], context);
        tracker.Complete();
        Page.ThrowIfBeyond(list.Total, limit, offset);
        int end = offset + list.Rows.Count;
        return new DnsPackets
        {
            Message = Say(reading, tracker, list),
            File = reading.Name,
            PcapFile = reading.Name,
            AnalysisTimestamp = AnswerTime.Now,
            TotalPacketsInFile = reading.Pass.Totals.Packets,
            DnsPacketsFound = tracker.Frames,
            DnsPacketsAnalyzed = tracker.Frames,
            Statistics = new(
                tracker.Queries,
                tracker.Responses,
                tracker.Names.Count,
                [
                    .. tracker
                        .Names.Keys.Order(StringComparer.Ordinal)
                        .Take(NamesShown)
                        .Select(name => Quote.Clean(name)!),
                ]
            ),
            Total = list.Total,
            Returned = list.Rows.Count,
            NextOffset = end < list.Total ? end : null,
            Packets = list.Rows,
            Evidence = new Evidence(
                [.. list.Rows.Select(row => row.PacketNumber).Distinct().Take(Evidence.MostFrames)],
                tracker.Frames,
                string.Join(" || ", arguments.Services().Select(DnsRowMaker.Name))
            ),
            Coverage = DnsRowMaker
                .Coverage(reading, tracker)
                .With((tracker.Names.Count > NamesShown, "names_listed", NamesShown)),
        };
    }

    private static string Say(CaptureReading reading, DnsTracker tracker, DnsPacketList list) =>
        list.Total == 0
            ? $"No DNS packets found among {reading.Pass.Totals.Packets} packets.{reading.Shortfall}"
            : $"{list.Total} messages in {tracker.Frames} packets, {list.Rows.Count} shown: {tracker.Queries} queries for "
                + $"{tracker.Names.Count} names, {tracker.Responses} responses.{reading.Shortfall}";
}
