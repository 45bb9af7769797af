using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Which addresses there are, and what each sent and received.</summary>
public static class EndpointsQuestion
{
    private const int DefaultLimit = 100;

    /// <summary>Reads the capture and lists its addresses.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static EndpointList Ask(CaptureEngine engine, EndpointsArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        var talkers = new Talkers();
        CaptureReading reading = engine.Read(arguments, [talkers], context);
        Func<TalkerCounters, long> size = Size(arguments.SortBy);
        Page<KeyValuePair<Address, TalkerCounters>> page = Page.Of(
            [.. talkers.Counters.OrderByDescending(pair => size(pair.Value)).ThenBy(pair => pair.Key)],
            arguments.Limit ?? DefaultLimit,
            arguments.Offset ?? 0
        );
        return new EndpointList
        {
            Summary = $"{page.Total} addresses, {page.Items.Count} shown.{reading.Shortfall}",
            FilePath = reading.Name,
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            PacketsNotCounted = talkers.NotKept > 0 ? talkers.NotKept : null,
            Endpoints = [.. page.Items.Select(Row)],
            Coverage = reading.Coverage,
        };
    }

    private static Func<TalkerCounters, long> Size(string? order) =>
        order switch
        {
            "packets" => counters => counters.Packets,
            "bytes_sent" => counters => counters.OctetsSent,
            "packets_sent" => counters => counters.PacketsSent,
            "bytes_received" => counters => counters.OctetsReceived,
            "packets_received" => counters => counters.PacketsReceived,
            _ => counters => counters.Octets,
        };

    private static EndpointRow Row(KeyValuePair<Address, TalkerCounters> pair) =>
        new()
        {
            Ip = pair.Key.ToString(),
            PacketsSent = pair.Value.PacketsSent,
            PacketsReceived = pair.Value.PacketsReceived,
            BytesSent = pair.Value.OctetsSent,
            BytesReceived = pair.Value.OctetsReceived,
        };
}
