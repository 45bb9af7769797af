using System.Text;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>Attacks, refused logins, silent hosts and slow or failing servers stand in the diagnosis beside everything else.</summary>
public sealed class JoinedCausesTests : IDisposable
{
    private const string Client = "10.0.0.1";
    private const string Server = "10.0.0.2";
    private const TcpFlags Data = TcpFlags.Ack | TcpFlags.Psh;

    private readonly TemporaryFolder _folder = new();
    private readonly List<(double At, byte[] Frame)> _frames = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("scan-syn", "port_scan", "high")]
    [InlineData("sweep-ping", "address_sweep", "medium")]
    [InlineData("guess-ftp", "brute_force", "critical")]
    [InlineData("flood-syn", "syn_flood", "high")]
    [InlineData("amplification", "reflection_amplification", "high")]
    [InlineData("dns-tunnel", "dns_tunnel", "high")]
    [InlineData("dns-generated", "dga_domain", "high")]
    [InlineData("arp-forged", "arp_spoofing", "high")]
    [InlineData("dhcp-rogue", "rogue_dhcp", "high")]
    [InlineData("icmp-tunnel", "icmp_tunnel", "high")]
    [InlineData("web-attack", "web_attack", "high")]
    public void AnAttackIsACauseWithAllThatBelongsToOne(string sample, string cause, string severity)
    {
        DiagnoseCapture answer = Ask(Repo.Path("samples", "threats", sample + ".pcapng"));

        CaptureCause one = answer.Causes.Single(row => row.Cause == cause && row.Area == "security");
        Assert.Equal(severity, one.Severity);
        Assert.NotEmpty(one.Supports);
        Assert.NotEmpty(one.SpeaksAgainst);
        Assert.NotEmpty(one.NotObservable);
        Assert.NotEmpty(one.Evidence.Frames);
        Assert.NotEmpty(one.Hosts);
        Assert.Equal("analyze_security_threats", one.Next.Tool);
        Assert.Contains(answer.LookedAt, text => text.StartsWith("security", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatAScanLeavesBehindSaysThatTheScanExplainsIt()
    {
        DiagnoseCapture answer = Ask(Repo.Path("samples", "threats", "scan-connect.pcapng"));

        CaptureCause refused = answer.Causes.Single(one => one.Cause == "refused_by_server");
        Assert.Contains(refused.SpeaksAgainst, text => text.StartsWith("port_scan", StringComparison.Ordinal));
    }

    [Fact]
    public void TheEvidenceOfSeveralFindingsSelectsTheFramesOfAll()
    {
        if (!TsharkProgram.IsThere)
            Assert.Skip("needs tshark");
        string path = Repo.Path("samples", "threats", "tls-old.pcapng");
        CaptureCause one = Ask(path).Causes.Single(row => row.Cause == "bad_certificate");

        long[] frames = TsharkProgram.Frames(path, one.Evidence.DisplayFilter!);
        Assert.Equal(one.Evidence.FramesTotal, frames.Length);
        Assert.Equal(one.Evidence.Frames, frames.Take(20));
    }

    [Fact]
    public void ALoginThatADatabaseRefusesIsACause()
    {
        byte[] startup = [0, 0, 0, 0, 0, 3, 0, 0, .. Encoding.ASCII.GetBytes("user\0eve\0database\0shop\0\0")];
        startup[3] = (byte)startup.Length;
        byte[] fields = Encoding.ASCII.GetBytes("SFATAL\0C28P01\0Mpassword authentication failed for user \"eve\"\0\0");
        byte[] error = [(byte)'E', 0, 0, 0, (byte)(fields.Length + 4), .. fields];
        for (int n = 0; n < 4; n++)
            Talk(n, 40_000 + n, 5432, startup, error, delay: 0.01);

        CaptureCause one = Cause("database_login_refused");

        Assert.Equal((4, "high", "application"), (one.Count, one.Severity, one.Area));
        Assert.Contains(one.Supports, text => text.Contains("28P01", StringComparison.Ordinal));
        Assert.NotEmpty(one.SpeaksAgainst);
        Assert.NotEmpty(one.NotObservable);
        Assert.Equal("extract_database_queries", one.Next.Tool);
        Assert.Equal(4, one.FlowsTotal);
    }

    [Fact]
    public void AWrongPasswordOfRedisIsARefusedLoginAndNoOtherError()
    {
        for (int n = 0; n < 3; n++)
            Talk(
                n,
                40_000 + n,
                6379,
                Encoding.ASCII.GetBytes("*2\r\n$4\r\nAUTH\r\n$5\r\nwrong\r\n"),
                Encoding.ASCII.GetBytes("-WRONGPASS invalid username-password pair\r\n"),
                delay: 0.01
            );

        DiagnoseCapture answer = Ask(Write());

        Assert.Equal(3, answer.Causes.Single(one => one.Cause == "database_login_refused").Count);
        Assert.DoesNotContain(answer.Causes, one => one.Cause == "application_error");
        Assert.DoesNotContain("wrong\"", AnswerSerializer.Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public void AHostThatNeverAnswersPingsAndOneThatLosesSomeAreTwoCauses()
    {
        for (int n = 0; n < 10; n++)
        {
            Echo(n, Client, "10.0.0.8", n, isReply: false);
            Echo(n, Client, "10.0.0.9", n, isReply: false);
            if (n % 3 != 0)
                Echo(n + 0.01, "10.0.0.9", Client, n, isReply: true);
        }
        Echo(20, Client, "10.0.0.9", 20, isReply: false); // may still be answered

        DiagnoseCapture answer = Ask(Write());

        CaptureCause silent = answer.Causes.Single(one => one.Cause == "ping_unanswered");
        CaptureCause lost = answer.Causes.Single(one => one.Cause == "ping_loss");
        Assert.Equal((10, 4), (silent.Count, lost.Count));
        Assert.Contains("10.0.0.8", silent.Hosts);
        Assert.DoesNotContain("10.0.0.9", silent.Hosts);
        Assert.Contains(silent.SpeaksAgainst, text => text.Contains("on purpose", StringComparison.Ordinal));
        Assert.NotEmpty(silent.NotObservable);
        Assert.Equal("analyze_icmp_packets", silent.Next.Tool);
    }

    [Fact]
    public void ErrorsAndSlownessOfAWebServerHaveTheirShares()
    {
        for (int n = 0; n < 8; n++)
        {
            string status =
                n < 4 ? "500 Internal Server Error"
                : n == 4 ? "404 Not Found"
                : "200 OK";
            Talk(
                n * 10,
                40_000 + n,
                80,
                Encoding.ASCII.GetBytes($"GET /{n} HTTP/1.1\r\nHost: shop.test\r\n\r\n"),
                Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n"),
                delay: n is 6 or 7 ? 3 : 0.02
            );
        }

        DiagnoseCapture answer = Ask(Write());

        CaptureCause failed = answer.Causes.Single(one => one.Cause == "http_server_error");
        CaptureCause refused = answer.Causes.Single(one => one.Cause == "http_client_error");
        CaptureCause slow = answer.Causes.Single(one => one.Cause == "slow_answers");
        Assert.Equal((4, 1, 2), (failed.Count, refused.Count, slow.Count));
        Assert.Contains(failed.Supports, text => text.Contains("4 of 8", StringComparison.Ordinal));
        Assert.Contains(slow.Supports, text => text.Contains("the longest took 3 s", StringComparison.Ordinal));
        Assert.All(
            (CaptureCause[])[failed, refused, slow],
            one =>
            {
                Assert.NotEmpty(one.SpeaksAgainst);
                Assert.NotEmpty(one.NotObservable);
                Assert.NotEmpty(one.Next.Tool);
            }
        );
    }

    private CaptureCause Cause(string name) => Ask(Write()).Causes.Single(one => one.Cause == name);

    private void Talk(double at, int clientPort, int serverPort, byte[] ask, byte[] answer, double delay)
    {
        (string client, string server) = ($"{Client}:{clientPort}", $"{Server}:{serverPort}");
        (uint asked, uint answered) = ((uint)ask.Length, (uint)answer.Length);
        Add(at, Make.Tcp(client, server, 100, 0, TcpFlags.Syn, []));
        Add(at + 0.001, Make.Tcp(server, client, 500, 101, TcpFlags.Syn | TcpFlags.Ack, []));
        Add(at + 0.002, Make.Tcp(client, server, 101, 501, TcpFlags.Ack, []));
        Add(at + 0.003, Make.Tcp(client, server, 101, 501, Data, ask));
        Add(at + 0.003 + delay, Make.Tcp(server, client, 501, 101 + asked, Data, answer));
        Add(at + 0.004 + delay, Make.Tcp(client, server, 101 + asked, 501 + answered, TcpFlags.Fin | TcpFlags.Ack, []));
        Add(at + 0.005 + delay, Make.Tcp(server, client, 501 + answered, 102 + asked, TcpFlags.Fin | TcpFlags.Ack, []));
        Add(at + 0.006 + delay, Make.Tcp(client, server, 102 + asked, 502 + answered, TcpFlags.Ack, []));
    }

    private void Echo(double at, string from, string to, int sequence, bool isReply)
    {
        byte[] message = new byte[40];
        Icmp.Write(message, isReply ? Icmp.EchoReply : Icmp.EchoRequest, 0, (uint)(7 << 16 | sequence), new byte[32]);
        Add(at, Make.Ipv4(from, to, IpProtocols.Icmp, message));
    }

    private void Add(double at, byte[] frame) => _frames.Add((at, frame));

    private string Write() => SampleEngine.WriteAt(_folder, [.. _frames.OrderBy(one => one.At)]);

    private DiagnoseCapture Ask(string path) =>
        DiagnoseCaptureQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            new PagedCaptureArguments { FilePath = path },
            new AskContext()
        );
}
