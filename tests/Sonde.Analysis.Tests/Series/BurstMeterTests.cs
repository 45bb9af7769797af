using Xunit;

namespace Sonde.Analysis.Tests;

public sealed class BurstMeterTests
{
    private const long Millisecond = 1_000_000;

    [Fact]
    public void ABurstAcrossABorderIsFoundWhole()
    {
        BurstMeter meter = new BurstMeter().See((0, 1), (999_900, 500), (1_000_100, 500), (50 * Millisecond, 1));

        Assert.Equal([1000, 1001, 1002], meter.Peaks.Select(peak => peak.Octets));
        Assert.Equal((2, 3), (meter.Peaks[0].FirstFrame, meter.Peaks[0].LastFrame));
    }

    [Fact]
    public void FramesAWindowApartAreNotInOneWindow() =>
        Assert.Equal([10, 20, 20], new BurstMeter().See((0, 10), (Millisecond, 10)).Peaks.Select(peak => peak.Octets));

    [Fact]
    public void PeaksAreThoseOfTryingEveryWindow()
    {
        var random = new Random(7);
        long now = 0;
        (long At, long Octets)[] frames =
        [
            .. Enumerable
                .Range(0, 5000)
                .Select(_ =>
                    (
                        now += random.NextInt64(random.Next(20) == 0 ? 60 * Millisecond : 300_000),
                        random.NextInt64(60, 1500)
                    )
                ),
        ];
        BurstMeter meter = new BurstMeter().See(frames);

        Assert.All(
            meter.Peaks,
            peak =>
            {
                long best = 0;
                for (int first = 0; first < frames.Length; first++)
                {
                    long sum = 0;
                    for (int i = first; i < frames.Length && frames[i].At - frames[first].At < peak.Width; i++)
                        sum += frames[i].Octets;
                    best = Math.Max(best, sum);
                }
                Assert.Equal(best, peak.Octets);
            }
        );
        Assert.Equal((0, 0), (meter.Dropped, meter.Restarts));
    }

    [Fact]
    public void AFrameThatIsALittleLateCountsWhereItCame()
    {
        BurstMeter meter = new BurstMeter().See((Millisecond, 10), (900_000, 10));

        Assert.Equal(20, meter.Peaks[0].Octets);
        Assert.Equal(0, meter.Restarts);
    }

    [Fact]
    public void WhenTheClockGoesBackTheWindowsBeginAnewAndThatIsCounted()
    {
        BurstMeter meter = new BurstMeter().See((1000 * Millisecond, 10), (0, 7), (1, 7));

        Assert.Equal(14, meter.Peaks[2].Octets);
        Assert.Equal(1, meter.Restarts);
    }

    [Fact]
    public void MemoryIsBoundedAndWhatItCostsIsCounted()
    {
        BurstMeter meter = new BurstMeter().See(Enumerable.Repeat((0L, 1L), BurstMeter.FrameLimit + 10));

        Assert.Equal(10, meter.Dropped);
        Assert.All(meter.Peaks, peak => Assert.Equal(BurstMeter.FrameLimit, peak.Octets));
    }
}
