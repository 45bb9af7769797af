using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class ProxyHeaderTests : LayerLaws<ProxyHeader>
{
    private static readonly byte[] Signature = Make.Hex("0d0a0d0a000d0a515549540a");

    protected override byte[] Sample => "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r\n"u8.ToArray();

    [Fact]
    public void ReadsTheEndsOfALine()
    {
        Assert.Equal(["192.0.2.1"], Values("proxy.src.ipv4"));
        Assert.Equal(["198.51.100.2"], Values("proxy.dst.ipv4"));
        Assert.Equal(["56324"], Values("proxy.srcport"));
        Assert.Equal(["443"], Values("proxy.dstport"));
    }

    [Fact]
    public void ReadsTheEndsOfABinaryHeader()
    {
        byte[] octets =
        [
            .. Signature,
            .. Make.Hex("21 21 0024 20010db8000000000000000000000001 20010db8000000000000000000000002 dc04 01bb"),
        ];
        var sink = new RecordingSink();
        new LayerReader<ProxyHeader>().Describe(octets, sink);
        Assert.Equal(["2001:db8::1"], sink.Values("proxy.src.ipv6"));
        Assert.Equal(["443"], sink.Values("proxy.dstport"));
        Assert.Equal(octets.Length, ProxyHeader.Measure([.. octets, 1, 2, 3]));
    }

    [Theory]
    [InlineData("PRO", 0)]
    [InlineData("PROXY TCP4 192.0.2.1 ", 0)]
    [InlineData("PROXY UNKNOWN\r\nGET", 15)]
    [InlineData("PROPFIND / HTTP/1.1\r\n", -1)]
    [InlineData("GET / HTTP/1.1\r\n", -1)]
    public void ALineEndsWithCarriageReturnAndLineFeed(string text, int length) =>
        Assert.Equal(length, ProxyHeader.Measure(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void ALineThatNeverEndsIsNone() =>
        Assert.Equal(-1, ProxyHeader.Measure([.. "PROXY "u8, .. Enumerable.Repeat((byte)'x', 200)]));

    [Fact]
    public void AnUnknownVersionIsNone() =>
        Assert.Equal(-1, ProxyHeader.Measure([.. Signature, .. Make.Hex("31 11 0000")]));
}
