using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>The known cause of each sample of trouble ranks first, and healthy samples have none that is sure.</summary>
public sealed class DiagnoseCaptureTests : IDisposable
{
    private const double High = 0.8;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("loss-before.pcapng", "loss_before_capture")]
    [InlineData("loss-behind.pcapng", "loss_behind_capture")]
    [InlineData("zero-window.pcapng", "receiver_does_not_read")]
    [InlineData("reset-by-router-at-client.pcapng", "reset_on_path")]
    [InlineData("reset-by-router-at-server.pcapng", "reset_on_path")]
    [InlineData("reset-by-server.pcapng", "reset_by_server")]
    [InlineData("slow-server.pcapng", "slow_server")]
    [InlineData("rate-limit-at-client.pcapng", "rate_limit")]
    [InlineData("rate-limit-at-server.pcapng", "rate_limit")]
    [InlineData("reordering.pcapng", "reordering_on_path")]
    [InlineData("black-hole.pcapng", "path_mtu_black_hole")]
    [InlineData("unanswered.pcapng", "refused_on_path")]
    [InlineData("icmp.pcapng", "host_unreachable")]
    [InlineData("tls-resumed.pcapng", "tls_handshake_failed")]
    public void TheKnownCauseRanksFirst(string sample, string cause)
    {
        DiagnoseCapture answer = Ask(sample);
        CaptureCause first = answer.Causes[0];
        Assert.Equal((1, cause), (first.Rank, first.Cause));
        Assert.NotEmpty(first.Supports);
        Assert.NotEmpty(first.Evidence.Frames);
        Assert.NotEmpty(first.Hosts);
        Assert.Contains(cause, answer.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http.pcapng")]
    [InlineData("http2.pcapng")]
    [InlineData("dns.pcapng")]
    [InlineData("tls12.pcapng")]
    [InlineData("tls13.pcapng")]
    [InlineData("tls-suites.pcapng")]
    [InlineData("redis.pcapng")]
    [InlineData("mariadb.pcapng")]
    [InlineData("postgres.pcapng")]
    [InlineData("dhcp.pcapng")]
    [InlineData("vlan.pcapng")]
    [InlineData("vxlan.pcapng")]
    [InlineData("tunnels.pcapng")]
    [InlineData("cooked-v1.pcap")]
    public void HealthySamplesHaveNoSureCause(string sample) =>
        Assert.All(
            Ask(sample).Causes,
            one =>
            {
                Assert.True(one.Confidence < High, $"{one.Cause} {one.Confidence}");
                Assert.NotEqual("high", one.Severity);
            }
        );

    [Fact]
    public void EveryFailureOfNamesIsCounted() =>
        Assert.Equal(
            [
                ("name_does_not_exist", 3L),
                ("name_server_failure", 1),
                ("name_server_refuses", 1),
                ("name_server_silent", 1),
                ("name_server_slow", 1),
            ],
            Ask("dns.pcapng").Causes.Select(one => (one.Cause, one.Count)).Order()
        );

    [Fact]
    public void WhatCannotBeSeenIsSaid()
    {
        DiagnoseCapture answer = Ask("tls13.pcapng");
        Assert.Contains(answer.NotObservable, one => one.Contains("certificates of 4", StringComparison.Ordinal));
        Assert.Contains(answer.NotObservable, one => one.Contains("name resolution", StringComparison.Ordinal));
        Assert.Contains(answer.LookedAt, one => one == "TLS: 4 connections");
    }

    [Fact]
    public void TheSameCaptureGetsTheSameAnswer() =>
        Assert.Equal(AnswerSerializer.Text(Ask("unanswered.pcapng")), AnswerSerializer.Text(Ask("unanswered.pcapng")));

    [Fact]
    public void CausesComeInPages()
    {
        DiagnoseCapture page = Ask("dns.pcapng", 2, 1);
        Assert.Equal((5, 2, 3), (page.Total, page.Returned, page.NextOffset));
        Assert.Equal([2, 3], page.Causes.Select(one => one.Rank));
        Assert.Equal(EngineFault.InvalidArgument, Assert.Throws<EngineException>(() => Ask("dns.pcapng", 2, 99)).Fault);
    }

    [Fact]
    public void EvidenceSelectsItsFramesInTshark()
    {
        if (!TsharkProgram.IsThere)
            Assert.Skip("needs tshark");
        foreach (string sample in (string[])["dns.pcapng", "icmp.pcapng", "http.pcapng", "unanswered.pcapng"])
        {
            foreach (CaptureCause one in Ask(sample).Causes)
            {
                long[] frames = TsharkProgram.Frames(Repo.Path("samples", sample), one.Evidence.DisplayFilter!);
                Assert.Equal(one.Evidence.FramesTotal, frames.Length);
                Assert.Equal(one.Evidence.Frames, frames.Take(20));
            }
        }
    }

    private DiagnoseCapture Ask(string sample, int? limit = null, int? offset = null) =>
        DiagnoseCaptureQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            new PagedCaptureArguments
            {
                FilePath = Repo.Path("samples", sample),
                Limit = limit,
                Offset = offset,
            },
            new AskContext()
        );
}
