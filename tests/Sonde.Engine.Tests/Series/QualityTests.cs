using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>Loss is tshark's <c>tcp.analysis.lost_segment</c>; wrong checksums are those it finds when it verifies them.</summary>
public sealed class QualityTests
{
    public static TheoryData<string> Captures => ConversationsTests.Captures;

    [Theory]
    [MemberData(nameof(Captures))]
    public void LossEventsAreThoseOfTshark(string capture)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "needs tshark");
        string path = Repo.Path("samples", capture);

        Assert.Equal(
            TsharkProgram.Frames(path, "tcp.analysis.lost_segment"),
            Ask(path).PacketLossEvents.Select(row => row.Frame)
        );
    }

    [Fact]
    public void AWrongChecksumIsAnErrorAndOneLeftForTheNetworkCardIsNone()
    {
        using var folder = new TemporaryFolder();
        byte[] right = Make.Udp("10.0.0.1:1000", "10.0.0.2:2000", [1, 2, 3]);
        byte[] wrong = [.. right];
        wrong[^1] ^= 1;
        byte[] header = [.. right];
        header[14 + 8]--; // TTL
        byte[] left = [.. right];
        (left[14 + 20 + 6], left[14 + 20 + 7]) = (0x14, 0x1f); // addresses, protocol and length, added up
        NetworkQuality answer = Ask(SampleEngine.Write(folder, right, wrong, header, left), folder.Path);

        Assert.Equal([(2, "udp"), (3, "ip")], answer.ChecksumErrors.Select(row => (row.Frame, row.Protocol)));
        Assert.Equal(("10.0.0.1", "10.0.0.2"), (answer.ChecksumErrors[0].SrcIp, answer.ChecksumErrors[0].DstIp));
        Assert.Equal((2, 1, 8), (answer.TotalChecksumErrors, answer.ChecksumsOffloaded, answer.ChecksumsVerified));
    }

    [Fact]
    public void PingsHaveLossTimesAndJitter()
    {
        NetworkQuality answer = Ask(Repo.Path("samples", "icmp.pcapng"));

        Assert.NotEmpty(answer.IcmpEcho!);
        Assert.Equal(
            answer.IcmpEcho!.Select(row => row.LossPercent).OrderDescending(),
            answer.IcmpEcho!.Select(row => row.LossPercent)
        );
        Assert.Contains(answer.IcmpEcho!, row => row.JitterMs > 0);
        Assert.Contains("ings: ", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void TheWorstConnectionComesFirst()
    {
        NetworkQuality answer = Ask(Repo.Path("samples", "loss-behind.pcapng"));

        Assert.True(answer.TcpQuality!.Totals.Retransmissions > 0);
        Assert.True(answer.Flows[0].LossPercent > 0);
        Assert.True(answer.Flows[0].JitterMs > 0);
    }

    [Fact]
    public void WithoutAnythingToMeasureTheAnswerSaysSo()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal("The capture holds no packets.", Ask(SampleEngine.Write(folder), folder.Path).Summary);
        Assert.StartsWith(
            "No TCP, RTP or pings to measure",
            Ask(Repo.Path("samples", "dhcp.pcapng")).Summary,
            StringComparison.Ordinal
        );
    }

    private static NetworkQuality Ask(string path, string? folder = null) =>
        QualityQuestion.Ask(
            SampleEngine.Over(folder ?? Repo.Path("samples")),
            new() { PcapFile = path, Limit = 10_000 },
            new AskContext()
        );
}
