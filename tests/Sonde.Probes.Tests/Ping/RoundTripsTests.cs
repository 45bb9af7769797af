using Xunit;

namespace Sonde.Probes.Tests.Ping;

public sealed class RoundTripsTests
{
    [Fact]
    public void NoTimesHaveNoNumbers() => Assert.Null(RoundTrips.Of([]));

    [Fact]
    public void OneTimeHasNoJitterAndNoDeviation()
    {
        RoundTrips one = RoundTrips.Of([7])!;
        Assert.Null(one.Jitter);
        Assert.Equal((7, 7, 7, 0), (one.Least, one.Mean, one.Most, one.Deviation));
    }

    [Fact]
    public void JitterIsTheMeanStepFromOneTimeToTheNext()
    {
        RoundTrips times = RoundTrips.Of([10, 12, 11, 15])!;
        Assert.Equal((2 + 1 + 4) / 3.0, times.Jitter!.Value, 9);
        Assert.Equal(Math.Sqrt((4 + 0 + 1 + 9) / 4.0), times.Deviation, 9); // around the mean of 12
    }

    [Fact]
    public void PercentilesAreTimesThatWereMeasured()
    {
        RoundTrips times = RoundTrips.Of([.. Enumerable.Range(1, 100).Select(one => (double)one).Reverse()])!;
        Assert.Equal((50, 90, 95, 99), (times.Half, times.NineTenths, times.NinetyFive, times.NinetyNine));
    }
}
