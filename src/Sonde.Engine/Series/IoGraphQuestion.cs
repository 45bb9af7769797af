using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>How the throughput of the whole capture ran, drawn.</summary>
public static class IoGraphQuestion
{
    private const double DefaultInterval = 1; // seconds

    /// <summary>Reads the capture, counts its octets by intervals and draws them.</summary>
    /// <exception cref="EngineException">The capture cannot be read, the interval is no length, or the page lies beyond the end.</exception>
    public static IoGraph Ask(CaptureEngine engine, IoGraphArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        var series = new TimeSeries(SeriesReport.Width("time_interval", arguments.TimeInterval ?? DefaultInterval));
        CaptureReading reading = engine.Read(arguments, [series], context);
        var report = new SeriesReport(series, reading, arguments);
        string line = report.Sparkline();
        return new IoGraph
        {
            Summary = report.Say(reading, "interval"),
            File = reading.Name,
            PcapFile = reading.Name,
            TimeInterval = report.Seconds,
            TimeIntervalSeconds = report.Seconds,
            ThroughputData = line,
            IoGraphData = line,
            Svg = SvgGraph.Draw(
                report.Columns(SvgGraph.Columns),
                report.BitRate,
                (series.First * report.Seconds, report.Total == 0 ? 0 : (series.Last + 1) * report.Seconds)
            ),
            Buckets = [.. report.Rows().Select(row => row.Row)],
            Total = report.Total,
            Returned = report.Returned,
            NextOffset = report.NextOffset,
            Statistics = report.Statistics(),
            Coverage = report.Coverage,
        };
    }
}
