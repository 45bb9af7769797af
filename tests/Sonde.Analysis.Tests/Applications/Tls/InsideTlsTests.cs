using System.Text;
using Sonde.Analysis.Tests.Applications.Databases;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Applications;

/// <summary>What runs inside TLS that was decrypted, also where a conversation began in clear.</summary>
public sealed class InsideTlsTests
{
    private static readonly byte[] ClientSecret = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] ServerSecret = [.. Enumerable.Repeat((byte)2, 32)];

    private readonly DatabaseListener _databases = new();
    private readonly List<HttpExchange> _http = [];
    private ulong _clientNumber;
    private ulong _serverNumber;

    [Fact]
    public void MysqlGoesOnInsideWithWhatItsGreetingSaid()
    {
        Talk talk = Tcp(3306)
            .Server(DatabaseListener.MysqlGreeting())
            .Client(DatabaseListener.Mysql(1, [0x08, 0x8a, 0x08, 0, .. new byte[28]])); // asks for TLS
        Handshake(talk);
        byte[] login = DatabaseListener.MysqlLogin();
        login[3] = 2;
        Client(talk, login);
        Server(talk, DatabaseListener.Mysql(3, 0, 0, 0, 2, 0, 0, 0));
        Client(talk, DatabaseListener.MysqlCommand(3, "DELETE FROM basket"));
        Server(talk, DatabaseListener.Mysql(1, 0, 7, 0, 2, 0, 0, 0));
        talk.End();

        DatabaseQuery query = _databases.Only;
        Assert.Equal(("DELETE FROM basket", 7L), (query.Statement, query.Affected));
        DatabaseSession inner = _databases.Sessions.Single(session => session.Stream.Outer is not null);
        Assert.Equal(("ann", "8.0.36", null), (inner.User, inner.ServerVersion, inner.Unread));
        Assert.True(inner.Stream.Outer!.IsDecrypted);
    }

    [Fact]
    public void PostgresGoesOnInside()
    {
        Talk talk = Tcp(5432).Client(DatabaseListener.PostgresStartup(80877103, "")).Server("S");
        Handshake(talk);
        Client(talk, DatabaseListener.PostgresStartup(196608, "user\0ann\0database\0shop\0\0"));
        Server(talk, [.. DatabaseListener.Postgres('R', 0, 0, 0, 0), .. DatabaseListener.Postgres('Z', "I")]);
        Client(talk, DatabaseListener.Postgres('Q', "SELECT 1\0"));
        Server(talk, [.. DatabaseListener.Postgres('C', "SELECT 1\0"), .. DatabaseListener.Postgres('Z', "I")]);
        talk.End();

        Assert.Equal("SELECT 1", _databases.Only.Statement);
    }

    [Fact]
    public void AMessageOverSeveralRecordsIsReadWithTheFramesThatCompletedThem()
    {
        Talk talk = Tcp(443);
        Handshake(talk);
        Client(talk, "GET /a HTTP/1.1\r\n"u8); // frame 5
        Client(talk, "Host: a\r\n\r\n"u8);
        Server(talk, "HTTP/1.1 204 No\r\n\r\n"u8);
        talk.End();

        HttpExchange one = Assert.Single(_http);
        Assert.Equal(
            (5L, 6L, 7L),
            (one.RequestFirst!.Value.Frame, one.RequestLast!.Value.Frame, one.ResponseFirst!.Value.Frame)
        );
        Assert.Equal("tls", one.Carrier.Outer!.Application!.Name);
    }

    [Fact]
    public void WhatRunsThroughAProxyIsFoundOut()
    {
        Talk talk = Tcp(3128).Client("CONNECT a:443 HTTP/1.1\r\n\r\n").Server("HTTP/1.1 200 Go\r\n\r\n");
        Handshake(talk);
        Client(talk, [.. MakeHttp2.Begin, .. MakeHttp2.Get(1, "/inside")]);
        Server(talk, MakeHttp2.Headers(1, true, (":status", "204")));
        talk.End();

        Assert.Equal([("CONNECT", 200), ("GET", 204)], _http.Select(one => (one.Method!, one.Status)));
        Assert.Equal("2", _http[1].Version);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EarlyDataCountOnceWhetherTheServerTakesThemOrNot(bool isTaken)
    {
        byte[] early = [.. Enumerable.Repeat((byte)3, 32)];
        byte[] clientHandshake = [.. Enumerable.Repeat((byte)4, 32)];
        byte[] serverHandshake = [.. Enumerable.Repeat((byte)5, 32)];
        byte[] get = [.. "GET /early HTTP/1.1\r\n\r\n"u8];
        byte[] hello = MakeTls.ClientHello("a", TlsVersions.Tls13);
        hello = [.. hello, .. MakeTls.Extension(42)]; // the lengths before it grow with it
        Grow(hello, 1, 3, 4);
        Grow(hello, 4 + 2 + 32 + 1 + 2 + 4 + 2, 2, 4);
        Talk talk = Tcp(
            443,
            ("CLIENT_EARLY_TRAFFIC_SECRET", early),
            ("CLIENT_HANDSHAKE_TRAFFIC_SECRET", clientHandshake),
            ("SERVER_HANDSHAKE_TRAFFIC_SECRET", serverHandshake)
        );
        byte[] accepted = isTaken ? [0, 4, .. MakeTls.Extension(42)] : [0, 0];
        talk.Client(MakeTls.Record(22, hello))
            .Client(MakeTls.Sealed(early, 0, 23, get))
            .Server(MakeTls.Record(22, MakeTls.ServerHello(0x1301, TlsVersions.Tls13)))
            .Server(MakeTls.Sealed(serverHandshake, 0, 22, MakeTls.Message(8, accepted)))
            .Server(MakeTls.Sealed(serverHandshake, 1, 22, MakeTls.Message(20, new byte[32])));
        if (isTaken)
            talk.Client(MakeTls.Sealed(early, 1, 22, MakeTls.Message(5)));
        else
            talk.Client(MakeTls.Sealed(early, 1, 23, get)); // on its way when the server refused
        talk.Client(MakeTls.Sealed(clientHandshake, 0, 22, MakeTls.Message(20, new byte[32])));
        if (!isTaken)
            Client(talk, get);
        Server(talk, "HTTP/1.1 204 No\r\n\r\n"u8);
        talk.End();

        HttpExchange one = Assert.Single(_http);
        Assert.Equal(("/early", 204), (one.Target, one.Status));
    }

    [Fact]
    public void EveryUpdateOfKeysIsFollowed()
    {
        Talk talk = Tcp(443);
        Handshake(talk);
        Client(talk, "GET /a HTTP/1.1\r\n\r\n"u8);
        byte[] secret = ClientSecret;
        for (int update = 0; update < 3; update++)
        {
            talk.Client(MakeTls.Sealed(secret, 1, 22, 24, 0, 0, 1, 0));
            secret = System.Security.Cryptography.HKDF.Expand(
                System.Security.Cryptography.HashAlgorithmName.SHA256,
                secret,
                32,
                [0, 32, 17, .. "tls13 traffic upd"u8, 0]
            );
            talk.Client(MakeTls.Sealed(secret, 0, 23, "GET /b HTTP/1.1\r\n\r\n"u8));
        }
        talk.End();

        Assert.Equal(["/a", "/b", "/b", "/b"], _http.Select(one => one.Target));
    }

    [Fact]
    public void RecordsBehindAGapAreOpenedAndTheGapIsKnownInside()
    {
        Talk talk = Tcp(443);
        Handshake(talk);
        Client(talk, "GET /a HTTP/1.1\r\n\r\n"u8);
        Server(talk, [.. "HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n"u8, .. new byte[100]]);
        byte[] lost = [.. Sealed(new byte[70]), .. Sealed(new byte[30])];
        talk.LoseFromServer(lost.Length);
        Server(talk, new byte[100]);
        Client(talk, "GET /b HTTP/1.1\r\n\r\n"u8);
        Server(talk, "HTTP/1.1 204 No\r\n\r\n"u8);
        talk.End();

        Assert.Equal([("/a", 200), ("/b", 204)], _http.Select(one => (one.Target!, one.Status)));
        Assert.True(_http[0] is { HasGap: true, IsResponseComplete: false, ResponseBytes: 200 });
    }

    [Fact]
    public void NoiseInsideNeverThrows()
    {
        var random = new Random(1);
        for (int round = 0; round < 200; round++)
        {
            (_clientNumber, _serverNumber) = (0, 0);
            Talk talk = Tcp(443);
            Handshake(talk);
            byte[] noise = new byte[random.Next(1, 300)];
            random.NextBytes(noise);
            talk.Client(MakeTls.Sealed(ClientSecret, _clientNumber++, (byte)random.Next(19, 25), noise));
            talk.Server(MakeTls.Sealed(ServerSecret, _serverNumber++, (byte)random.Next(19, 25), noise));
            Client(talk, noise);
            Server(talk, noise);
            talk.End();
        }
        Assert.Empty(_http);
    }

    private static void Handshake(Talk talk) =>
        talk.Client(MakeTls.Record(22, MakeTls.ClientHello("a", TlsVersions.Tls13)))
            .Server(MakeTls.Record(22, MakeTls.ServerHello(0x1301, TlsVersions.Tls13)));

    private void Client(Talk talk, ReadOnlySpan<byte> clear) =>
        talk.Client(MakeTls.Sealed(ClientSecret, _clientNumber++, 23, clear));

    private void Server(Talk talk, ReadOnlySpan<byte> clear) => talk.Server(Sealed(clear));

    private byte[] Sealed(ReadOnlySpan<byte> clear) => MakeTls.Sealed(ServerSecret, _serverNumber++, 23, clear);

    private static void Grow(byte[] octets, int at, int width, int by)
    {
        for (int carry = by, index = at + width - 1; index >= at; index--, carry >>= 8)
        {
            carry += octets[index];
            octets[index] = (byte)carry;
        }
    }

    private Talk Tcp(int port, params ReadOnlySpan<(string Label, byte[] Secret)> more)
    {
        string random = new('0', 64);
        var keys = new TlsKeyLog();
        keys.Add(
            Encoding.ASCII.GetBytes(
                $"CLIENT_TRAFFIC_SECRET_0 {random} {Convert.ToHexString(ClientSecret)}\n"
                    + $"SERVER_TRAFFIC_SECRET_0 {random} {Convert.ToHexString(ServerSecret)}\n"
            )
        );
        foreach ((string label, byte[] secret) in more)
            keys.Add(Encoding.ASCII.GetBytes($"{label} {random} {Convert.ToHexString(secret)}"));
        var sinks = new ApplicationSinks
        {
            Keys = keys,
            Http = _http.Add,
            Databases = _databases,
        };
        return Talk.Tcp(port, [.. StandardApplications.Observe(sinks)]);
    }
}
