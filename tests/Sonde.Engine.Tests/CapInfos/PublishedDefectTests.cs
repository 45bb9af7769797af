using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>What other programs answered wrongly about files and filters.</summary>
public sealed class PublishedDefectTests : IDisposable
{
    private static readonly byte[] Datagram = Make.Udp("10.0.0.1:5000", "10.0.0.2:9", [1, 2, 3]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void APcapNgFileHasAnEncapsulation() =>
        Assert.Equal("Ethernet", CapInfosOf(Repo.Path("samples", "dns.pcapng")).FileEncapsulation);

    [Fact]
    public void ACaptureOfOnePacketHasNoRates()
    {
        CapInfos answer = CapInfosOf(SampleEngine.Write(_folder, Datagram));

        Assert.Equal((1, 0), (answer.PacketCount, answer.CaptureDurationSeconds));
        Assert.Null(answer.AveragePacketRate);
        Assert.Null(answer.DataRateBytes);
        Assert.Null(answer.DataRateBits);
    }

    [Fact]
    public void ACutFrameCountsWithTheLengthThatItHadOnTheWire()
    {
        CapInfos answer = CapInfosOf(Repo.Path("samples", "cut-packets.pcap"));

        Assert.True(answer.CapturedSizeBytes < answer.DataSizeBytes);
        Assert.True(answer.Coverage.PacketsCut > 0);
        Assert.Equal(answer.DataSizeBytes, answer.Coverage.OctetsRead);
    }

    [Fact]
    public void UdpAndDnsIsWhatIsBoth()
    {
        byte[] query = Make.Udp(
            "10.0.0.1:5000",
            "10.0.0.53:53",
            Make.Hex("0001 0100 0001 0000 0000 0000 01 61 00 0001 0001")
        );
        string path = SampleEngine.Write(_folder, Datagram, query, Datagram, query, Datagram);

        FilteredPackets answer = FilterPacketsQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            new FilterPacketsArguments { FilePath = path, DisplayFilter = "udp and dns" },
            new AskContext()
        );

        Assert.Equal(2, answer.MatchingPackets);
    }

    private CapInfos CapInfosOf(string path) =>
        CapInfosQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            new CapInfosArguments { FilePath = path },
            new AskContext()
        );
}
