using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Applications;

public sealed class QuicDecryptionTests
{
    private static readonly byte[] Asks = MakeQuic.Stream(0, 0, MakeHttp3.Get("/x"), isLast: true);
    private static readonly byte[] Answers = MakeQuic.Stream(
        0,
        0,
        [.. MakeHttp3.Headers((":status", "200")), .. MakeHttp3.Data("ab")],
        isLast: true
    );

    private readonly List<HttpExchange> _exchanges = [];
    private readonly List<TlsConnection> _connections = [];
    private readonly List<DatagramStream> _streams = [];
    private readonly List<string> _trouble = [];
    private readonly List<byte> _messages = [];
    private readonly DecryptionCounts _counts = new();

    [Theory]
    [InlineData(0x1301, false)]
    [InlineData(0x1302, false)]
    [InlineData(0x1303, false)]
    [InlineData(0x1301, true)]
    public void RequestsAreReadInEverySuiteAndVersion(int suite, bool isVersion2)
    {
        var made = new MadeQuic((ushort)suite, isVersion2);
        byte[] finished = made.ClientHandshake.Long(
            QuicPacketType.Handshake,
            MadeQuic.ServerId,
            MadeQuic.ClientId,
            0,
            MakeQuic.Crypto(0, MakeTls.Message(20, new byte[32]))
        );
        Udp(made)
            .Client(made.Hello())
            .Server(made.Answer())
            .Client([.. finished, .. made.FromClient(0, Asks)])
            .Server(made.FromServer(0, Answers))
            .End();

        HttpExchange one = Assert.Single(_exchanges);
        Assert.Equal(
            ("3", "GET", "/x", "www.example.test", 200, 2L),
            (one.Version, one.Method, one.Target, one.Host, one.Status, one.ResponseBytes)
        );
        Assert.Equal((3L, 4L), (one.RequestFirst!.Value.Frame, one.ResponseLast!.Value.Frame));
        Assert.True(one is { IsRequestComplete: true, IsResponseComplete: true, Http3Stream: 0ul });
        Assert.NotNull(one.Carrier.Outer);
        TlsConnection connection = Assert.Single(_connections);
        Assert.Equal(
            ("h3", 4L, 0L),
            (connection.Choice!.Protocol, connection.RecordsOpened, connection.RecordsNotOpened)
        );
        Assert.Equal((3L, (byte)20), (connection.ClientFinishedAt!.Value.Frame, _messages[^1]));
        Assert.Equal((1L, 0L), (_counts.StreamsDecrypted, _counts.StreamsEncrypted));
        Assert.Equal("http3", Assert.Single(_streams).Inside);
    }

    [Fact]
    public void CertificatesOfTheHandshakeAreRead()
    {
        var made = new MadeQuic();
        byte[] chain = MakeTls.Message(11, [0, 0, 0, 8, 0, 0, 3, 1, 2, 3, 0, 0]);
        byte[] packet = made.ServerHandshake.Long(
            QuicPacketType.Handshake,
            MadeQuic.ClientId,
            MadeQuic.ServerId,
            1,
            MakeQuic.Crypto(15, chain) // behind the extensions
        );
        Udp(made).Client(made.Hello()).Server(made.Answer()).Server(packet).End();

        TlsConnection connection = Assert.Single(_connections);
        Assert.Equal([1, 2, 3], Assert.Single(connection.ServerChain!.Certificates));
    }

    [Fact]
    public void KeysAreUpdatedAndPacketsOfThePhaseBeforeStillOpened()
    {
        var made = new MadeQuic();
        MakeQuic second = made.Client.Updated();
        MakeQuic third = second.Updated();
        Udp(made)
            .Client(made.Hello())
            .Server(made.Answer())
            .Client(made.FromClient(0, Request(0)))
            .Client(second.Short(MadeQuic.ServerId, 2, Request(4), phase: true))
            .Client(made.FromClient(1, Request(8))) // overtaken
            .Client(third.Short(MadeQuic.ServerId, 3, Request(12)))
            .Client(second.Short(MadeQuic.ServerId, 4, Request(16), phase: true)) // nobody goes back
            .End();

        Assert.Equal(["/0", "/4", "/8", "/12"], _exchanges.OrderBy(one => one.Http3Stream).Select(one => one.Target));
        Assert.Equal(1, _counts.RecordsNotOpened);
    }

    [Fact]
    public void NumbersAreRecoveredFromTheirLowOctets()
    {
        var made = new MadeQuic();
        Talk talk = Udp(made).Client(made.Hello()).Server(made.Answer());
        ulong stream = 0;
        foreach (
            (ulong number, int size) in (ReadOnlySpan<(ulong, int)>)
                [(200, 4), (255, 1), (256, 1), (300, 1), (254, 1), (70_000, 3)]
        )
        {
            talk.Client(made.Client.Short(MadeQuic.ServerId, number, Request(stream), numberSize: size));
            stream += 4;
        }
        talk.End();
        Assert.Equal(6, _exchanges.Count);
    }

    [Fact]
    public void PacketsBeforeTheServersHelloWait()
    {
        var made = new MadeQuic();
        Udp(made)
            .Client(made.Hello())
            .Server(made.Extensions())
            .Client(made.FromClient(0, Asks))
            .Server(made.ServerHello())
            .Server(made.FromServer(0, Answers))
            .End();

        Assert.Equal(0, _counts.RecordsNotOpened);
        Assert.Equal((4L, 200), (_connections[0].RecordsOpened + 1, Assert.Single(_exchanges).Status));
    }

    [Fact]
    public void EarlyDataCountsWhenTheServerTakesIt()
    {
        byte[] early = EarlyHello();
        foreach (bool isTaken in (bool[])[true, false])
        {
            _exchanges.Clear();
            var made = new MadeQuic();
            byte[] zero = made.Early.Long(QuicPacketType.ZeroRtt, MakeQuic.FirstId, MadeQuic.ClientId, 0, Asks);
            Udp(made).Client([.. made.Hello(early), .. zero]).Server(made.Answer(takesEarly: isTaken)).End();
            Assert.Equal(isTaken ? 1 : 0, _exchanges.Count);
        }
    }

    [Fact]
    public void AnotherConnectionIdentifierMayHaveAnotherLength()
    {
        var made = new MadeQuic();
        byte[] id = [9, 8, 7, 6, 5, 4, 3, 2];
        byte[] says = [0x18, 1, 0, 8, .. id, .. new byte[16]];
        Udp(made)
            .Client(made.Hello())
            .Server(made.Answer())
            .Server(made.FromServer(0, says))
            .Client(made.Client.Short(id, 0, Asks))
            .End();
        Assert.Single(_exchanges);
    }

    [Fact]
    public void WrongKeysOpenNothingAndAreCounted()
    {
        var made = new MadeQuic();
        var other = new MadeQuic();
        other.Log.Add(MadeQuic.Line("CLIENT_TRAFFIC_SECRET_0", new byte[32]));
        other.Log.Add(MadeQuic.Line("SERVER_HANDSHAKE_TRAFFIC_SECRET", new byte[32]));
        Udp(other)
            .Client(made.Hello())
            .Server(made.Answer())
            .Client(made.FromClient(0, Asks))
            .Client(made.FromClient(1, Request(4)))
            .End();

        Assert.Empty(_exchanges);
        Assert.Equal((0L, 1L, 3L), (_counts.StreamsDecrypted, _counts.StreamsEncrypted, _counts.RecordsNotOpened));
    }

    [Fact]
    public void WithoutTheSessionInTheLogNothingIsTried()
    {
        var made = new MadeQuic();
        var log = new TlsKeyLog();
        log.Add(
            "CLIENT_TRAFFIC_SECRET_0 "u8
                .ToArray()
                .Concat(new byte[64].Select(_ => (byte)'1'))
                .Append((byte)' ')
                .Concat(new byte[64].Select(_ => (byte)'2'))
                .ToArray()
        );
        Talk.Udp(443, [.. StandardApplications.Observe(Sinks(log))])
            .Client(made.Hello())
            .Server(made.Answer())
            .Client(made.FromClient(0, Asks))
            .End();

        Assert.Equal((1L, 0L), (_counts.StreamsEncrypted, _counts.RecordsNotOpened));
        Assert.Equal(TlsOutcome.Completed, Assert.Single(_connections).Outcome);
    }

    [Fact]
    public void EveryPrefixAndEveryDamagedOctetOfAPacketIsBorne()
    {
        var made = new MadeQuic();
        byte[] packet = made.FromClient(0, Asks);
        Talk talk = Udp(made).Client(made.Hello()).Server(made.Answer());
        for (int length = 1; length < packet.Length; length++)
            talk.Client(packet.AsSpan(0, length));
        for (int at = 0; at < packet.Length; at++)
        {
            byte[] damaged = [.. packet];
            damaged[at] ^= 0x41;
            talk.Client(damaged);
        }
        Assert.Empty(_exchanges);
        talk.Client(packet).Server(made.FromServer(0, Answers)).End();
        Assert.Equal("/x", Assert.Single(_exchanges).Target);
    }

    [Fact]
    public void FramesThatNobodyKnowsEndThePacketAndAreSaid()
    {
        var made = new MadeQuic();
        Udp(made)
            .Client(made.Hello())
            .Server(made.Answer())
            .Client(made.FromClient(0, [.. Request(0), 0x7f, 0xff, .. Request(4)]))
            .End();

        Assert.Equal("/0", Assert.Single(_exchanges).Target);
        Assert.Equal(["quic_unknown_frames"], _trouble);
    }

    private static byte[] Request(ulong stream) =>
        MakeQuic.Stream(stream, 0, MakeHttp3.Get($"/{stream}"), isLast: true);

    // the usual hello with the extension of early data
    private static byte[] EarlyHello()
    {
        byte[] hello = MakeTls.ClientHello("www.example.test", TlsVersions.Tls13);
        int extensions = 4 + 2 + 32 + 1 + 2 + 4 + 2;
        byte[] body = [.. hello[4..], 0, 42, 0, 0];
        int length = body.Length - (extensions - 4) - 2;
        (body[extensions - 4], body[extensions - 3]) = ((byte)(length >> 8), (byte)length);
        return MakeTls.Message(1, body);
    }

    private ApplicationSinks Sinks(TlsKeyLog log) =>
        new()
        {
            Http = _exchanges.Add,
            Tls = _connections.Add,
            TlsMessages = (in TlsMessage message) => _messages.Add(message.Type),
            Datagrams = _streams.Add,
            Trouble = (_, limit) => _trouble.Add(limit),
            Keys = log,
            Decryption = _counts,
        };

    private Talk Udp(MadeQuic made) => Talk.Udp(443, [.. StandardApplications.Observe(Sinks(made.Log))]);
}
