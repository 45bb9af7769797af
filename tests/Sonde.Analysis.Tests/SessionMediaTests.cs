using System.Text;
using Sonde.Analysis.Tests.Filter;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests;

/// <summary>RTP and RTCP run where a session's description says, and have no name elsewhere.</summary>
public sealed class SessionMediaTests
{
    private const string Media = "80000001 000000a0 deadbeef 55555555";
    private const string Description = "81ca0003 deadbeef 01026162 00000000"; // not taken without an announcement

    [Theory]
    [InlineData("10.0.0.2:5000", "10.0.0.1:4000", Media, "rtp")]
    [InlineData("10.0.0.1:4000", "10.0.0.2:5000", Media, "rtp")]
    [InlineData("10.0.0.2:5001", "10.0.0.1:4001", Description, "rtcp")]
    [InlineData("10.0.0.2:5000", "10.0.0.1:4000", Description, "rtcp")]
    [InlineData("10.0.0.2:5000", "10.0.0.1:4000", "ffffffff", "data")]
    [InlineData("10.0.0.2:5001", "10.0.0.1:4001", Media, "data")]
    [InlineData("10.0.0.2:5000", "10.0.0.1:4002", Media, "data")]
    [InlineData("10.0.0.2:4000", "10.0.0.3:4000", Media, "data")]
    public void MediaAndControlAreWhereTheyWereAnnounced(string source, string target, string hex, string protocol) =>
        Assert.Equal(
            ["sdp", protocol],
            LastLayers(Invite("m=audio 4000 RTP/AVP 0"), Make.Udp(source, target, Make.Hex(hex)))
        );

    [Theory]
    [InlineData("m=audio 4000 RTP/AVP 0\r\na=rtcp:4777", "10.0.0.1:4777", Description, "rtcp")]
    [InlineData("m=audio 4000 RTP/AVP 0\r\na=rtcp:4777", "10.0.0.1:4001", Description, "data")]
    [InlineData("m=audio 4000 UDP/TLS/RTP/SAVPF 0", "10.0.0.1:4000", Media, "rtp")]
    [InlineData("m=audio 4000 udp 0", "10.0.0.1:4000", Media, "data")]
    [InlineData("m=audio 0 RTP/AVP 0", "10.0.0.1:1", Description, "data")]
    [InlineData("m=image 4000 udptl t38", "10.0.0.1:4000", Media, "t38")]
    [InlineData("m=audio 4000 RTP/AVP 0\r\nc=IN IP4 10.0.0.9", "10.0.0.1:4000", Media, "data")]
    [InlineData("m=audio 4000 RTP/AVP 0\r\nc=IN IP4 nowhere.example", "10.0.0.1:4000", Media, "data")]
    public void TheDescriptionSaysWhatAndWhere(string media, string target, string hex, string protocol) =>
        Assert.Equal(["sdp", protocol], LastLayers(Invite(media), Make.Udp("10.0.0.2:5000", target, Make.Hex(hex))));

    [Fact]
    public void WhatWasSaidLastOfEitherEndCounts() =>
        Assert.Equal(
            ["sdp", "rtp", "sdp", "t38"],
            LastLayers(
                Invite("m=audio 4000 RTP/AVP 0"),
                Make.Udp("10.0.0.1:4000", "10.0.0.2:5000", Make.Hex(Media)),
                Invite("m=image 5000 udptl t38\r\nc=IN IP4 10.0.0.2"),
                Make.Udp("10.0.0.1:4000", "10.0.0.2:5000", Make.Hex(Media))
            )
        );

    [Fact]
    public void WithoutADescriptionThereIsNoMedia() =>
        Assert.Equal(["data"], LastLayers(Make.Udp("10.0.0.2:5000", "10.0.0.1:4000", Make.Hex(Media))));

    private static byte[] Invite(string media)
    {
        string body = $"v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\ns=-\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\n{media}\r\n";
        string head = $"INVITE sip:b@b SIP/2.0\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\n";
        return Make.Udp(
            "10.0.0.1:5060",
            "10.0.0.2:5060",
            Encoding.ASCII.GetBytes($"{head}Content-Length: {body.Length}\r\n\r\n{body}")
        );
    }

    private static string[] LastLayers(params byte[][] frames)
    {
        List<string> names = [];
        ObserverOf.Feed(
            StandardProtocols.Create(),
            frames,
            (in Packet packet) => names.Add(packet.Layers[^1].Reader.Name)
        );
        return [.. names];
    }
}
