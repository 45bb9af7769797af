using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Link;

public sealed class VlanTests : LayerLaws<Vlan>
{
    protected override byte[] Sample => [.. Make.Hex("b02a 0800"), .. LinkFrames.Ip];

    [Fact]
    public void ReadsPriorityAndVlan()
    {
        Assert.Equal(["5"], Values("vlan.priority"));
        Assert.Equal(["1"], Values("vlan.dei"));
        Assert.Equal(["42"], Values("vlan.id"));
    }

    [Theory]
    [InlineData(0x8100)]
    [InlineData(0x9100)]
    public void TagsStandBehindOneAnother(int type) =>
        Assert.Equal("eth:vlan:vlan:ip:udp", LinkFrames.Typed((ushort)type, "0001 8100 0002 0800", LinkFrames.Ip));

    [Fact]
    public void ALengthInATagIsFollowedByLlc() =>
        Assert.Equal("eth:vlan:llc:stp", LinkFrames.Typed(0x8100, "0001 0007 424203 0000 00 80 0000"));

    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        byte[] octets = new byte[6];
        Assert.Equal(6, Vlan.Write(octets, 3, 100, EtherTypes.Arp, [1, 2]));
        Vlan.TryRead(octets, out Vlan tag);
        Assert.Equal((3, 100, EtherTypes.Arp), (tag.Priority, tag.Id, tag.TypeOrLength));
    }
}

public sealed class ServiceVlanTests : LayerLaws<ServiceVlan>
{
    protected override byte[] Sample => [.. Make.Hex("0005 88a8 6006 0800"), .. LinkFrames.Ip];

    [Fact]
    public void TwoServiceTagsAreOneLayer()
    {
        Assert.Equal("eth:ieee8021ad:ip:udp", LinkFrames.Typed(0x88a8, "", Sample));
        Assert.Equal(["5"], Values("ieee8021ad.svid"));
        Assert.Equal(["6"], Values("ieee8021ad.cvid"));
        Assert.Equal(["0", "3"], Values("ieee8021ad.priority"));
    }

    [Fact]
    public void ACustomerTagOf802Dot1QIsALayerOfItsOwn() =>
        Assert.Equal("eth:ieee8021ad:vlan:ip:udp", LinkFrames.Typed(0x88a8, "0005 8100 0006 0800", LinkFrames.Ip));

    [Fact]
    public void ASecondTagThatIsNotThereIsTooShort() =>
        Assert.Equal(ReadStatus.TooShort, ServiceVlan.TryRead(Make.Hex("0005 88a8 0006"), out _));
}

public sealed class ProviderBackboneTests : LayerLaws<ProviderBackbone>
{
    protected override byte[] Sample => [.. Make.Hex("b0000102 001122334455 665544332211 0800"), .. LinkFrames.Ip];

    [Fact]
    public void ReadsTheServiceInstanceAndTheCustomersFrame()
    {
        Assert.Equal(["258"], Values("ieee8021ah.isid"));
        Assert.Equal(["001122334455"], Values("ieee8021ah.cdst"));
        Assert.Equal("eth:ieee8021ah:ip:udp", LinkFrames.Typed(0x88e7, "", Sample));
    }
}

public sealed class VnTagTests : LayerLaws<VnTag>
{
    protected override byte[] Sample => [.. Make.Hex("c0018002 0800"), .. LinkFrames.Ip];

    [Fact]
    public void ReadsBothInterfaces()
    {
        Assert.Equal(["1"], Values("vntag.dst"));
        Assert.Equal(["2"], Values("vntag.src"));
        Assert.Equal("eth:vntag:ip:udp", LinkFrames.Typed(0x8926, "", Sample));
    }
}

public sealed class PortExtensionTagTests : LayerLaws<PortExtensionTag>
{
    protected override byte[] Sample => [.. Make.Hex("a001 1002 03 04 0800"), .. LinkFrames.Ip];

    [Fact]
    public void ReadsTheChannel()
    {
        Assert.Equal(["5"], Values("etag.pcp"));
        Assert.Equal(["2"], Values("etag.ecid_base"));
        Assert.Equal("eth:etag:ip:udp", LinkFrames.Typed(0x893f, "", Sample));
    }
}

public sealed class CiscoMetaDataTests : LayerLaws<CiscoMetaData>
{
    protected override byte[] Sample => [.. Make.Hex("01 01 0001 0007 0800"), .. LinkFrames.Ip];

    [Fact]
    public void ReadsTheSecurityGroup()
    {
        Assert.Equal(["7"], Values("cmd.sgt"));
        Assert.Equal("eth:cmd:ip:udp", LinkFrames.Typed(0x8909, "", Sample));
    }
}

public sealed class MacsecTests : LayerLaws<Macsec>
{
    protected override byte[] Sample =>
        [.. Make.Hex("21 00 00000009 001122334455 0001 0800"), .. LinkFrames.Ip, .. new byte[16]];

    [Fact]
    public void OnlyCheckedDataIsReadOn()
    {
        Assert.Equal("eth:macsec:ip:udp", LinkFrames.Typed(0x88e5, "", Sample));
        Assert.Equal(["9"], Values("macsec.PN"));
        Assert.Equal(["1"], Values("macsec.AN"));
    }

    [Fact]
    public void EncryptedDataStaysData() =>
        Assert.Equal("eth:macsec:data", LinkFrames.Typed(0x88e5, "0c 00 00000009", new byte[40]));

    [Fact]
    public void AnotherVersionIsNotMine() =>
        Assert.Equal(ReadStatus.NotMine, Macsec.TryRead(Make.Hex("80 00 00000009 0800"), out _));
}

public sealed class SeamlessRedundancyTests : LayerLaws<SeamlessRedundancy>
{
    protected override byte[] Sample => [.. Make.Hex("1022 0003 0800"), .. LinkFrames.Ip];

    [Fact]
    public void ReadsPathAndSequence()
    {
        Assert.Equal(["1"], Values("hsr.path"));
        Assert.Equal(["3"], Values("hsr.sequence_nr"));
        Assert.Equal("eth:hsr:ip:udp", LinkFrames.Typed(0x892f, "", Sample));
    }
}

public sealed class AristaTimestampTests : LayerLaws<AristaTimestamp>
{
    protected override byte[] Sample => [.. Make.Hex("0001 0010 5ceeed57 384f59c8 0800"), .. LinkFrames.Ip];

    [Fact]
    public void BothFormsOfTimeAreSteppedOver()
    {
        Assert.Equal("eth:avsp:ip:udp", LinkFrames.Typed(0xd28b, "", Sample));
        Assert.Equal("eth:avsp:ip:udp", LinkFrames.Typed(0xd28b, "0001 0120 ed57 384f59c8 0800", LinkFrames.Ip));
    }
}

public sealed class TrillTests : LayerLaws<Trill>
{
    protected override byte[] Sample => [.. Make.Hex("0045 0001 0002 00000000"), .. LinkFrames.Ethernet];

    [Fact]
    public void AWholeFrameFollowsTheOptions()
    {
        Assert.Equal(["5"], Values("trill.hop_cnt"));
        Assert.Equal("eth:trill:eth:ip:udp", LinkFrames.Typed(0x22f3, "", Sample));
    }
}

public sealed class ServiceHeaderTests : LayerLaws<ServiceHeader>
{
    protected override byte[] Sample => [.. Make.Hex("0fc2 02 01 00000aff"), .. LinkFrames.Ip];

    [Fact]
    public void ReadsThePath()
    {
        Assert.Equal(["10"], Values("nsh.spi"));
        Assert.Equal(["255"], Values("nsh.si"));
        Assert.Equal("eth:nsh:ip:udp", LinkFrames.Typed(0x894f, "", Sample));
    }

    [Fact]
    public void ALengthBelowTheHeaderIsMalformed() =>
        Assert.Equal(ReadStatus.Malformed, ServiceHeader.TryRead(Make.Hex("0fc1 02 01 00000aff"), out _));
}
