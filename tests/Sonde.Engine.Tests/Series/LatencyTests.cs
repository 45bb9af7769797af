using System.Globalization;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>Round-trip times are tshark's <c>tcp.analysis.ack_rtt</c>, in milliseconds.</summary>
public sealed class LatencyTests
{
    public static TheoryData<string> Captures => ConversationsTests.Captures;

    [Theory]
    [MemberData(nameof(Captures))]
    public void RoundTripTimesAreThoseOfTshark(string capture)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "needs tshark");
        string path = Repo.Path("samples", capture);
        string[] expected = TsharkProgram
            .Run(
                "-n",
                "-r",
                path,
                "-Y",
                "tcp.analysis.ack_rtt",
                "-T",
                "fields",
                "-e",
                "frame.number",
                "-e",
                "tcp.analysis.acks_frame",
                "-e",
                "tcp.analysis.ack_rtt"
            )
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        NetworkLatency answer = Ask(path);

        Assert.Equal(
            expected,
            answer.LatencyMeasurements.Select(row =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Frame}\t{row.AckedFrame}\t{(decimal)row.RttMs / 1000:0.000000000}"
                )
            )
        );
        Assert.Equal(expected.Length, answer.TotalMeasurements);
    }

    [Fact]
    public void PercentilesAreExactAndThoseOfTheRows()
    {
        NetworkLatency answer = Ask(Repo.Path("samples", "http.pcapng"));
        double[] sorted = [.. answer.LatencyMeasurements.Select(row => row.RttMs).Order()];

        LatencyDistribution all = answer.RttAnalysis!;
        Assert.Equal((sorted.Length, sorted[0], sorted[^1]), (all.Count, all.MinMs, all.MaxMs));
        Assert.Equal(sorted[(int)Math.Ceiling(0.5 * sorted.Length) - 1], all.P50Ms);
        Assert.Equal(sorted[(int)Math.Ceiling(0.95 * sorted.Length) - 1], all.P95Ms);
        Assert.Equal(sorted.Length, answer.Flows.Sum(flow => flow.Rtt.Count));
        Assert.Equal(
            answer.Flows.Select(flow => flow.Rtt.P95Ms).OrderDescending(),
            answer.Flows.Select(flow => flow.Rtt.P95Ms)
        );
    }

    [Fact]
    public void PingsAndDnsServersHaveTimesAsWell()
    {
        Assert.NotNull(Ask(Repo.Path("samples", "icmp.pcapng")).IcmpRtt);
        Assert.NotEmpty(Ask(Repo.Path("samples", "dns.pcapng")).DnsResponseTimes!);
    }

    [Fact]
    public void WithoutTcpThereIsAnAnswerWithoutTimes()
    {
        NetworkLatency answer = Ask(Repo.Path("samples", "dhcp.pcapng"));

        Assert.True(answer.Success);
        Assert.Empty(answer.Flows);
        Assert.Null(answer.RttAnalysis);
        Assert.StartsWith("No TCP segment", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyCaptureIsAnAnswer()
    {
        using var folder = new TemporaryFolder();
        string path = SampleEngine.Write(folder);

        Assert.Equal("The capture holds no packets.", Ask(path, folder.Path).Summary);
        Assert.Equal("The capture holds no packets.", Performance(path, folder.Path).Summary);
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void RetransmissionsAreThoseOfTshark(string capture)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "needs tshark");
        string path = Repo.Path("samples", capture);
        int expected = TsharkProgram.Frames(path, "tcp.analysis.retransmission").Length;
        NetworkPerformance answer = Performance(path, Repo.Path("samples"));

        Assert.Equal(expected, answer.TcpTotals?.Retransmissions ?? 0);
        Assert.Equal(answer.TcpTotals?.Retransmissions ?? 0, answer.TcpAnalysis.Sum(row => row.Retransmissions));
    }

    [Fact]
    public void LostAndLatePacketsOfAnRtpStreamAreCounted()
    {
        using var folder = new TemporaryFolder();
        int[] numbers = [.. Enumerable.Range(65_530, 30).Where(number => number is not (65_540 or 65_541)), 65_552];
        string path = SampleEngine.Write(
            folder,
            [.. numbers.Select(number => Make.Udp("10.0.0.1:4000", "10.0.0.2:5000", Rtp(number)))]
        );

        RtpRow row = Assert.Single(Performance(path, folder.Path).RtpStreams!);
        Assert.Equal(("10.0.0.1", "PCMU", "0x0000abcd"), (row.SrcIp, row.Codec, row.Ssrc));
        Assert.Equal((29, 1, 1), (row.Packets, row.Lost, row.OutOfOrder));
        Assert.InRange(row.JitterMs!.Value, 1, 60); // a millisecond apart, sampled 20 ms apart
    }

    [Fact]
    public void OtherDatagramsAreNoRtpStream()
    {
        using var folder = new TemporaryFolder();
        string path = SampleEngine.Write(folder, TimelineTests.Frames(50));

        Assert.Null(Performance(path, folder.Path).RtpStreams);
    }

    internal static byte[] Rtp(int number)
    {
        byte[] octets = new byte[172];
        octets[0] = 0x80;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(2), (ushort)number);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(4), (uint)number * 160);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(8), 0xabcd);
        return octets;
    }

    private static NetworkPerformance Performance(string path, string folder) =>
        PerformanceQuestion.Ask(SampleEngine.Over(folder), new() { PcapFile = path }, new AskContext());

    private static NetworkLatency Ask(string path, string? folder = null) =>
        LatencyQuestion.Ask(
            SampleEngine.Over(folder ?? Repo.Path("samples")),
            new()
            {
                PcapFile = path,
                Limit = 10_000,
                TopN = 10_000,
            },
            new AskContext()
        );
}
