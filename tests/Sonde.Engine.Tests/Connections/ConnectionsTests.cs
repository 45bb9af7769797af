using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>Numbers of the samples are those of tshark.</summary>
public sealed class ConnectionsTests : IDisposable
{
    private const string Client = "10.0.0.1:40000";
    private const string Server = "10.0.0.2:80";
    private const TcpFlags Syn = TcpFlags.Syn;
    private const TcpFlags SynAck = TcpFlags.Syn | TcpFlags.Ack;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OneRealRetransmissionIsOne()
    {
        byte[] request = Make.Tcp(Client, Server, 101, 501, TcpFlags.Ack, new byte[50]);
        TcpConnections answer = List(
            Make.Tcp(Client, Server, 100, 0, Syn, default),
            Make.Tcp(Server, Client, 500, 101, SynAck, default),
            Make.Tcp(Client, Server, 101, 501, TcpFlags.Ack, default),
            request,
            Pause(),
            request
        );
        ConnectionRow row = Assert.Single(answer.Connections);
        Assert.Equal(1, row.Retransmissions);
        Assert.Equal(0.5, row.RetransmissionRate);
        Assert.Equal((2, 1, 4), (row.SynCount, row.SynAckCount, row.AckCount));
        Assert.Equal("active", row.CloseReason);
        Assert.Equal(1, answer.Summary.SuccessfulHandshakes);
    }

    [Fact]
    public void WithMoreConnectionsThanRecordsEveryConnectionIsCounted()
    {
        const int connections = 20_005;
        var frames = new byte[2 * connections][];
        for (int i = 0; i < connections; i++)
        {
            string client = $"10.1.{i >> 8}.{i & 255}:40000";
            frames[2 * i] = Make.Tcp(client, Server, 100, 0, Syn, default);
            frames[2 * i + 1] = Make.Tcp(Server, client, 0, 101, TcpFlags.Rst | TcpFlags.Ack, default);
        }
        TcpConnections answer = List(frames);
        ConnectionCounts counts = answer.Summary;
        Assert.Equal(
            (connections, connections, connections),
            (counts.TotalConnections, counts.RefusedConnections, answer.Total)
        );
        Assert.StartsWith($"{connections} TCP connections, {2 * connections} segments", answer.Overview);
        Assert.Contains(answer.Coverage.Limits!, limit => limit.Name == "tcp_connections_in_memory");
    }

    [Fact]
    public void ALoneSynAckIsNoHandshake()
    {
        TcpConnections answer = List(Make.Tcp(Server, Client, 500, 101, SynAck, default));
        ConnectionRow row = Assert.Single(answer.Connections);
        Assert.False(row.HandshakeCompleted);
        Assert.Equal((Client, Server, "syn_ack"), (row.Client, row.Server, row.RolesFrom));
    }

    [Fact]
    public void AConnectionThatWasOpenBeforeIsNoFailedHandshake()
    {
        TcpConnections answer = List(
            Make.Tcp(Client, Server, 101, 501, TcpFlags.Ack, new byte[50]),
            Make.Tcp(Server, Client, 501, 151, TcpFlags.Ack, default)
        );
        Assert.Equal((0, 1), (answer.Summary.FailedHandshakes, answer.Summary.HandshakesNotCaptured));
        Assert.Empty(answer.Issues);
    }

    [Fact]
    public void AConnectionOfWhichOneDirectionIsMissingIsNotUnanswered()
    {
        TcpConnections answer = List(
            Make.Tcp(Client, Server, 100, 0, Syn, default),
            Make.Tcp(Client, Server, 101, 501, TcpFlags.Ack, new byte[50])
        );
        Assert.Equal("not_captured", Assert.Single(answer.Connections).Opening);
    }

    [Fact]
    public void EachWayNotToGetAConnectionHasAName()
    {
        TcpConnections answer = Ask(Sample("unanswered.pcapng"));
        Assert.Equal(
            ["complete", "no_answer", "refused", "refused", "no_answer"],
            answer.Connections.Select(row => row.Opening)
        );
        Assert.Equal((1, 4), (answer.Summary.SuccessfulHandshakes, answer.Summary.FailedHandshakes));
    }

    [Fact]
    public void TenAreListedAndTheRestIsCounted()
    {
        TcpConnections answer = Ask(Sample("http.pcapng"));
        Assert.Equal((11, 10, 1, 10), (answer.Total, answer.Returned, answer.Omitted, answer.NextOffset));
        TcpConnections all = TcpConnectionsQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            new TcpConnectionsArguments { PcapFile = Sample("http.pcapng"), Detailed = true },
            new AskContext()
        );
        Assert.Equal(11, all.Connections.Count);
        Assert.Equal("[2001:db8:2::80]:80", all.Connections[9].Server);
    }

    [Theory]
    [InlineData("198.51.100.80", 8001, 1)]
    [InlineData("198.51.100.80", null, 5)]
    [InlineData(null, 8002, 1)]
    [InlineData("192.0.2.10", 8001, 0)] // that address has another port
    [InlineData("203.0.113.5", null, 0)]
    public void AServerIsAnEndWithBothAddressAndPort(string? ip, int? port, int expected)
    {
        TcpConnections answer = Ask(Sample("unanswered.pcapng"), ip, port);
        Assert.Equal(expected, answer.Total);
        Assert.Equal(expected == 0, answer.Message is not null);
    }

    [Fact]
    public void NoneIsAnAnswer()
    {
        TcpConnections answer = Ask(Sample("dhcp.pcapng"));
        Assert.Equal((0L, 0), (answer.TcpPacketsFound, answer.Total));
        Assert.Equal("No TCP packets found in this capture.", answer.Message);
        Assert.Equal(0, ConnectionLifecycleQuestion.Ask(Engine, Paged("dhcp.pcapng"), new AskContext()).Total);
    }

    [Theory]
    [InlineData("server", "is no address")]
    [InlineData("10.0.0.300", "is no address")]
    [InlineData("", "is no address")]
    public void AServerThatIsNoAddressIsAnError(string ip, string message)
    {
        var wrong = Assert.Throws<EngineException>(() => Ask(Sample("http.pcapng"), ip));
        Assert.Equal(EngineFault.InvalidArgument, wrong.Fault);
        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AResetInAnothersNameShowsItsHops()
    {
        ResetRow? reset = Assert.Single(Ask(Sample("reset-by-router-at-client.pcapng")).Connections).Reset;
        Assert.Equal(("server", 255, 63), (reset!.By, reset.Ttl, reset.UsualTtl));
        Assert.Contains("hops_left", reset.Signs);
    }

    [Fact]
    public void ALifeIsToldInOrder()
    {
        ConnectionLifecycle answer = ConnectionLifecycleQuestion.Ask(Engine, Paged("tls13.pcapng"), new AskContext());
        LifecycleRow row = answer.Connections[0];
        Assert.Equal(
            ["syn", "syn_ack", "tls_client_hello", "tls_server_hello", "fin", "fin"],
            row.Events.Select(one => one.Event)
        );
        Assert.Equal(["syn_sent", "syn_received", "established", "fin_wait", "closing", "closed"], row.States);
        Assert.Equal((4L, 8L), (answer.TotalEstablishments, answer.TotalTerminations));
        Assert.Equal(16, answer.Evidence.FramesTotal); // tshark -Y tcp.flags.syn == 1 || tcp.flags.fin == 1 || ...
        Assert.All(answer.ConnectionEstablishments, one => Assert.Equal("established", one.Status));
    }

    [Fact]
    public void BothWaysOfAServerAreCounted()
    {
        TrafficFlow answer = Flow("http.pcapng", "192.0.2.80");
        Assert.Equal((61L, 5322L), (answer.ClientToServer.PacketCount, answer.ClientToServer.ByteCount));
        Assert.Equal((57L, 29737L), (answer.ServerToClient.PacketCount, answer.ServerToClient.ByteCount));
        Assert.Equal((118L, "server_heavy"), (answer.Evidence.FramesTotal, answer.Analysis.DataFlowDirection));
    }

    [Fact]
    public void DatagramsOfAServerCount()
    {
        TrafficFlow answer = Flow("dns.pcapng", "192.0.2.53");
        Assert.Contains(answer.ByProtocol, one => one.Protocol == "UDP" && one.ServerToClient.PacketCount > 0);
    }

    [Fact]
    public void AServerThatNeverAnswersIsNotServerHeavy()
    {
        string path = SampleEngine.Write(_folder, Make.Tcp(Client, Server, 100, 0, Syn, default));
        TrafficFlow answer = TrafficFlowQuestion.Ask(
            Engine,
            new TrafficFlowArguments { PcapFile = path, ServerIp = "10.0.0.2" },
            new AskContext()
        );
        Assert.Equal("client_heavy", answer.Analysis.DataFlowDirection);
        Assert.Contains("none came back", answer.Analysis.Interpretation, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownServerHasNoTraffic() =>
        Assert.Contains("No TCP or UDP traffic", Flow("http.pcapng", "203.0.113.5").Message, StringComparison.Ordinal);

    private CaptureEngine Engine => SampleEngine.Over(_folder.Path);

    private static string Sample(string name) => Repo.Path("samples", name);

    private static PagedCaptureArguments Paged(string name) => new() { PcapFile = Sample(name) };

    // Three frames of nothing: three milliseconds.
    private static byte[] Pause() => Make.Ethernet(0x88b5, new byte[46]);

    private TcpConnections List(params byte[][] frames) => Ask(SampleEngine.Write(_folder, frames));

    private TcpConnections Ask(string path, string? ip = null, int? port = null) =>
        TcpConnectionsQuestion.Ask(
            Engine,
            new TcpConnectionsArguments
            {
                PcapFile = path,
                ServerIp = ip,
                ServerPort = port,
            },
            new AskContext()
        );

    private TrafficFlow Flow(string sample, string ip) =>
        TrafficFlowQuestion.Ask(
            Engine,
            new TrafficFlowArguments { PcapFile = Sample(sample), ServerIp = ip },
            new AskContext()
        );
}
