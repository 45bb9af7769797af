using Sonde.Analysis.Tests.Applications;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Facts;

public sealed class ApplicationFactsTests
{
    private static readonly byte[] Hello = MakeTls.ClientHello("a.example.test", TlsVersions.Tls12);
    private static readonly byte[] HelloRecord = MakeTls.Record(22, Hello);

    private readonly ApplicationFacts _facts = new(StandardProtocols.Create());

    [Fact]
    public void AHelloInSeveralRecordsAndSegmentsCountsOnce()
    {
        byte[] records = [.. MakeTls.Record(22, Hello.AsSpan(0, 10)), .. MakeTls.Record(22, Hello.AsSpan(10))];
        Talk talk = Talk.Tcp(443, Observers());
        talk.Client(records.AsSpan(0, 17)).Client(records.AsSpan(17)).End();
        Assert.Equal([("a.example.test", 1L)], Values("sni"));
    }

    [Fact]
    public void BehindAGapTheRestOfARecordIsNotTakenForANewOne()
    {
        byte[] record = MakeTls.Record(22, new byte[60]);
        byte[] alert = MakeTls.Record(21, 2, 40);
        Talk talk = Talk.Tcp(443, Observers());
        talk.Client(record.AsSpan(0, 20)).LoseFromClient(20).Client([.. record.AsSpan(40), .. alert]).End();
        Assert.Equal([("2:40", 1L)], Values("alerts"));
    }

    [Fact]
    public void TlsThatWiresharkTakesForAnotherProtocolIsDetectedAndNotCounted()
    {
        Talk talk = Talk.Tcp(8080, Observers());
        talk.Client(HelloRecord).Server(MakeTls.Record(22, MakeTls.ServerHello(0xc02f))).Close();
        talk.End();
        Assert.Empty(_facts.Tls.Counts);
        Assert.Equal(1, _facts.Detected["tls"]);
    }

    [Fact]
    public void InATunnelThroughAProxyTheProtocolOfItsPortIsCounted()
    {
        Talk talk = Talk.Tcp(3128, Observers());
        talk.Client("CONNECT a.example.test:443 HTTP/1.1\r\nHost: a.example.test\r\n\r\n")
            .Server("HTTP/1.1 200 Connection established\r\n\r\n")
            .Client(HelloRecord)
            .End();
        Assert.Equal([("a.example.test", 1L)], Values("sni"));
    }

    [Fact]
    public void BehindAProxysHeaderTlsIsCounted()
    {
        Talk talk = Talk.Tcp(443, Observers());
        talk.Client([.. "PROXY TCP6 2001:db8::1 2001:db8::2 5 443\r\n"u8, .. HelloRecord]).End();
        Assert.Equal([("a.example.test", 1L)], Values("sni"));
    }

    [Fact]
    public void TheFragmentsOfEapOverLanAreJoined()
    {
        Feed(
            OverLan(1, 7, 0xc0, HelloRecord[..30], response: true),
            OverLan(0, 8, 0, [], response: false),
            OverLan(1, 8, 0, HelloRecord[30..], response: true),
            OverLan(1, 8, 0, HelloRecord[30..], response: true) // sent again
        );
        Assert.Equal([("a.example.test", 1L)], Values("sni"));
    }

    [Fact]
    public void TwoAuthenticationsOverOneRadiusConversationAreToldApart()
    {
        byte[] first = HelloRecord[..40];
        byte[] last = HelloRecord[40..];
        Feed(
            Request(1, "a", Eap(2, 1, 0xc0, first)),
            Request(2, "b", Eap(2, 1, 0xc0, first)),
            Challenge(1, "a2", Eap(1, 2, 0, [])),
            Challenge(2, "b2", Eap(1, 2, 0, [])),
            Request(3, "b2", Eap(2, 2, 0, last)),
            Request(4, "a2", Eap(2, 2, 0, last))
        );
        Assert.Equal([("a.example.test", 2L)], Values("sni"));
    }

    private IObserver[] Observers() => [.. _facts.Observe(new TlsKeyLog())];

    private (string, long)[] Values(string kind) =>
        [
            .. _facts
                .Tls.Counts.Where(each => each.Kind == kind)
                .SelectMany(each => each.Values)
                .Select(pair => (pair.Key, pair.Value)),
        ];

    private void Feed(params byte[][] frames)
    {
        var pass = new Pass(StandardProtocols.Create(), Observers());
        MadeFrames.Feed(pass, frames);
        pass.Finish();
    }

    private static byte[] Eap(byte code, byte identifier, byte flags, byte[] data)
    {
        byte[] length = (flags & 0x80) != 0 ? [0, 0, 1, 0] : [];
        byte[] body = [13, flags, .. length, .. data];
        return [code, identifier, 0, (byte)(4 + body.Length), .. body];
    }

    private static byte[] OverLan(int from, byte identifier, byte flags, byte[] data, bool response)
    {
        byte[] eap = Eap(response ? (byte)2 : (byte)1, identifier, flags, data);
        byte[] source = from == 0 ? Make.MacA : Make.MacB;
        byte[] group = [1, 0x80, 0xc2, 0, 0, 3];
        return [.. group, .. source, 0x88, 0x8e, 1, 0, 0, (byte)eap.Length, .. eap];
    }

    private static byte[] Request(byte identifier, string state, byte[] eap) =>
        Make.Udp("10.0.0.1:1034", "10.0.0.2:1812", Radius(1, identifier, state, eap));

    private static byte[] Challenge(byte identifier, string state, byte[] eap) =>
        Make.Udp("10.0.0.2:1812", "10.0.0.1:1034", Radius(11, identifier, state, eap));

    private static byte[] Radius(byte code, byte identifier, string state, byte[] eap)
    {
        byte[] told = System.Text.Encoding.ASCII.GetBytes(state);
        byte[] attributes = [24, (byte)(2 + told.Length), .. told, 79, (byte)(2 + eap.Length), .. eap];
        return [code, identifier, 0, (byte)(20 + attributes.Length), .. new byte[16], .. attributes];
    }
}
