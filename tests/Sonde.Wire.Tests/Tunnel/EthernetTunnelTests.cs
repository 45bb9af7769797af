using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Tunnel;

public sealed class VxlanTests : LayerLaws<Vxlan>
{
    protected override byte[] Sample
    {
        get
        {
            byte[] octets = new byte[8 + Inner.Frame.Length];
            Vxlan.Write(octets, 5, Inner.Frame);
            return octets;
        }
    }

    [Fact]
    public void ReadsTheNetwork()
    {
        Assert.Equal(["5"], Values("vxlan.vni"));
        Assert.Equal(["2048"], Values("vxlan.flags"));
    }

    [Fact]
    public void TheFrameIsWalkedOn() =>
        Assert.Equal(["vxlan", "eth", "ip", "udp", "data"], Layers.Of(Sample, new(NextSpace.UdpPort, 4789)));
}

public sealed class VxlanGpeTests : LayerLaws<VxlanGpe>
{
    protected override byte[] Sample => [.. Make.Hex("0c00 0001 000005 00"), .. Inner.Frame[14..]];

    [Fact]
    public void TheNextProtocolIsWalkedOn() =>
        Assert.Equal(["vxlan-gpe", "ip", "udp", "data"], Layers.Of(Sample, new(NextSpace.UdpPort, 4790)));
}

public sealed class GeneveTests : LayerLaws<Geneve>
{
    protected override byte[] Sample => [.. Make.Hex("02 00 6558 000005 00 0102 80 01 00000001"), .. Inner.Frame];

    [Fact]
    public void ReadsNetworkAndOptions()
    {
        Assert.Equal(["5"], Values("geneve.vni"));
        Assert.Equal(["258"], Values("geneve.option.class"));
        Assert.Equal(["8", "8"], Values("geneve.option.length"));
    }

    [Fact]
    public void TheFrameIsWalkedOn() =>
        Assert.Equal(["geneve", "eth", "ip", "udp", "data"], Layers.Of(Sample, new(NextSpace.UdpPort, 6081)));

    [Fact]
    public void OptionsThatAreNotThereAreTooShort() =>
        Assert.Equal(ReadStatus.TooShort, Geneve.TryRead(Make.Hex("3f00655800000500"), out _));
}

public sealed class EtherIpTests : LayerLaws<EtherIp>
{
    protected override byte[] Sample => [0x30, 0, .. Inner.Frame];

    [Fact]
    public void TheFrameIsWalkedOn() =>
        Assert.Equal(["etherip", "eth", "ip", "udp", "data"], Layers.Of(Sample, new(NextSpace.IpProtocol, 97)));
}

public sealed class ErspanTests : LayerLaws<Erspan>
{
    protected override byte[] Sample => [.. Make.Hex("2001 0007 00000009 0000 0001 0000000000000000"), .. Inner.Frame];

    [Fact]
    public void ReadsTheSession()
    {
        Assert.Equal(["7"], Values("erspan.spanid"));
        Assert.Equal(["9"], Values("erspan.timestamp"));
    }

    [Fact]
    public void ThePlatformPartIsSkipped() =>
        Assert.Equal(["erspan", "eth", "ip", "udp", "data"], Layers.Of(Sample, new(NextSpace.GreProtocol, 0x22eb)));

    [Fact]
    public void TypeIIHasEightOctets() =>
        Assert.Equal(
            ["erspan", "eth", "ip", "udp", "data"],
            Layers.Of([.. Make.Hex("1001000100000000"), .. Inner.Frame], new(NextSpace.GreProtocol, 0x88be))
        );

    [Fact]
    public void AnotherVersionIsMalformed() =>
        Assert.Equal(ReadStatus.Malformed, Erspan.TryRead(Make.Hex("3001000100000000"), out _));
}

public sealed class ErspanTypeITests : LayerLaws<ErspanTypeI>
{
    protected override byte[] Sample => Inner.Frame;
}

internal static class Inner
{
    public static byte[] Frame => Make.Udp("10.0.0.1:5000", "10.0.0.2:6000", [1, 2]);
}
