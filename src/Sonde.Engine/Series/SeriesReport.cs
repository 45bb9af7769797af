using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Makes rows, rates and pictures from a series of intervals; the questions about time share it.</summary>
internal sealed class SeriesReport
{
    public const int DefaultLimit = 100;

    private const double Shortest = 0.001; // seconds
    private const double Longest = 1_000_000_000;
    private const int PictureColumns = 60;

    private readonly TimeSeries _series;
    private readonly IReadOnlyList<Interval> _filled;
    private readonly long? _duration; // nanoseconds

    public SeriesReport(TimeSeries series, CaptureReading reading, SeriesArguments arguments)
    {
        (_series, _filled, _duration) = (series, series.Filled(), reading.Pass.Totals.DurationNanoseconds);
        Limit = arguments.Limit ?? DefaultLimit;
        Offset = arguments.Offset ?? 0;
        Page.ThrowIfBeyond(series.Count, Limit, Offset);
        Coverage = reading.Coverage.With(
            (series.Width != series.AskedWidth, "intervals_in_memory", TimeSeries.IntervalLimit),
            (series.Timeless > 0, "packets_without_time_left_out", series.Timeless)
        );
    }

    public int Limit { get; }

    public int Offset { get; }

    public Coverage Coverage { get; }

    public long Total => _series.Count;

    /// <summary>Intervals of the page.</summary>
    public int Returned => (int)Math.Clamp(Total - Offset, 0, Limit);

    public long? NextOffset => Offset + (long)Returned < Total ? Offset + Returned : null;

    /// <summary>Seconds of an interval as it came out, which may be longer than asked.</summary>
    public double Seconds => _series.Width / (double)Timestamp.PerSecond;

    /// <summary>Nanoseconds of what an argument says.</summary>
    /// <exception cref="EngineException">It is no length of time that an interval can have.</exception>
    public static long Width(string name, double seconds)
    {
        if (!(seconds >= Shortest && seconds <= Longest))
            throw new EngineException(
                EngineFault.InvalidArgument,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} must be from {Shortest} to {Longest:0} seconds; got {seconds}."
                ),
                "An interval longer than the capture is allowed: it then holds everything. Shorter bursts are found by analyze_bandwidth_utilization."
            );
        return (long)Math.Round(seconds * Timestamp.PerSecond);
    }

    /// <summary>The page as rows.</summary>
    public IEnumerable<(Interval Interval, IntervalRow Row)> Rows()
    {
        int at = 0;
        for (int count = 0; count < Returned; count++)
        {
            long index = _series.First + Offset + count;
            while (at < _filled.Count && _filled[at].Index < index)
                at++;
            Interval interval =
                at < _filled.Count && _filled[at].Index == index ? _filled[at] : new Interval(index, 0, 0);
            yield return (interval, Row(interval));
        }
    }

    public SeriesStatistics Statistics()
    {
        Interval? busiest = _filled.Count > 0 ? _filled.MaxBy(interval => interval.Octets) : null;
        long octets = _filled.Sum(interval => interval.Octets);
        long packets = _filled.Sum(interval => interval.Packets);
        long[] sizes = [.. _filled.Select(interval => interval.Octets).Order()];
        return new SeriesStatistics
        {
            Packets = packets,
            Bytes = octets,
            DurationSeconds = _duration / (double)Timestamp.PerSecond,
            AverageBps = Rate(octets * 8.0, _duration),
            AveragePps = Rate(packets, _duration),
            PeakBps = Rate(busiest?.Octets * 8.0, Over),
            PeakPps = Rate(_filled.Count > 0 ? _filled.Max(interval => interval.Packets) : null, Over),
            PeakTime = busiest is { } peak ? _series.StartOf(peak.Index).ToString() : null,
            P50Bps = Rate(Percentile(sizes, 50) * 8.0, Over),
            P95Bps = Rate(Percentile(sizes, 95) * 8.0, Over),
            EmptyIntervals = Total - _filled.Count,
        };
    }

    /// <summary>The octets of the whole series in at most so many columns: octets of the busiest interval of each.</summary>
    public long[] Columns(int most)
    {
        long[] columns = new long[Math.Min(Total, most)];
        foreach (Interval interval in _filled)
        {
            int column = (int)((Int128)(interval.Index - _series.First) * columns.Length / Total);
            columns[column] = Math.Max(columns[column], interval.Octets);
        }
        return columns;
    }

    /// <summary>The whole series as a line of blocks.</summary>
    public string Sparkline() => Engine.Sparkline.Of(Columns(PictureColumns));

    /// <summary>Bits per second of so many octets in an interval.</summary>
    public double? BitRate(long octets) => Rate(octets * 8.0, Over);

    /// <summary>What summaries say of the series.</summary>
    public string Say(CaptureReading reading, string interval)
    {
        if (reading.Pass.Totals.Packets == 0)
            return "The capture holds no packets." + reading.Shortfall;
        if (Total == 0)
            return "No packet of the capture has a time." + reading.Shortfall;
        SeriesStatistics all = Statistics();
        string merged =
            _series.Width == _series.AskedWidth
                ? ""
                : $" There were too many {interval}s of the length asked for, so that neighbours were put together.";
        string longer =
            Total == 1 && _duration < _series.Width
                ? $" The capture is shorter than one {interval}, which holds it all."
                : "";
        string rates = all.AverageBps is null
            ? "no time passed, so there are no rates"
            : $"average {BitRates.Say(all.AverageBps)}, busiest {interval} {BitRates.Say(all.PeakBps)} from {all.PeakTime}, 95 % of {interval}s at most {BitRates.Say(all.P95Bps)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{all.Packets} packets, {all.Bytes} octets in {all.DurationSeconds:0.######} s, {Counted(interval)} of {Seconds:0.######} s: {rates}.{longer}{merged}{reading.Shortfall}"
        );
    }

    private string Counted(string interval) => Total == 1 ? $"1 {interval}" : $"{Total} {interval}s";

    // What rates divide by: a capture that ends within its only interval did not last longer.
    private long? Over => Total == 1 && _duration < _series.Width ? _duration : _series.Width;

    private static double? Rate(double? amount, long? nanoseconds) =>
        amount is { } value && nanoseconds is > 0 and var time
            ? Math.Round(value * Timestamp.PerSecond / time, 3)
            : null;

    private IntervalRow Row(Interval interval)
    {
        double width = _series.Width / (double)Timestamp.PerSecond;
        return new IntervalRow
        {
            Start = Math.Round(interval.Index * width, 9),
            End = Math.Round((interval.Index + 1) * width, 9),
            StartTime = _series.StartOf(interval.Index).ToString(),
            Packets = interval.Packets,
            Bytes = interval.Octets,
            Bps = Rate(interval.Octets * 8.0, Over),
            Pps = Rate(interval.Packets, Over),
        };
    }

    // By nearest rank; the empty intervals come first.
    private long? Percentile(long[] sizes, int percent)
    {
        if (Total == 0)
            return null;
        long rank = (long)(((Int128)Total * percent + 99) / 100);
        long place = rank - 1 - (Total - sizes.Length);
        return place < 0 ? 0 : sizes[place];
    }
}
