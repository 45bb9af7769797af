using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Applications;

public sealed class TlsReaderTests
{
    private static readonly byte[] Hello = MakeTls.Record(22, MakeTls.ClientHello("www.example.test"));
    private static readonly byte[] Hello13 = MakeTls.Record(
        22,
        MakeTls.ClientHello("www.example.test", TlsVersions.Tls13, TlsVersions.Tls12)
    );
    private static readonly byte[] Answer = MakeTls.Record(22, MakeTls.ServerHello(0xc02b));
    private static readonly byte[] Answer13 = MakeTls.Record(22, MakeTls.ServerHello(0x1301, TlsVersions.Tls13));
    private static readonly byte[] Finish =
    [
        .. MakeTls.Record(20, 1),
        .. MakeTls.Record(22, [.. Enumerable.Repeat((byte)0xab, 40)]),
    ];

    private readonly List<TlsConnection> _seen = [];

    [Fact]
    public void AHandshakeIsReadWhateverThePort()
    {
        Tcp(9999).Client(Hello).Server([.. Answer, .. MakeTls.Handshake(14)]).Client(Finish).Server(Finish).End();

        TlsConnection connection = Assert.Single(_seen);
        Assert.Equal(TlsOutcome.Completed, connection.Outcome);
        Assert.Equal("www.example.test", connection.Offer!.ServerName);
        Assert.Equal((TlsVersions.Tls12, (ushort)0xc02b), (connection.Version!.Value, connection.Choice!.CipherSuite));
        Assert.Equal(40000, connection.Client.Port);
        Assert.Equal(3_000_000, connection.Duration);
        Assert.Equal([3, 4, 5, 6], connection.Frames);
    }

    [Fact]
    public void MessagesAreReadAcrossSegmentsAndRecords()
    {
        byte[] hello = MakeTls.ClientHello("www.example.test");
        byte[] split = [.. MakeTls.Record(22, hello.AsSpan(0, 30)), .. MakeTls.Record(22, hello.AsSpan(30))];
        Talk talk = Tcp(443);
        foreach (byte octet in split)
            talk.Client([octet]);
        talk.End();

        Assert.Equal("www.example.test", Assert.Single(_seen).Offer!.ServerName);
    }

    [Fact]
    public void TheVersionOfTheExtensionIsTheOneInUse()
    {
        Tcp(443).Client(Hello13).Server(Answer13).Client(MakeTls.Record(23, new byte[53])).End();

        TlsConnection connection = Assert.Single(_seen);
        Assert.Equal((TlsVersions.Tls13, TlsOutcome.Completed), (connection.Version!.Value, connection.Outcome));
    }

    [Fact]
    public void AShortFirstRecordOfTheClientIsAnAlert()
    {
        Tcp(443).Client(Hello13).Server(Answer13).Client(MakeTls.Record(23, new byte[19])).End();

        TlsConnection connection = Assert.Single(_seen);
        Assert.Equal(TlsOutcome.Refused, connection.Outcome);
        Assert.Equal((true, (byte?)null), (connection.Alerts[0].FromClient, connection.Alerts[0].Description));
    }

    [Fact]
    public void AnAlertSaysWhoSentIt()
    {
        Tcp(443).Client(Hello).Server(MakeTls.Record(21, 2, 40)).End();

        TlsConnection connection = Assert.Single(_seen);
        Assert.Equal(TlsOutcome.Refused, connection.Outcome);
        TlsAlert alert = Assert.Single(connection.Alerts);
        Assert.Equal(
            (false, (byte?)2, (byte?)40, 4L),
            (alert.FromClient, alert.Level, alert.Description, alert.Place.Frame)
        );
    }

    [Fact]
    public void TheServerMayBeTheOneThatWasHeardFirst()
    {
        Talk.Middle(40443, Observe()).Server(Answer).Client(Finish).End();

        TlsConnection connection = Assert.Single(_seen);
        Assert.Equal((40443, 40000), (connection.Server.Port, connection.Client.Port));
        Assert.Null(connection.Offer);
    }

    [Fact]
    public void CertificatesAreKeptInTheirOrder()
    {
        byte[] chain = MakeTls.Record(22, MakeTls.Certificates([1, 2, 3], [4]));
        Tcp(443).Client(Hello).Server([.. Answer, .. chain]).End();

        Assert.Equal(
            [
                [1, 2, 3],
                [4],
            ],
            Assert.Single(_seen).ServerChain!.Certificates
        );
    }

    [Fact]
    public void AfterAGapReadingGoesOnWithTheNextRecord()
    {
        Tcp(443).Client(Hello).LoseFromClient(100).Client(Finish).Server(Answer).End();

        TlsConnection connection = Assert.Single(_seen);
        Assert.True(connection.HasGaps);
        Assert.NotNull(connection.ClientFinishedAt);
    }

    [Fact]
    public void EndlessHandshakesKeepMemoryBounded()
    {
        Talk talk = Tcp(443).Client(Hello);
        for (int count = 0; count < 200; count++)
            talk.Server(MakeTls.Record(22, [11, 3, 0xff, 0xff, .. new byte[1000]]));
        talk.End();

        Assert.Null(Assert.Single(_seen).ServerChain);
    }

    [Fact]
    public void AStreamThatNobodyReadsMayBecomeTls()
    {
        Tcp(9999)
            .Server("220 ready\r\n")
            .Client("STARTTLS\r\n")
            .Server("220 go\r\n")
            .Client(Hello)
            .Server(Answer)
            .End();

        TlsConnection connection = Assert.Single(_seen);
        Assert.Equal("www.example.test", connection.Offer!.ServerName);
        Assert.Equal(0xc02b, connection.Choice!.CipherSuite);
    }

    [Fact]
    public void AHelloInTheFormOfSsl2IsNamed()
    {
        byte[] hello = [0x80, 28, 1, 3, 1, 0, 3, 0, 0, 0, 16, 0, 0, 0x2f, .. new byte[16]];
        Tcp(443).Client(hello).End();

        TlsOffer offer = Assert.Single(_seen).Offer!;
        Assert.True(offer.IsSsl2);
        Assert.Equal([0x2f], offer.CipherSuites);
    }

    private Talk Tcp(int port) => Talk.Tcp(port, Observe());

    private IObserver[] Observe() => [.. StandardApplications.Observe(new ApplicationSinks { Tls = _seen.Add })];
}
