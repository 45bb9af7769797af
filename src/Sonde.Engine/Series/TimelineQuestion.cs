using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>How much traffic there was when.</summary>
public static class TimelineQuestion
{
    private const double DefaultInterval = 60; // seconds

    /// <summary>Reads the capture and counts its packets by intervals.</summary>
    /// <exception cref="EngineException">The capture cannot be read, the interval is no length, or the page lies beyond the end.</exception>
    public static TrafficTimeline Ask(CaptureEngine engine, TimelineArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        var series = new TimeSeries(SeriesReport.Width("time_interval", arguments.TimeInterval ?? DefaultInterval));
        CaptureReading reading = engine.Read(arguments, [series], context);
        var report = new SeriesReport(series, reading, arguments);
        return new TrafficTimeline
        {
            Summary = report.Say(reading, "interval"),
            File = reading.Name,
            PcapFile = reading.Name,
            TimeInterval = report.Seconds,
            TimeIntervalSeconds = report.Seconds,
            TimelineData = report.Sparkline(),
            Buckets = [.. report.Rows().Select(row => row.Row)],
            Total = report.Total,
            Returned = report.Returned,
            NextOffset = report.NextOffset,
            Statistics = report.Statistics(),
            Coverage = report.Coverage,
        };
    }
}
