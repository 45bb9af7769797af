using System.Buffers.Binary;
using Sonde.Wire;
using Xunit;

namespace Sonde.Probes.Tests;

public sealed class TlsOfferTests
{
    [Theory]
    [InlineData(TlsVersions.Ssl3)]
    [InlineData(TlsVersions.Tls10)]
    [InlineData(TlsVersions.Tls12)]
    [InlineData(TlsVersions.Tls13)]
    public void AHelloOffersOneVersionAndTheSuitesThatItWasTold(ushort version)
    {
        ushort[] suites = [0x1301, 0xc02f];

        byte[] hello = TlsOffer.Write(version, suites, "www.test", ["h2", "http/1.1"]);

        Assert.True(TlsRecordHeader.TryRead(hello, out TlsRecordHeader record));
        Assert.Equal(hello.Length, record.Whole);
        Assert.True(TlsHandshake.TryRead(hello.AsSpan(TlsRecordHeader.Size), out TlsHandshake message, out _));
        Assert.True(TlsClientHello.TryRead(message.Body, isDatagram: false, out TlsClientHello read));
        Assert.Equal(Math.Min(version, TlsVersions.Tls12), read.Version);
        Assert.Equal("www.test"u8.ToArray(), read.Extensions.ServerName.ToArray());
        Assert.Equal(4, read.CipherSuites.Length);
        Assert.Equal(0x1301, BinaryPrimitives.ReadUInt16BigEndian(read.CipherSuites));
        Assert.Equal(version == TlsVersions.Tls13, !read.Extensions.OfferedVersions.IsEmpty);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    public void AnAddressIsNoServerName(string? name)
    {
        byte[] hello = TlsOffer.Write(TlsVersions.Tls12, [0xc02f], name, []);

        TlsHandshake.TryRead(hello.AsSpan(TlsRecordHeader.Size), out TlsHandshake message, out _);
        TlsClientHello.TryRead(message.Body, isDatagram: false, out TlsClientHello read);
        Assert.True(read.Extensions.ServerName.IsEmpty);
    }

    [Fact]
    public void TheSuitesThatAreOfferedAreRegisteredOnes()
    {
        IReadOnlyList<ushort> older = TlsOffer.SuitesOf(TlsVersions.Tls12);

        Assert.InRange(older.Count, 100, 400);
        Assert.All(older, suite => Assert.NotNull(TlsCipherSuites.NameOf(suite)));
        Assert.DoesNotContain(TlsCipherSuites.Fallback, older);
        Assert.Contains((ushort)0x0005, older);
    }
}
