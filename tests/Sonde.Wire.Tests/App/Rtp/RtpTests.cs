using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class RtpTests : LayerLaws<Rtp>
{
    // padding, extension and one contributor
    protected override byte[] Sample =>
        Make.Hex("b1 88 002a 000000a0 deadbeef 00000007 bede 0001 01020304 55556666 0000 0002");

    [Fact]
    public void EveryFieldHasWiresharksName()
    {
        Assert.Equal(["42"], Values("rtp.seq"));
        Assert.Equal(["160"], Values("rtp.timestamp"));
        Assert.Equal(["8"], Values("rtp.p_type"));
        Assert.Equal(["3735928559"], Values("rtp.ssrc"));
        Assert.Equal(["7"], Values("rtp.csrc.item"));
        Assert.Equal(["555566660000"], Values("rtp.payload"));
        Assert.Equal(["2"], Values("rtp.padding.count"));
    }

    [Theory]
    [InlineData("ffffffff")] // kept alive
    [InlineData("80c80006 00000000 00000000")] // a report
    public void WhatIsNoneIsNotTaken(string hex) => Assert.Equal(ReadStatus.NotMine, Rtp.TryRead(Make.Hex(hex), out _));
}

public sealed class RtcpTests : LayerLaws<Rtcp>
{
    // a sender's report with one block, and its description
    protected override byte[] Sample =>
        Make.Hex(
            "81c8000c deadbeef 00000001 00000002 000000a0 00000003 00000004 "
                + "00000007 01ffffff 0000002a 00000005 00000006 00000008 81ca0003 deadbeef 01 02 6162 00000000"
        );

    [Fact]
    public void AReportAndADescriptionAreRead()
    {
        Assert.Equal(["200", "202"], Values("rtcp.pt"));
        Assert.Equal(["7", "3735928559"], Values("rtcp.ssrc.identifier"));
        Assert.Equal(["-1"], Values("rtcp.ssrc.cum_nr"));
        Assert.Equal(["ab"], Values("rtcp.sdes.text"));
    }

    [Fact]
    public void APrivateItemIsPrefixAndText()
    {
        var sink = new RecordingSink();
        new LayerReader<Rtcp>().Describe(Make.Hex("81ca0003 deadbeef 08 04 02 6162 63 0000"), sink);
        Assert.Equal(["ab"], sink.Values("rtcp.sdes.prefix.string"));
        Assert.Equal(["c"], sink.Values("rtcp.sdes.text"));
    }

    [Theory]
    [InlineData("80c90001 00000000", true)]
    [InlineData("80c90001 000000", false)] // no whole words
    [InlineData("80ca0001 00000000", false)] // a description does not come first
    [InlineData("40c90001 00000000", false)]
    [InlineData("80000001 00000000", false)]
    public void OnlyWhatMayComeFirstIsTakenWithoutAnAnnouncement(string hex, bool isTaken) =>
        Assert.Equal(isTaken, Rtcp.IsPlausible(Make.Hex(hex)));
}
