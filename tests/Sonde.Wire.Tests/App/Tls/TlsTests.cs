using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class TlsTests : LayerLaws<Tls>
{
    protected override byte[] Sample { get; } =
    [
        .. MakeTls.Record(22, MakeTls.ClientHello("www.example.test", TlsVersions.Tls13, TlsVersions.Tls12)),
        .. MakeTls.Record(22, MakeTls.ServerHello(0xc02b)),
        .. MakeTls.Record(22, MakeTls.Certificates([1, 2, 3])),
        .. MakeTls.Record(20, 1),
        .. MakeTls.Record(21, 2, 40),
        .. MakeTls.Record(23, 9, 9, 9),
    ];

    [Fact]
    public void RecordsAndMessagesAreNamedAsWiresharkDoes()
    {
        Assert.Equal(["22", "22", "22", "20", "21", "23"], Values("tls.record.content_type"));
        Assert.Equal(["1", "2", "11"], Values("tls.handshake.type"));
        Assert.Equal(["www.example.test"], Values("tls.handshake.extensions_server_name"));
        Assert.Equal(["h2"], Values("tls.handshake.extensions_alpn_str"));
        Assert.Equal(["40"], Values("tls.alert_message.desc"));
    }

    [Fact]
    public void TheFingerprintLeavesMeaninglessNumbersOut()
    {
        // MD5 of 771,4865-49195,0-10-13-16-43,29,
        Assert.Equal(["77d0bd833828ee2595261f9efc2256dc"], Values("tls.handshake.ja3"));
        Assert.True(TlsGrease.Is(0x2a2a));
        Assert.False(TlsGrease.Is(0x1a2a));
    }

    [Fact]
    public void AHelloHasAFingerprintThatDoesNotDependOnTheOrderOfItsExtensions()
    {
        ReadOnlySpan<byte> body = MakeTls.ClientHello("a.test", TlsVersions.Tls13).AsSpan(TlsHandshake.HeaderSize);
        Assert.True(TlsClientHello.TryRead(body, isDatagram: false, out TlsClientHello hello));
        string fingerprint = Ja4.Of(hello, 't');
        Assert.StartsWith("t13d0205h2_", fingerprint, StringComparison.Ordinal);
        Assert.Equal(36, fingerprint.Length);
    }

    [Fact]
    public void OfApplicationDataOnlyTheHeaderIsNeeded()
    {
        byte[] record = MakeTls.Record(23, new byte[1000]);
        MessageExtent extent = Tls.Measure(record.AsSpan(0, 100));
        Assert.Equal((1005, 5), (extent.Length, extent.Kept));
        Assert.Equal(ReadStatus.Ok, Tls.TryRead(record.AsSpan(0, 5), out _));
    }

    [Fact]
    public void WhatIsNotARecordIsNotMine()
    {
        Assert.Equal(MessageExtent.NotMine, Tls.Measure("GET / HTTP/1.1"u8));
        Assert.Equal(ReadStatus.NotMine, Tls.TryRead("GET / HTTP/1.1"u8, out _));
    }

    [Fact]
    public void ANonceIsNotARequestForAHandshake() =>
        Assert.DoesNotContain("tls.handshake.type", TlsDescriptionOf(MakeTls.Record(22, new byte[40])));

    [Fact]
    public void SuitesHaveTheirNames()
    {
        Assert.Equal("TLS_AES_128_GCM_SHA256", TlsCipherSuites.NameOf(0x1301));
        Assert.Null(TlsCipherSuites.NameOf(0x9999));
        Assert.Equal("X25519MLKEM768", TlsAlgorithmNames.Group(0x11ec));
    }

    private static HashSet<string> TlsDescriptionOf(byte[] octets)
    {
        var sink = new RecordingSink();
        new LayerReader<Tls>().Describe(octets, sink);
        return [.. sink.Fields.Select(field => field.Name)];
    }
}
