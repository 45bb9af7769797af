using System.Text;
using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Http;

public sealed class SsdpTests : LayerLaws<Ssdp>
{
    protected override byte[] Sample { get; } =
        "M-SEARCH * HTTP/1.1\r\nHost: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nUser-Agent:  me \r\n\r\nbody"u8.ToArray();

    [Fact]
    public void ReadsTheHeadAndLeavesTheBody()
    {
        Assert.Equal(ReadStatus.Ok, Ssdp.TryRead(Sample, out Ssdp ssdp));
        Assert.Equal(HttpKind.Request, ssdp.Head.Kind);
        Assert.Equal((4, NextLayer.Data), (ssdp.PayloadLength, ssdp.NextLayer));
        Assert.Equal(["M-SEARCH"], Values("http.request.method"));
        Assert.Equal(["HTTP/1.1"], Values("http.request.version"));
        Assert.Equal(["239.255.255.250:1900"], Values("http.host"));
        Assert.Equal(["me"], Values("http.user_agent"));
        Assert.Equal(["http://239.255.255.250:1900*"], Values("http.request.full_uri"));
        Assert.Equal(3, Values("http.request.line").Length);
    }

    [Fact]
    public void AResponseHasAStatusAndAPhrase()
    {
        Ssdp.TryRead("HTTP/1.1 404 Not Found\r\nX: y\r\n\r\n"u8, out Ssdp ssdp);
        Assert.Equal((HttpKind.Response, 404), (ssdp.Head.Kind, ssdp.Head.Status));
        Assert.Equal("Not Found", Encoding.ASCII.GetString(ssdp.Head.Rest));
    }

    [Fact]
    public void ANotificationIsNoRequest()
    {
        var sink = new RecordingSink();
        new LayerReader<Ssdp>().Describe("NOTIFY * HTTP/1.1\nNT: x\n\n"u8, sink);
        Assert.Equal(["1"], sink.Values("http.notification"));
        Assert.Empty(sink.Values("http.request"));
        Assert.Equal(["NT: x\n"], sink.Values("http.unknown_header"));
    }

    [Theory]
    [InlineData("hello world\r\n\r\n")]
    [InlineData("notify * http/1.1\r\n\r\n")]
    [InlineData("\r\n")]
    public void WhatIsNotHttpIsData(string text)
    {
        byte[] octets = Encoding.ASCII.GetBytes(text);
        Assert.Equal(ReadStatus.Ok, Ssdp.TryRead(octets, out Ssdp ssdp));
        Assert.Equal((0, octets.Length), (ssdp.HeaderLength, ssdp.PayloadLength));
    }
}
