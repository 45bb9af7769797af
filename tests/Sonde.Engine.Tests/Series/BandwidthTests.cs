using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class BandwidthTests
{
    [Fact]
    public void AMicroBurstIsFoundWithItsFramesWhereTheAverageHidesIt()
    {
        using var folder = new TemporaryFolder();
        Bandwidth answer = Ask(SampleEngine.Write(folder, TimelineTests.Frames(200)), folder.At(""));

        Assert.Equal([(1, 1L), (10, 10L), (100, 100L)], answer.MicroBursts.Select(row => (row.WindowMs, row.Packets)));
        Assert.Equal(0.48, answer.MicroBursts[0].Mbps);
        Assert.Equal([1, 10], answer.MicroBursts[1].Evidence.Frames);
        Assert.Equal("frame.number >= 1 && frame.number <= 10", answer.MicroBursts[1].Evidence.DisplayFilter);
    }

    [Fact]
    public void AWindowSaysWhoSentAndOverWhat()
    {
        using var folder = new TemporaryFolder();
        BandwidthRow window = Assert.Single(
            Ask(SampleEngine.Write(folder, TimelineTests.Frames(3)), folder.At("")).Windows
        );

        Assert.Equal([new ShareRow("10.0.0.1", 180, 100)], window.TopTalkers);
        Assert.Equal([new ShareRow("UDP", 180, 100)], window.TopProtocols);
    }

    [Fact]
    public void NothingIsAShareOfALinkWhoseSpeedNobodySaid()
    {
        using var folder = new TemporaryFolder();
        string path = SampleEngine.Write(folder, TimelineTests.Frames(11));

        Bandwidth without = Ask(path, folder.At(""));
        Assert.Null(without.LinkMbps);
        Assert.Null(without.PeakUtilizationPercent);

        Bandwidth with = Ask(path, folder.At(""), link: 1);
        Assert.Equal((1, "argument"), (with.LinkMbps, with.LinkMbpsSource));
        Assert.Equal(52.8, with.PeakUtilizationPercent); // 660 octets in 10 ms
        Assert.Equal(48, with.MicroBursts[0].UtilizationPercent);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-10)]
    [InlineData(double.PositiveInfinity)]
    public void ALinkWithoutSpeedIsAnInvalidArgument(double link) =>
        Assert.Equal(
            EngineFault.InvalidArgument,
            Assert
                .Throws<EngineException>(() => Ask(Repo.Path("samples", "dns.pcapng"), Repo.Path("samples"), link))
                .Fault
        );

    [Fact]
    public void AnEmptyCaptureHasNoWindowsAndNoBursts()
    {
        using var folder = new TemporaryFolder();
        Bandwidth answer = Ask(SampleEngine.Write(folder), folder.At(""));

        Assert.True(answer.Success);
        Assert.Empty(answer.Windows);
        Assert.Empty(answer.MicroBursts);
    }

    private static Bandwidth Ask(string path, string folder, double? link = null) =>
        BandwidthQuestion.Ask(SampleEngine.Over(folder), new() { PcapFile = path, LinkMbps = link }, new AskContext());
}
