using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>True, false and unobservable statements about the samples are all judged right.</summary>
public sealed class VerifyClaimTests : IDisposable
{
    private const string Yes = "supported";
    private const string No = "contradicted";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Yes, "reset-by-server.pcapng", "reset by=198.51.100.80:8000 of=192.0.2.10")]
    [InlineData(Yes, "reset-by-server.pcapng", "reset by=198.51.100.80 after_idle_s=0.02")]
    [InlineData(No, "reset-by-server.pcapng", "reset by=198.51.100.80 after_idle_s=30")]
    [InlineData(No, "reset-by-server.pcapng", "reset by=192.0.2.10")]
    [InlineData(No, "reset-by-router-at-client.pcapng", "reset by=198.51.100.80")]
    [InlineData(No, "reset-by-router-at-server.pcapng", "reset by=192.0.2.10")]
    [InlineData(No, "http.pcapng", "reset by=[2001:db8:2::80]:80")]
    [InlineData(Yes, "http.pcapng", "connection_refused client=192.0.2.10 server=192.0.2.80:8080")]
    [InlineData(No, "http.pcapng", "connection_refused server=192.0.2.80:80")]
    [InlineData(Yes, "unanswered.pcapng", "connection_refused server=198.51.100.80:8002")]
    [InlineData(No, "unanswered.pcapng", "connection_refused server=198.51.100.80:8003")]
    [InlineData(No, "unanswered.pcapng", "connection_refused server=198.51.100.80:8001")]
    [InlineData(Yes, "unanswered.pcapng", "no_answer server=198.51.100.80:8001")]
    [InlineData(No, "unanswered.pcapng", "no_answer server=198.51.100.80:8000")]
    [InlineData(No, "unanswered.pcapng", "no_answer server=198.51.100.80:8004")]
    [InlineData(Yes, "dns.pcapng", "no_answer server=192.0.2.53")]
    [InlineData(Yes, "dns.pcapng", "dns_answer_time most_ms=2000")]
    [InlineData(No, "dns.pcapng", "dns_answer_time most_ms=100")]
    [InlineData(Yes, "dns.pcapng", "dns_answer_time least_ms=1200")]
    [InlineData(No, "dns.pcapng", "dns_answer_time least_ms=1300")]
    [InlineData(Yes, "dns.pcapng", "dns_failed rcode=nxdomain")]
    [InlineData(No, "dns.pcapng", "dns_failed rcode=NOTIMP")]
    [InlineData(Yes, "loss-before.pcapng", "packet_loss least_count=5 most_count=5")]
    [InlineData(Yes, "loss-behind.pcapng", "packet_loss server=198.51.100.80:8000 least_percent=4")]
    [InlineData(No, "loss-behind.pcapng", "packet_loss most_percent=1")]
    [InlineData(No, "reordering.pcapng", "packet_loss")]
    [InlineData(Yes, "black-hole.pcapng", "packet_loss")]
    [InlineData(Yes, "loss-before.pcapng", "retransmissions")]
    [InlineData(Yes, "http.pcapng", "retransmissions most_count=0")]
    [InlineData(No, "http.pcapng", "retransmissions")]
    [InlineData(Yes, "slow-server.pcapng", "rtt client=192.0.2.10 server=198.51.100.80 most_ms=100")]
    [InlineData(No, "slow-server.pcapng", "rtt least_ms=500")]
    [InlineData(Yes, "zero-window.pcapng", "zero_window by=192.0.2.10")]
    [InlineData(No, "zero-window.pcapng", "zero_window by=198.51.100.80")]
    [InlineData(Yes, "tls12.pcapng", "tls_version version=1.2 server=192.0.2.80:443")]
    [InlineData(No, "tls13.pcapng", "tls_version version=TLSv1.2")]
    [InlineData(Yes, "tls-resumed.pcapng", "tls_failed alert=protocol_version")]
    [InlineData(Yes, "tls13.pcapng", "tls_failed alert=unknown_ca")]
    [InlineData(Yes, "tls13-with-keys.pcapng", "tls_failed alert=unknown_ca")]
    [InlineData(No, "tls12.pcapng", "tls_failed")]
    [InlineData(No, "tls12.pcapng", "certificate_expired")]
    [InlineData(Yes, "http.pcapng", "http_status status=404")]
    [InlineData(Yes, "http.pcapng", "http_status status=5xx least_count=1 most_count=1")]
    [InlineData(No, "http.pcapng", "http_status status=5xx most_count=0")]
    [InlineData(No, "http.pcapng", "http_status status=503")]
    [InlineData(Yes, "http.pcapng", "http_response_time most_ms=100")]
    [InlineData(No, "http.pcapng", "http_response_time least_ms=100")]
    [InlineData(Yes, "http.pcapng", "traffic host=192.0.2.80 least_octets=35059 most_octets=35059")]
    [InlineData(No, "http.pcapng", "traffic host=192.0.2.80 most_count=10")]
    [InlineData(Yes, "http.pcapng", "host_present host=2001:db8:2::80")]
    [InlineData(No, "http.pcapng", "host_present host=192.0.2.99")]
    [InlineData(Yes, "dhcp.pcapng", "protocol_present name=dhcp")]
    [InlineData(No, "http.pcapng", "protocol_present name=tls")]
    public void StatementsThatTheCaptureDecidesAreDecided(string verdict, string sample, string claim)
    {
        VerifyClaim answer = Ask(sample, claim);
        Assert.Equal(verdict, answer.Verdict);
        Assert.Null(answer.Because);
        Assert.NotEmpty(answer.Why);
        Assert.NotEmpty(answer.Figures);
        if (verdict == Yes && answer.Figures[0].Value > 0)
            Assert.NotEmpty(answer.Evidence.Frames);
    }

    [Theory]
    [InlineData("nothing_of_the_kind", "reset-by-server.pcapng", "reset by=203.0.113.9")]
    [InlineData("nothing_of_the_kind", "dns.pcapng", "connection_refused server=198.51.100.1")]
    [InlineData("nothing_of_the_kind", "http.pcapng", "dns_answer_time most_ms=100")]
    [InlineData("nothing_of_the_kind", "dns.pcapng", "dns_failed name=never-asked.test")]
    [InlineData("nothing_of_the_kind", "dhcp.pcapng", "retransmissions")]
    [InlineData("nothing_of_the_kind", "http.pcapng", "tls_version version=1.3")]
    [InlineData("nothing_of_the_kind", "http.pcapng", "http_status status=404 host=absent.test")]
    [InlineData("nothing_of_the_kind", "icmp.pcapng", "packet_loss")]
    [InlineData("encrypted", "tls13.pcapng", "certificate_expired")]
    [InlineData("encrypted", "tls12.pcapng", "http_status status=404")]
    [InlineData("encrypted", "tls12.pcapng", "http_response_time most_ms=100")]
    [InlineData("encrypted", "tls13.pcapng", "protocol_present name=http")]
    [InlineData("capture_incomplete", "broken-off.pcapng", "http_status status=503")]
    [InlineData("capture_incomplete", "broken-off.pcapng", "http_response_time most_ms=1000")]
    [InlineData("capture_incomplete", "http.pcapng", "host_present host=192.0.2.99 max_packets=20")]
    [InlineData("packets_cut", "cut-packets.pcap", "protocol_present name=http")]
    public void WhatTheCaptureCannotTellIsSaid(string because, string sample, string claim)
    {
        VerifyClaim answer = Ask(sample, claim);
        Assert.Equal(("not_observable", because), (answer.Verdict, answer.Because));
        Assert.NotEmpty(answer.Why);
    }

    [Fact]
    public void WithKeysTheAnswerIsInTheCapture() =>
        Assert.Equal(No, Ask("tls13-with-keys.pcapng", "certificate_expired").Verdict);

    [Theory]
    [InlineData("no_answer server=10.0.0.2:80", "one_direction")]
    [InlineData("connection_refused server=10.0.0.2:80", "one_direction")]
    [InlineData("packet_loss", "one_direction")]
    [InlineData("rtt most_ms=10", "one_direction")]
    [InlineData("zero_window by=10.0.0.2", "one_direction")]
    [InlineData("reset by=10.0.0.2", "one_direction")]
    public void OneDirectionDoesNotTellWhatTheOtherDid(string claim, string because)
    {
        string path = SampleEngine.Write(
            _folder,
            Make.Tcp("10.0.0.1:2000", "10.0.0.2:80", 100, 0, TcpFlags.Syn, default),
            Make.Tcp("10.0.0.1:2000", "10.0.0.2:80", 101, 501, TcpFlags.Ack, default),
            Make.Tcp("10.0.0.1:2000", "10.0.0.2:80", 101, 501, TcpFlags.Ack | TcpFlags.Psh, "hello"u8),
            Make.Tcp("10.0.0.1:2000", "10.0.0.2:80", 106, 600, TcpFlags.Ack, default)
        );
        VerifyClaim answer = Ask(path, claim);
        Assert.Equal("not_observable", answer.Verdict);
        Assert.Contains(answer.Because, (string[])[because, "nothing_of_the_kind"]);
    }

    [Fact]
    public void ASynAtTheEndOfTheCaptureMayStillBeAnswered()
    {
        string path = SampleEngine.Write(
            _folder,
            Make.Tcp("10.0.0.1:2000", "10.0.0.2:80", 100, 0, TcpFlags.Syn, default)
        );
        Assert.Equal("capture_ends_too_soon", Ask(path, "no_answer server=10.0.0.2").Because);
    }

    [Fact]
    public void AResetAfterSilenceHasTheSilenceBeforeIt()
    {
        string path = SampleEngine.Write(
            _folder,
            Make.Tcp("10.0.0.1:2000", "10.0.0.2:80", 100, 0, TcpFlags.Syn, default),
            Make.Tcp("10.0.0.2:80", "10.0.0.1:2000", 500, 101, TcpFlags.Syn | TcpFlags.Ack, default),
            Make.Tcp("10.0.0.1:2000", "10.0.0.2:80", 101, 501, TcpFlags.Ack, default),
            Make.Tcp("10.0.0.2:80", "10.0.0.1:2000", 501, 101, TcpFlags.Rst | TcpFlags.Ack, default)
        );
        VerifyClaim answer = Ask(path, "reset by=10.0.0.2:80 of=10.0.0.1 after_idle_s=0.001");
        Assert.Equal((Yes, "frame.number in {4}"), (answer.Verdict, answer.Evidence.DisplayFilter));
        Assert.Equal(No, Ask(path, "reset by=10.0.0.2:80 of=10.0.0.1 after_idle_s=0.002").Verdict);
    }

    [Theory]
    [InlineData("resett by=192.0.2.1", "no kind of claim", "reset")]
    [InlineData("reset", "needs by", "by")]
    [InlineData("reset by=192.0.2.1 rcode=NXDOMAIN", "has no rcode", "by")]
    [InlineData("rtt server=192.0.2.1", "needs one of", "most_ms")]
    [InlineData("rtt most_ms=1 least_ms=2", "not both", "most_ms")]
    [InlineData("reset by=example.test", "no address", null)]
    [InlineData("reset by=192.0.2.1:70000", "no address", null)]
    [InlineData("reset by=1", "no address", null)]
    [InlineData("dns_failed rcode=NXDOMAINS", "no DNS response code", "NXDOMAIN")]
    [InlineData("tls_failed alert=unknown_cb", "no TLS alert", null)]
    [InlineData("tls_version version=1.7", "no version of TLS", "TLS 1.2")]
    [InlineData("http_status status=teapot", "no status of HTTP", "4xx")]
    [InlineData("protocol_present name=htttp", "no field or protocol", null)]
    [InlineData("host_present host=tcp||udp", "no address", null)]
    [InlineData("rtt most_ms=-1", "counts from 0", null)]
    public void StatementsThatMakeNoSenseAreRefused(string claim, string says, string? allowed)
    {
        EngineException fault = Assert.Throws<EngineException>(() => Ask("http.pcapng", claim));
        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        if (allowed is not null)
            Assert.Contains(allowed, fault.Allowed);
    }

    [Fact]
    public void EveryKindIsPublished()
    {
        string published = typeof(ClaimArguments)
            .GetProperty(nameof(ClaimArguments.Kind))!
            .GetCustomAttributes(typeof(DescriptionAttribute), false)
            .Cast<DescriptionAttribute>()
            .Single()
            .Description;
        Assert.All(ClaimKinds(), kind => Assert.Contains(kind, published, StringComparison.Ordinal));
    }

    [Fact]
    public void EvidenceSelectsItsFramesInTshark()
    {
        if (!TsharkProgram.IsThere)
            Assert.Skip("needs tshark");
        (string Sample, string Claim)[] claims =
        [
            ("loss-behind.pcapng", "retransmissions"),
            ("http.pcapng", "traffic host=192.0.2.80"),
            ("dhcp.pcapng", "protocol_present name=dhcp"),
            ("dns.pcapng", "dns_failed"),
        ];
        foreach ((string sample, string claim) in claims)
        {
            VerifyClaim answer = Ask(sample, claim);
            long[] frames = TsharkProgram.Frames(Repo.Path("samples", sample), answer.Evidence.DisplayFilter!);
            Assert.Equal(answer.Evidence.FramesTotal, frames.Length);
            Assert.Equal(answer.Evidence.Frames, frames.Take(20));
        }
    }

    private IReadOnlyList<string> ClaimKinds() =>
        Assert.Throws<EngineException>(() => Ask("http.pcapng", "nonsense")).Allowed;

    // "kind member=value …", with numbers as numbers.
    private VerifyClaim Ask(string capture, string claim)
    {
        string[] words = claim.Split(' ');
        var json = new JsonObject
        {
            ["file_path"] = Path.IsPathRooted(capture) ? capture : Repo.Path("samples", capture),
            ["kind"] = words[0],
        };
        foreach (string[] member in words.Skip(1).Select(word => word.Split('=', 2)))
            json[member[0]] =
                member[0].StartsWith("most_", StringComparison.Ordinal)
                || member[0].StartsWith("least_", StringComparison.Ordinal)
                || member[0] is "after_idle_s" or "max_packets"
                    ? JsonNode.Parse(member[1])
                    : member[1];
        return VerifyClaimQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            json.Deserialize(AnswerSerializer.TypeOf<ClaimArguments>())!,
            new AskContext()
        );
    }
}
