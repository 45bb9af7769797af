using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class Http2Tests : LayerLaws<Http2>
{
    protected override byte[] Sample => [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 100];

    [Fact]
    public void AFrameIsAMessage()
    {
        Assert.Equal(new MessageExtent(0, 15) { Kept = 9 }, Http2.Measure(Sample));
        Assert.Equal(MessageExtent.NeedMore, Http2.Measure(Sample.AsSpan(0, 8)));
        Assert.True(Http2Frame.TryRead(Sample, out Http2Frame frame));
        Assert.Equal(new Http2Frame(6, Http2FrameTypes.Settings, 0, 0), frame);
    }

    [Fact]
    public void ThePrefaceIsAMessage()
    {
        Assert.Equal(24, Http2.Measure([.. Http2Frame.Preface, .. Sample]).Length);
        Assert.Equal(MessageExtent.NeedMore, Http2.Measure(Http2Frame.Preface[..10]));
    }

    [Fact]
    public void WhatNoFrameBeginsWithIsRefused() => Assert.Equal(-1, Http2.Measure("HTTP/1.1 200 OK\r\n"u8).Length);

    [Fact]
    public void PaddingAndPriorityAreNotContent()
    {
        var frame = new Http2Frame(9, Http2FrameTypes.Headers, Http2Flags.Padded | Http2Flags.Priority, 1);

        Assert.True(frame.TryContent([2, 0, 0, 0, 0, 16, 0x88, 0, 0], out ReadOnlySpan<byte> content));
        Assert.Equal([0x88], content.ToArray());
        Assert.False(frame.TryContent([9, 0, 0, 0, 0, 16, 0x88, 0, 0], out _));
        Assert.False(frame.TryContent([], out _));
    }
}
