using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Net;

public sealed class PimTests : LayerLaws<Pim>
{
    protected override byte[] Sample =>
        [.. Make.Hex("2100 0000 00000000"), .. Make.Udp("10.0.0.1:5000", "224.1.1.1:6000", [1])[14..]];

    [Fact]
    public void ARegisteredDatagramIsWalkedOn() =>
        Assert.Equal(["pim", "ip", "udp", "data"], Layers.Of(Sample, new(NextSpace.IpProtocol, 103)));

    [Fact]
    public void AHelloHasNoPayload() =>
        Assert.Equal(["pim"], Layers.Of(Make.Hex("2000 0000 00010002 0069"), new(NextSpace.IpProtocol, 103)));
}
