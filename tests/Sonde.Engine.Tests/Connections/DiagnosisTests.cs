using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>Each recording of trouble is traced to its cause, and the healthy ones show none.</summary>
public sealed class DiagnosisTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("loss-before.pcapng", "retransmission", "loss_before_capture")]
    [InlineData("loss-behind.pcapng", "retransmission", "loss_behind_capture")]
    [InlineData("zero-window.pcapng", "zero_window", "receiver_does_not_read")]
    [InlineData("reset-by-router-at-client.pcapng", "server_rst", "reset_on_path")]
    [InlineData("reset-by-router-at-server.pcapng", "client_rst", "reset_on_path")]
    [InlineData("reset-by-server.pcapng", "server_rst", "reset_by_server")]
    [InlineData("slow-server.pcapng", "slow_server", "slow_server")]
    [InlineData("rate-limit-at-client.pcapng", "rate_limit", "rate_limit")]
    [InlineData("rate-limit-at-server.pcapng", "rate_limit", "rate_limit")]
    [InlineData("reordering.pcapng", "reordering", "reordering_on_path")]
    [InlineData("black-hole.pcapng", "path_mtu", "path_mtu_black_hole")]
    public void TroubleIsTracedToItsCauseAndToNothingElse(string sample, string type, string cause)
    {
        DiagnosisRow found = Assert.Single(Ask(sample).Diagnoses);
        Assert.Equal((type, cause), (found.Type, found.Cause));
        Assert.InRange(found.Confidence, 0.7, 1);
        Assert.NotEmpty(found.Supports);
        Assert.NotEmpty(found.Evidence.Frames);
    }

    [Fact]
    public void EachWayNotToGetAConnectionHasACause()
    {
        TcpAnomalies answer = Ask("unanswered.pcapng");
        Assert.Equal(
            ["dropped_on_path", "refused_by_server", "refused_on_path", "rejected_by_icmp"],
            answer.Diagnoses.Select(one => one.Cause).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("dns.pcapng")]
    [InlineData("tls12.pcapng")]
    [InlineData("tls13.pcapng")]
    [InlineData("tls-resumed.pcapng")]
    [InlineData("redis.pcapng")]
    [InlineData("vxlan.pcapng")]
    [InlineData("vlan.pcapng")]
    [InlineData("tunnels.pcapng")]
    public void HealthySamplesShowNoTrouble(string sample)
    {
        TcpAnomalies answer = Ask(sample);
        Assert.Empty(answer.Diagnoses.Select(one => $"{one.Cause} {string.Join("; ", one.Supports)}"));
        Assert.Contains("nothing shows trouble", answer.Overview, StringComparison.Ordinal);
    }

    [Fact]
    public void PacketsCapturedTwiceAreNoLoss() =>
        Assert.All(
            Ask("cooked-v1.pcap").Diagnoses,
            one => Assert.Equal(("captured_twice", "info"), (one.Cause, one.Severity))
        );

    [Fact]
    public void EvidenceSelectsTheSameFramesInTshark()
    {
        if (!TsharkProgram.IsThere)
            Assert.Skip("needs tshark");
        foreach (
            string sample in (string[])
                ["loss-before.pcapng", "zero-window.pcapng", "unanswered.pcapng", "black-hole.pcapng"]
        )
        {
            foreach (DiagnosisRow one in Ask(sample).Diagnoses)
            {
                long[] frames = TsharkProgram.Frames(Repo.Path("samples", sample), one.Evidence.DisplayFilter!);
                Assert.Equal(one.Evidence.FramesTotal, frames.Length);
                Assert.Equal(one.Evidence.Frames, frames.Take(20));
            }
        }
    }

    [Fact]
    public void WithoutTcpThereIsNothingToDiagnose()
    {
        TcpAnomalies answer = Ask("dhcp.pcapng");
        Assert.Empty(answer.Diagnoses);
        Assert.Empty(answer.Patterns);
        Assert.Equal("No TCP packets found in this capture.", answer.Message);
    }

    [Fact]
    public void APerfectHandshakeHasNoImbalance()
    {
        TcpAnomalies answer = Ask("tls13.pcapng");
        Assert.Equal((4L, 4L), (answer.Statistics.Flags.Syn, answer.Statistics.Flags.SynAck));
        Assert.DoesNotContain(answer.Patterns, one => one.Pattern == "syn_response_imbalance");
    }

    [Fact]
    public void SymptomsHaveTheirFigures()
    {
        TcpAnomalies answer = TcpAnomaliesQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            new TcpAnomaliesArguments
            {
                PcapFile = Repo.Path("samples", "unanswered.pcapng"),
                ServerIp = "198.51.100.80",
            },
            new AskContext()
        );
        Assert.Equal(
            ["rst_directional_asymmetry", "handshake_completion", "abnormal_termination", "syn_response_imbalance"],
            answer.Patterns.Select(one => one.Pattern)
        );
        Assert.Equal(0.8, (double)answer.Patterns[1].Observations["failure_rate"]!);
        Assert.Equal(8L, (long)answer.Patterns[3].Observations["syn_count"]!); // of them 3 sent again
        Assert.Equal("strong_rst_asymmetry", Assert.Single(answer.Summary.NotableObservations).Type);
    }

    [Fact]
    public void ManyUnfinishedHandshakesAreAFlood()
    {
        byte[][] syns =
        [
            .. Enumerable
                .Range(0, 200)
                .Select(i =>
                    Make.Tcp($"10.1.{i / 100}.{i % 100 + 1}:{2000 + i}", "10.0.0.2:80", 100, 0, TcpFlags.Syn, default)
                ),
        ];
        TcpAnomalies answer = Ask(SampleEngine.Write(_folder, syns));
        DiagnosisRow flood = Assert.Single(answer.Diagnoses);
        Assert.Equal(("syn_flood", "high", 200L), (flood.Type, flood.Severity, flood.Count));
    }

    [Fact]
    public void ASingleSynAtTheEndOfTheCaptureIsNoTrouble()
    {
        string path = SampleEngine.Write(
            _folder,
            Make.Tcp("10.0.0.1:2000", "10.0.0.2:80", 100, 0, TcpFlags.Syn, default)
        );
        Assert.Empty(Ask(path).Diagnoses);
    }

    private TcpAnomalies Ask(string capture) =>
        TcpAnomaliesQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            new TcpAnomaliesArguments
            {
                PcapFile = Path.IsPathRooted(capture) ? capture : Repo.Path("samples", capture),
            },
            new AskContext()
        );
}
