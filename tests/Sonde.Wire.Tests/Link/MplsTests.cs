using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Link;

public sealed class MplsTests : LayerLaws<Mpls>
{
    protected override byte[] Sample => [.. Make.Hex("00010a40 00020b3f"), .. LinkFrames.Ip];

    [Fact]
    public void AStackIsOneLayer()
    {
        Assert.Equal("eth:mpls:ip:udp", LinkFrames.Typed(EtherTypes.Mpls, "", Sample));
        Assert.Equal(["16", "32"], Values("mpls.label"));
        Assert.Equal(["5", "5"], Values("mpls.exp"));
        Assert.Equal(["64", "63"], Values("mpls.ttl"));
    }

    [Fact]
    public void TheFirstBitsOfTheDataTellWhatItIs()
    {
        Assert.Equal("eth:mpls:ipv6", LinkFrames.Typed(EtherTypes.Mpls, "00010140", LinkFrames.Ipv6));
        Assert.Equal("eth:mpls:data", LinkFrames.Typed(EtherTypes.Mpls, "00010140 8000"));
        Assert.Equal("eth:mpls:pwach:bfd", LinkFrames.Typed(EtherTypes.Mpls, "00010140 10000007 20"));
    }

    [Fact]
    public void AStackWithoutABottomIsCut()
    {
        Assert.Equal(ReadStatus.Cut, Mpls.TryRead(Make.Hex("00010040 0002"), out Mpls mpls));
        Assert.Equal(NextLayer.None, mpls.NextLayer);
    }

    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        byte[] entry = new byte[4];
        Assert.Equal(4, Mpls.Write(entry, 1000, true, 64));
        Assert.Equal(Make.Hex("003e8140"), entry);
    }
}

public sealed class PseudowireGuessTests : LayerLaws<PseudowireGuess>
{
    protected override byte[] Sample => [.. Make.Hex("00000000"), .. LinkFrames.Ethernet];

    [Fact]
    public void AControlWordIsStepped0ver() =>
        Assert.Equal(
            "eth:mpls:pwethheuristic:pwethcw:eth:ip:udp",
            LinkFrames.Typed(EtherTypes.Mpls, "00010140 00000005", LinkFrames.Ethernet)
        );

    [Fact]
    public void AnAddressThatBeginsWithZerosIsNoControlWord() =>
        Assert.Equal(
            "eth:mpls:pwethheuristic:pwethnocw:eth:ip:udp",
            LinkFrames.Typed(EtherTypes.Mpls, "00010140", LinkFrames.Ethernet)
        );
}

public sealed class PseudowireEthernetTests : LayerLaws<PseudowireEthernet>
{
    protected override byte[] Sample => LinkFrames.Ethernet;
}

public sealed class PseudowireEthernetWithControlWordTests : LayerLaws<PseudowireEthernetWithControlWord>
{
    protected override byte[] Sample => [.. Make.Hex("00000005"), .. LinkFrames.Ethernet];

    [Fact]
    public void ReadsTheSequence() => Assert.Equal(["5"], Values("pweth.cw.sequence_number"));
}

public sealed class AssociatedChannelTests : LayerLaws<AssociatedChannel>
{
    protected override byte[] Sample => [.. Make.Hex("10000021"), .. LinkFrames.Ip];

    [Fact]
    public void TheGenericLabelLeadsToIt() =>
        Assert.Equal("eth:mpls:pwach:ip:udp", LinkFrames.Typed(EtherTypes.Mpls, "0000d140", Sample));
}
