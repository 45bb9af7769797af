using Sonde.Testing;
using Xunit;

namespace Sonde.Analysis.Tests.Applications;

public sealed class DtlsReaderTests
{
    // MakeTls gives the hello of a stream; a datagram's has a cookie between session and suites.
    private static readonly byte[] Hello =
    [
        .. MakeTls.ClientHello("www.example.test")[4..39],
        0,
        .. MakeTls.ClientHello("www.example.test")[39..],
    ];
    private static readonly byte[] Answer = MakeTls.ServerHello(0xc02b)[4..];

    private readonly List<TlsConnection> _seen = [];

    [Fact]
    public void AHandshakeInDatagramsIsRead()
    {
        Udp(40443)
            .Client(Record(22, 0, Part(1, 0, Hello.Length, 0, Hello)))
            .Server(Record(22, 0, Part(2, 0, Answer.Length, 0, Answer)))
            .Client(Record(22, 1, new byte[40]))
            .Server(Record(22, 1, new byte[40]))
            .End();

        TlsConnection connection = Assert.Single(_seen);
        Assert.Equal((TlsCarrier.Datagrams, TlsOutcome.Completed), (connection.Carrier, connection.Outcome));
        Assert.Equal("www.example.test", connection.Offer!.ServerName);
        Assert.Equal(0xc02b, connection.Choice!.CipherSuite);
    }

    [Fact]
    public void PartsOfAMessageAreJoined()
    {
        Udp(40443)
            .Client(Record(22, 0, Part(1, 0, Hello.Length, 0, Hello.AsSpan(0, 30))))
            .Client(Record(22, 0, Part(1, 0, Hello.Length, 30, Hello.AsSpan(30))))
            .End();

        Assert.Equal("www.example.test", Assert.Single(_seen).Offer!.ServerName);
    }

    private static byte[] Record(byte content, byte epoch, byte[] body) =>
        [content, 0xfe, 0xfd, 0, epoch, 0, 0, 0, 0, 0, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    private static byte[] Part(byte type, byte number, int length, int offset, ReadOnlySpan<byte> part) =>
        [
            type,
            0,
            (byte)(length >> 8),
            (byte)length,
            0,
            number,
            0,
            0,
            (byte)offset,
            0,
            (byte)(part.Length >> 8),
            (byte)part.Length,
            .. part,
        ];

    private Talk Udp(int port) =>
        Talk.Udp(port, [.. StandardApplications.Observe(new ApplicationSinks { Tls = _seen.Add })]);
}
