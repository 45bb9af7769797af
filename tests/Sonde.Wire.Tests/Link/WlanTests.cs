using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Link;

public sealed class WlanTests : LayerLaws<Wlan>
{
    private const string Addresses = "001122334455 665544332211 0a0b0c0d0e0f";
    private const string Snap = "aaaa03 000000 0800";

    protected override byte[] Sample =>
        Make.Hex("8000 0000" + Addresses + "1000 0102030405060708 6400 1104 0003 616263 0102 8296 0301 06");

    [Fact]
    public void ReadsABeacon()
    {
        Assert.Equal(["8"], Values("wlan.fc.type_subtype"));
        Assert.Equal(["616263"], Values("wlan.ssid"));
        Assert.Equal(["6"], Values("wlan.ds.current_channel"));
        Assert.Equal(["100"], Values("wlan.fixed.beacon"));
        Assert.Equal(["1"], Values("wlan.seq"));
        Assert.Equal(["0a0b0c0d0e0f"], Values("wlan.bssid"));
    }

    [Theory]
    [InlineData("0801 0000" + Addresses + "0000" + Snap)]
    [InlineData("0803 0000" + Addresses + "0000 020202020202" + Snap)] // four addresses
    [InlineData("8802 0000" + Addresses + "0000 0000" + Snap)] // quality of service
    [InlineData("8881 0000" + Addresses + "0000 0000 00000000" + Snap)] // and HT control
    [InlineData("8803 0000" + Addresses + "0000 020202020202 0001 001f00000000" + Snap)] // mesh
    [InlineData("8801 0000" + Addresses + "0000 8000 001122334455 665544332211 0024" + Snap)] // A-MSDU
    public void DataFramesAreReadToTheirPayload(string header) =>
        Assert.Equal("wlan:llc:ip:udp", LinkFrames.Layers(LinkTypes.Ieee80211, header, LinkFrames.Ip));

    [Theory]
    [InlineData("0841 0000" + Addresses + "0000")] // encrypted
    [InlineData("0805 0000" + Addresses + "0000")] // first fragment
    public void BodiesThatAreNotWholeOrClearAreData(string header) =>
        Assert.Equal("wlan:data", LinkFrames.Layers(LinkTypes.Ieee80211, header, new byte[20]));

    [Theory]
    [InlineData("4801 0000" + Addresses + "0000")] // null function
    [InlineData("d400 0000 001122334455")] // acknowledgement
    [InlineData("b400 0000 001122334455 665544332211")] // request to send
    public void FramesWithoutABodyEndWithWlan(string octets) =>
        Assert.Equal("wlan", LinkFrames.Layers(LinkTypes.Ieee80211, octets));

    [Fact]
    public void EthernetInPlaceOfLlcIsTold() =>
        Assert.Equal(
            "wlan:eth:ip:udp",
            LinkFrames.Layers(
                LinkTypes.Ieee80211,
                "0801 0000" + Addresses + "0000 001122334455 665544332211 0800",
                LinkFrames.Ip
            )
        );

    [Fact]
    public void OnlyTheFirstNameOfABeaconCounts()
    {
        var sink = new RecordingSink();
        new LayerReader<Wlan>().Describe([.. Sample, 0, 0, 0, 0], sink);
        Assert.Equal(["616263"], sink.Values("wlan.ssid"));
    }

    [Fact]
    public void AHeaderThatIsCutStillTellsItsType()
    {
        Assert.Equal(ReadStatus.Cut, Wlan.TryRead(Make.Hex("8000 0000 0011"), out Wlan frame));
        Assert.Equal(8, frame.TypeAndSubtype);
    }
}

public sealed class WlanPaddedTests : LayerLaws<WlanPadded>
{
    protected override byte[] Sample =>
        [
            .. Make.Hex("8801 0000 001122334455 665544332211 0a0b0c0d0e0f 0000 0000 0000 aaaa03 000000 0800"),
            .. LinkFrames.Ip,
        ];

    [Fact]
    public void TheBodyStandsAtAMultipleOfFour() =>
        Assert.Equal(
            "radiotap:wlan_radio:wlan:llc:ip:udp",
            LinkFrames.Layers(LinkTypes.Ieee80211Radiotap, "0000 0900 02000000 20", Sample)
        );
}

public sealed class WlanCentrinoTests : LayerLaws<WlanCentrino>
{
    protected override byte[] Sample =>
        [
            .. Make.Hex("0842 0000 001122334455 665544332211 0a0b0c0d0e0f 0000 01020300 aaaa03 000000 0800"),
            .. LinkFrames.Ip,
            .. Make.Hex("01020304"),
        ];

    [Fact]
    public void TheDecryptedBodyIsRead() =>
        Assert.Equal("eth:wlan_centrino:llc:ip:udp", LinkFrames.Typed(0x2452, "", Sample));
}

public sealed class WlanRadioTests : LayerLaws<WlanRadio>
{
    protected override byte[] Sample => Make.Hex("d400 0000 001122334455");
}

public sealed class WlanRadioPaddedTests : LayerLaws<WlanRadioPadded>
{
    protected override byte[] Sample => Make.Hex("d400 0000 001122334455");
}

public sealed class RadiotapTests : LayerLaws<Radiotap>
{
    // time, flags with FCS, rate, channel, signal
    protected override byte[] Sample =>
        Make.Hex("00 00 1700 2f000000 0102030405060708 10 16 6c09 a000 c4 d400 0000 001122334455 ffffffff");

    [Fact]
    public void ReadsWhatTheRadioSays()
    {
        Assert.Equal(["11"], Values("radiotap.datarate"));
        Assert.Equal(["2412"], Values("radiotap.channel.freq"));
        Assert.Equal(["-60"], Values("radiotap.dbm_antsignal"));
    }

    [Fact]
    public void TheFcsIsNotPartOfTheFrame()
    {
        Radiotap.TryRead(Sample, out Radiotap radiotap);
        Assert.Equal((23, 10), (radiotap.HeaderLength, radiotap.PayloadLength));
    }

    [Fact]
    public void APresenceWordThatNeverEndsStopsAtTheHeader() =>
        Assert.Equal(ReadStatus.Ok, Radiotap.TryRead(Make.Hex("00 00 0c00 020000a0 020000a0 d400"), out _));

    [Fact]
    public void ALengthBelowTheHeaderIsMalformed() =>
        Assert.Equal(ReadStatus.Malformed, Radiotap.TryRead(Make.Hex("00 00 0400 02000000 00"), out _));
}

public sealed class PrismTests : LayerLaws<Prism>
{
    protected override byte[] Sample =>
        [.. Make.Hex("44000000 90000000 776c616e30"), .. new byte[131], .. Make.Hex("d4000000001122334455")];

    [Fact]
    public void ReadsTheDevice()
    {
        Assert.Equal(["wlan0"], Values("prism.devname"));
        Assert.Equal("prism:wlan_radio:wlan", LinkFrames.Layers(LinkTypes.Ieee80211Prism, "", Sample));
    }

    [Fact]
    public void AFrameWithoutTheHeaderIsRead() =>
        Assert.Equal("prism:wlan", LinkFrames.Layers(LinkTypes.Ieee80211Prism, "d4000000001122334455"));
}

public sealed class AvsTests : LayerLaws<Avs>
{
    protected override byte[] Sample =>
        [.. Make.Hex("80211001 00000040"), .. new byte[56], .. Make.Hex("d4000000001122334455")];

    [Fact]
    public void StandsAloneAndBelowPrism()
    {
        Assert.Equal("wlancap:wlan_radio:wlan", LinkFrames.Layers(LinkTypes.Ieee80211Avs, "", Sample));
        Assert.Equal("prism:wlancap:wlan_radio:wlan", LinkFrames.Layers(LinkTypes.Ieee80211Prism, "", Sample));
    }
}

public sealed class PpiTests : LayerLaws<Ppi>
{
    protected override byte[] Sample =>
        Make.Hex(
            "00 00 2000 69000000 0200 1400 0000000000000000 0100 0000 6c09 0000 00 00 c4 a0 d400 0000 001122334455 ffffffff"
        );

    [Fact]
    public void TheFcsIsLeftOutWhereItsItemSaysSo()
    {
        Ppi.TryRead(Sample, out Ppi ppi);
        Assert.Equal(10, ppi.PayloadLength);
        Assert.Equal(["-60"], Values("ppi.80211-common.dbm.antsignal"));
        Assert.Equal("ppi:wlan_radio:wlan", LinkFrames.Layers(LinkTypes.Ppi, "", Sample));
    }

    [Fact]
    public void AnotherLinkTypeFollows() =>
        Assert.Equal("ppi:eth:ip:udp", LinkFrames.Layers(LinkTypes.Ppi, "00 00 0800 01000000", LinkFrames.Ethernet));
}
