using System.Net;
using System.Net.Sockets;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Probes.Tests.Dns;

/// <summary>Real sockets on the loopback address, and servers that do what no server should.</summary>
public sealed class DnsNetworkTests
{
    private static readonly DnsQuery Query = new("www.example.", DnsTypes.A);
    private static readonly TinyRecord Record = TinyRecord.A("www.example.", "192.0.2.80");

    [Theory]
    [InlineData(DnsTransport.Udp, "127.0.0.1")]
    [InlineData(DnsTransport.Tcp, "127.0.0.1")]
    [InlineData(DnsTransport.Udp, "::1")]
    [InlineData(DnsTransport.Tcp, "::1")]
    public async Task AnAnswerComesBack(DnsTransport transport, string address)
    {
        Assert.SkipUnless(Can.Listen(address), $"{address} is not there");
        await using var server = new TinyDns(query => [query.Reply(records: Record)], IPAddress.Parse(address));
        using var network = new DnsNetwork(TimeProvider.System);

        DnsReply reply = await Ask(network, new DnsServer(new(IPAddress.Parse(address), server.Port), transport));

        Assert.Equal("192.0.2.80", Assert.Single(DnsContents.Read(reply.Octets).Entries).Value);
        Assert.Equal(1, network.Tally.Sent);
    }

    [Fact]
    public async Task EverythingThatIsNotTheAnswerIsIgnoredAndCounted()
    {
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await using var server = new TinyDns(query =>
        {
            byte[] answer = query.Reply(records: Record);
            stranger.SendTo(answer, query.From);
            return
            [
                Changed(answer, 1),
                TinyQuery.Message(query.Id, "evil.example.", 1, 0x8180),
                query.Octets,
                [1, 2, 3],
                [],
                answer,
            ];
        });
        using var network = new DnsNetwork(TimeProvider.System);

        DnsReply reply = await Ask(network, new DnsServer(new(IPAddress.Loopback, server.Port)));

        Assert.NotNull(reply.Octets);
        Assert.Equal(1, network.Tally.OtherSource);
        Assert.Equal(1, network.Tally.OtherId);
        Assert.Equal(1, network.Tally.OtherQuestion);
        Assert.Equal(3, network.Tally.Malformed);
    }

    [Fact]
    public async Task APortWithoutServerIsRefusedAtOnce()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems may keep it to themselves");
        using var network = new DnsNetwork(TimeProvider.System);

        DnsReply reply = await Ask(network, new DnsServer(new(IPAddress.Loopback, FreePort())), minutes: 10);

        Assert.All(reply.Tries, one => Assert.Equal("connection refused", one.Outcome));
    }

    [Theory]
    [InlineData("", "the server closed the connection without an answer")]
    [InlineData("00", "the server closed the connection in the middle of its answer")]
    [InlineData("00200102", "the server closed the connection in the middle of its answer")]
    public async Task HalfAMessageOverTcpIsAFailureWithItsReason(string octets, string reason)
    {
        await using var server = new TinyDns(_ =>
            octets.Length == 0
                ?
                [
                    [],
                ]
                : [Convert.FromHexString(octets), []]
        );
        using var network = new DnsNetwork(TimeProvider.System);

        DnsReply reply = await Ask(network, new DnsServer(new(IPAddress.Loopback, server.Port), DnsTransport.Tcp));

        Assert.All(reply.Tries, one => Assert.Equal(reason, one.Outcome));
    }

    [Fact]
    public async Task OverTcpAsWellOnlyTheAnswerCounts()
    {
        await using var server = new TinyDns(query =>
            [
                query.Framed([1, 2, 3]),
                query.Framed(TinyQuery.Message((ushort)(query.Id + 1), query.Name, 1, 0x8180)),
                query.Reply(records: Record),
            ]
        );
        using var network = new DnsNetwork(TimeProvider.System);

        DnsReply reply = await Ask(network, new DnsServer(new(IPAddress.Loopback, server.Port), DnsTransport.Tcp));

        Assert.NotNull(reply.Octets);
        Assert.Equal(1, network.Tally.OtherId);
        Assert.Equal(1, network.Tally.Malformed);
    }

    [Fact]
    public async Task ASilentServerCostsTheTimeAndNoMore()
    {
        await using var server = new TinyDns(_ => []);
        using var network = new DnsNetwork(TimeProvider.System);
        var exchange = new DnsExchange(network, new Pace(1000, TimeProvider.System), TimeProvider.System);

        foreach (DnsTransport transport in (DnsTransport[])[DnsTransport.Udp, DnsTransport.Tcp])
        {
            DnsReply reply = await exchange.AskAsync(
                [new DnsServer(new(IPAddress.Loopback, server.Port), transport)],
                Query,
                new DnsPatience(TimeSpan.FromSeconds(0.2), 1),
                TestContext.Current.CancellationToken
            );
            Assert.Null(reply.Octets);
            Assert.Equal(2, reply.Tries.Count);
        }
    }

    [Fact]
    public async Task AConnectionIsKeptForTheNextQuestion()
    {
        await using var server = new TinyDns(query => [query.Reply(records: Record)]);
        using var network = new DnsNetwork(TimeProvider.System);
        var tcp = new DnsServer(new(IPAddress.Loopback, server.Port), DnsTransport.Tcp);

        Assert.NotNull((await Ask(network, tcp)).Connect);
        Assert.Null((await Ask(network, tcp)).Connect);
        Assert.Single(server.Asked.Select(query => query.From).Distinct());
    }

    [Fact]
    public async Task ManyQuestionsShareTheSocketsWithoutMixingTheirAnswers()
    {
        await using var server = new TinyDns(query => [query.Reply(records: TinyRecord.Txt(query.Name, query.Name))]);
        using var network = new DnsNetwork(TimeProvider.System, null, 2);
        var exchange = new DnsExchange(network, new Pace(1_000_000, TimeProvider.System), TimeProvider.System);
        DnsServer[] servers = [new DnsServer(new(IPAddress.Loopback, server.Port))];

        DnsReply?[] replies = await Batch.RunAsync(
            Enumerable.Range(0, 2000).ToArray(),
            100,
            (number, cancel) =>
                exchange.AskAsync(
                    servers,
                    new DnsQuery($"n{number}.example.", DnsTypes.Txt),
                    new DnsPatience(TimeSpan.FromMinutes(2), 5),
                    cancel
                ),
            null,
            TestContext.Current.CancellationToken
        );

        Assert.All(
            replies.Select((reply, number) => (reply, number)),
            pair => Assert.Equal($"n{pair.number}.example.", DnsContents.Read(pair.reply!.Octets).Entries[0].Text)
        );
        Assert.InRange(server.Asked.Select(query => query.From).Distinct().Count(), 1, 2);
    }

    private static byte[] Changed(byte[] octets, int position)
    {
        byte[] changed = [.. octets];
        changed[position] ^= 0xff;
        return changed;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static Task<DnsReply> Ask(DnsNetwork network, DnsServer server, double minutes = 1) =>
        new DnsExchange(network, new Pace(1000, TimeProvider.System), TimeProvider.System).AskAsync(
            [server],
            Query,
            new DnsPatience(TimeSpan.FromMinutes(minutes), 1),
            TestContext.Current.CancellationToken
        );

    private static class Can
    {
        public static bool Listen(string address)
        {
            try
            {
                var listener = new TcpListener(IPAddress.Parse(address), 0);
                listener.Start();
                listener.Stop();
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }
}
