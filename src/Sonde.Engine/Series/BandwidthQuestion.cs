using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>How much of the bandwidth was used, by whom, and in how short bursts.</summary>
public static class BandwidthQuestion
{
    private const double DefaultWindow = 10; // seconds
    private const int SharesShown = 3;
    private const int NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Reads the capture and counts its octets by windows.</summary>
    /// <exception cref="EngineException">The capture cannot be read, an argument is out of range, or the page lies beyond the end.</exception>
    public static Bandwidth Ask(CaptureEngine engine, BandwidthArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ThrowIfNoSpeed(arguments.LinkMbps);
        var series = new TimeSeries(SeriesReport.Width("time_window", arguments.TimeWindow ?? DefaultWindow));
        var bursts = new BurstMeter();
        var names = new PublishedProtocols(engine.Protocols);
        int limit = arguments.Limit ?? SeriesReport.DefaultLimit;
        var shares = new IntervalShares(series, names, arguments.Offset ?? 0, limit);
        CaptureReading reading = engine.Read(arguments, [series, bursts, shares], context);
        var report = new SeriesReport(series, reading, arguments);
        double? link = arguments.LinkMbps ?? SpeedOf(reading);
        SeriesStatistics statistics = report.Statistics();
        return new Bandwidth
        {
            Summary = Say(report.Say(reading, "window"), bursts, statistics, link),
            File = reading.Name,
            PcapFile = reading.Name,
            TimeWindow = report.Seconds,
            TimeWindowSeconds = report.Seconds,
            LinkMbps = link,
            LinkMbpsSource =
                arguments.LinkMbps is not null ? "argument"
                : link is not null ? "capture"
                : null,
            BandwidthData = report.Sparkline(),
            PeakUtilizationPercent = Share(statistics.PeakBps, link),
            AverageUtilizationPercent = Share(statistics.AverageBps, link),
            MicroBursts = [.. bursts.Peaks.Where(peak => peak.Packets > 0).Select(peak => Row(peak, link))],
            Windows = Rows(report, shares, link),
            Total = report.Total,
            Returned = report.Returned,
            NextOffset = report.NextOffset,
            Statistics = statistics,
            Coverage = report.Coverage.With(
                (bursts.Dropped > 0, "packets_in_burst_window", BurstMeter.FrameLimit),
                (bursts.Restarts > 0, "burst_windows_begun_anew_by_packets_out_of_order", bursts.Restarts),
                (shares.NotKept > 0, "senders_in_windows", IntervalShares.EntryLimit)
            ),
        };
    }

    private static void ThrowIfNoSpeed(double? mbps)
    {
        if (mbps is { } speed && !(speed > 0 && speed < double.PositiveInfinity))
            throw new EngineException(
                EngineFault.InvalidArgument,
                string.Create(CultureInfo.InvariantCulture, $"link_mbps must be more than 0; got {speed}."),
                "Give the speed of the link in Mbit/s, such as 1000, or leave it out."
            );
    }

    // Of one interface, or of several that are alike; what says nothing says nothing.
    private static double? SpeedOf(CaptureReading reading)
    {
        ulong[] speeds =
        [
            .. reading.Files.SelectMany(file => file.Interfaces).Select(one => one.BitsPerSecond ?? 0).Distinct(),
        ];
        return speeds is [> 0 and var speed] ? speed / 1e6 : null;
    }

    private static List<BandwidthRow> Rows(SeriesReport report, IntervalShares shares, double? link)
    {
        var senders = shares.Senders();
        var protocols = shares.Protocols();
        List<BandwidthRow> rows = [];
        foreach ((Interval interval, IntervalRow row) in report.Rows())
        {
            rows.Add(
                new BandwidthRow
                {
                    Start = row.Start,
                    End = row.End,
                    StartTime = row.StartTime,
                    Packets = row.Packets,
                    Bytes = row.Bytes,
                    Bps = row.Bps,
                    Pps = row.Pps,
                    UtilizationPercent = Share(row.Bps, link),
                    TopTalkers = Top(senders[interval.Index].Select(one => (one.Sender.ToString(), one.Octets))),
                    TopProtocols = Top(protocols[interval.Index]),
                }
            );

            List<ShareRow>? Top(IEnumerable<(string Name, long Octets)> all)
            {
                List<ShareRow> top =
                [
                    .. all.Take(SharesShown)
                        .Select(one => new ShareRow(one.Name, one.Octets, Percent.Of(one.Octets, row.Bytes))),
                ];
                return top.Count > 0 ? top : null;
            }
        }
        return rows;
    }

    private static BurstRow Row(BurstPeak peak, double? link)
    {
        double mbps = Math.Round(peak.Octets * 8e3 / peak.Width, 3);
        return new BurstRow(
            (int)(peak.Width / NanosecondsPerMillisecond),
            peak.Octets,
            peak.Packets,
            mbps,
            Share(mbps * 1e6, link),
            peak.At.ToString(),
            new Evidence(
                peak.FirstFrame == peak.LastFrame ? [peak.FirstFrame] : [peak.FirstFrame, peak.LastFrame],
                peak.Packets,
                $"frame.number >= {peak.FirstFrame} && frame.number <= {peak.LastFrame}"
            )
        );
    }

    private static double? Share(double? bitsPerSecond, double? link) =>
        bitsPerSecond is { } rate && link is { } mbps ? Math.Round(100 * rate / 1e6 / mbps, 2) : null;

    private static string Say(string said, BurstMeter bursts, SeriesStatistics statistics, double? link)
    {
        if (bursts.Peaks[0].Packets == 0)
            return said;
        string peaks = string.Join(
            ", ",
            bursts.Peaks.Select(peak =>
                $"{BitRates.Say(peak.Octets * 8e9 / peak.Width)} within {peak.Width / NanosecondsPerMillisecond} ms"
            )
        );
        string share = link is null
            ? " How much of the link that is cannot be said without link_mbps."
            : string.Create(
                CultureInfo.InvariantCulture,
                $" Of the link's {link} Mbit/s that is {Share(statistics.AverageBps, link) ?? 0} % on average and {Share(statistics.PeakBps, link) ?? 0} % at the peak."
            );
        return $"{said} Busiest moments: {peaks}.{share}";
    }
}
