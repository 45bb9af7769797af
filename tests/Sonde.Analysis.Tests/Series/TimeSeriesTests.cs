using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests;

public sealed class TimeSeriesTests
{
    private const long Second = Timestamp.PerSecond;

    [Fact]
    public void BordersCountFromTheFirstFrame()
    {
        TimeSeries series = new TimeSeries(Second).See((500, 10), (Second + 499, 20), (Second + 500, 40));

        Assert.Equal([new Interval(0, 2, 30), new Interval(1, 1, 40)], series.Filled());
        Assert.Equal(500, series.StartOf(0).Nanoseconds);
    }

    [Fact]
    public void FramesEarlierThanTheFirstAreInIntervalsBeforeIt()
    {
        TimeSeries series = new TimeSeries(10).See((100, 1), (99, 1), (90, 1), (89, 1));

        Assert.Equal([new Interval(-2, 1, 1), new Interval(-1, 2, 2), new Interval(0, 1, 1)], series.Filled());
        Assert.Equal((-2, 0, 3), (series.First, series.Last, series.Count));
    }

    [Fact]
    public void EmptyIntervalsCostNothingAndCount()
    {
        TimeSeries series = new TimeSeries(1).See((0, 1), (long.MaxValue / 2, 1));

        Assert.Equal(2, series.Filled().Count);
        Assert.Equal(long.MaxValue / 2 + 1, series.Count);
        Assert.Equal(series.AskedWidth, series.Width);
    }

    [Fact]
    public void TooManyIntervalsBecomeWiderAndLoseNothing()
    {
        TimeSeries series = new TimeSeries(10, limit: 16).See(Enumerable.Range(-500, 1500).Select(i => (i * 10L, 3L)));

        Assert.True(series.Width > series.AskedWidth);
        Assert.InRange(series.Filled().Count, 2, 16);
        Assert.Equal((1500, 4500), (series.Filled().Sum(one => one.Packets), series.Filled().Sum(one => one.Octets)));
        Assert.Equal(series.Filled()[0].Index, series.First);
        Assert.Equal(series.Filled()[^1].Index, series.Last);
    }

    [Fact]
    public void MergedIntervalsAreThoseOfTheirLength()
    {
        (long, long)[] frames = [.. Enumerable.Range(0, 1000).Select(i => (i * 7L, (long)i))];
        TimeSeries merged = new TimeSeries(10, limit: 16).See(frames);

        Assert.Equal(new TimeSeries(merged.Width).See(frames).Filled(), merged.Filled());
    }

    [Fact]
    public void TimesAtBothEndsOfWhatATimestampHoldsAreCounted()
    {
        TimeSeries series = new TimeSeries(1, limit: 4).See(
            Enumerable
                .Range(0, 40)
                .Select(i => (i % 2 == 0 ? long.MaxValue - i * (1L << 56) : long.MinValue + i * (1L << 56), 1L))
        );

        Assert.Equal(40, series.Filled().Sum(one => one.Packets));
        Assert.InRange(series.Filled().Count, 1, 4);
    }
}
