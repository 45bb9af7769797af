using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>How fast each conversation was.</summary>
public static class ThroughputQuestion
{
    private const int DefaultTop = 20;
    private const double DefaultLeast = 0.1; // seconds

    /// <summary>Reads the capture and ranks its conversations by rate or by size.</summary>
    /// <exception cref="EngineException">The capture cannot be read, an argument is out of range, or the page lies beyond the end.</exception>
    public static Throughput Ask(CaptureEngine engine, ThroughputArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        double least = arguments.MinDuration ?? DefaultLeast;
        if (!(least >= 0))
            throw new EngineException(
                EngineFault.InvalidArgument,
                string.Create(CultureInfo.InvariantCulture, $"min_duration must be 0 or more; got {least}."),
                "Give seconds, or 0 to rank every conversation by its rate."
            );
        var peaks = new FlowPeaks();
        CaptureReading reading = engine.Read(arguments, [peaks], context);
        bool bySize = arguments.SortBy == "bytes_total";
        IEnumerable<Flow> flows = reading.Pass.Flows.Flows.Where(flow => flow.Packets > 0);
        Page<Flow> page = Page.Of(
            [.. bySize ? BySize(flows) : ByRate(flows, least)],
            arguments.TopN ?? DefaultTop,
            arguments.Offset ?? 0
        );
        ThroughputRow[] rows = [.. page.Items.Select(flow => Row(flow, peaks))];
        return new Throughput
        {
            Summary = Say(reading, rows, page.Total),
            FilePath = reading.Name,
            TotalPacketsScanned = reading.Coverage.PacketsRead,
            ConversationsAnalyzed = page.Total,
            TopN = rows.Length,
            SortBy = bySize ? "bytes_total" : "mbps_total",
            Conversations = rows,
            Total = page.Total,
            Returned = rows.Length,
            NextOffset = page.NextOffset,
            Coverage = reading.Coverage,
        };
    }

    private static IEnumerable<Flow> BySize(IEnumerable<Flow> flows) =>
        flows.OrderByDescending(flow => flow.Octets).ThenByDescending(flow => flow.Packets).ThenBy(flow => flow.Number);

    private static IEnumerable<Flow> ByRate(IEnumerable<Flow> flows, double least) =>
        flows
            .OrderByDescending(flow => Seconds(flow) >= least)
            .ThenByDescending(flow => BitRates.Mbps(flow.Octets, Seconds(flow)) ?? 0)
            .ThenByDescending(flow => flow.Octets)
            .ThenBy(flow => flow.Number);

    private static double? Seconds(Flow flow) =>
        flow.HasTimes ? (flow.Last - flow.First) / (double)Timestamp.PerSecond : null;

    private static ThroughputRow Row(Flow flow, FlowPeaks peaks)
    {
        bool isLow = flow.Key.Low == flow.Initiator;
        bool asOpened =
            flow.Forward.Octets != flow.Backward.Octets ? flow.Forward.Octets > flow.Backward.Octets : isLow;
        (Endpoint source, Endpoint destination) = asOpened
            ? (flow.Initiator, flow.Responder)
            : (flow.Responder, flow.Initiator);
        (DirectionCounters forward, DirectionCounters reverse) = asOpened
            ? (flow.Forward, flow.Backward)
            : (flow.Backward, flow.Forward);
        double? seconds = Seconds(flow);
        return new ThroughputRow
        {
            SrcIp = source.Address.ToString(),
            SrcPort = flow.HasPorts ? source.Port : null,
            DstIp = destination.Address.ToString(),
            DstPort = flow.HasPorts ? destination.Port : null,
            Protocol = FlowNames.Protocol(flow),
            PacketsTotal = flow.Packets,
            BytesTotal = flow.Octets,
            DurationSeconds = seconds,
            StartTime = flow.HasTimes ? flow.First.Seconds : null,
            EndTime = flow.HasTimes ? flow.Last.Seconds : null,
            PacketsForward = forward.Packets,
            BytesForward = forward.Octets,
            PacketsReverse = reverse.Packets,
            BytesReverse = reverse.Octets,
            MbpsForward = BitRates.Mbps(forward.Octets, seconds),
            MbpsReverse = BitRates.Mbps(reverse.Octets, seconds),
            MbpsTotal = BitRates.Mbps(flow.Octets, seconds),
            MbpsPeak =
                flow.HasTimes && flow.Last - flow.First >= FlowPeaks.Width
                    ? BitRates.Mbps(peaks.Of(flow), FlowPeaks.Width / (double)Timestamp.PerSecond)
                    : null,
            Direction = $"{source} -> {destination}",
            Evidence = FlowNames.Evidence(flow),
        };
    }

    private static string Say(CaptureReading reading, ThroughputRow[] rows, int total)
    {
        if (total == 0)
            return "No conversations: the capture has no packets with an Internet header." + reading.Shortfall;
        string first = "";
        if (rows is [{ } top, ..])
            first = top.MbpsTotal is null
                ? $" First here: {top.Protocol} {top.Direction}, {top.BytesTotal} octets in no time."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $" First here: {top.Protocol} {top.Direction}, {BitRates.Say(top.BytesTotal * 8 / top.DurationSeconds)} over {top.DurationSeconds:0.######} s."
                );
        return $"{total} conversations in {reading.Coverage.PacketsRead} packets, {rows.Length} shown.{first}{reading.Shortfall}";
    }
}
