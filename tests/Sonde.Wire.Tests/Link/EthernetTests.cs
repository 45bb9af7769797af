using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Link;

public sealed class EthernetTests : LayerLaws<Ethernet>
{
    protected override byte[] Sample => Make.Ethernet(EtherTypes.Ipv4, [1, 2, 3]);

    [Fact]
    public void AValueUpTo1500IsALengthAndCutsThePadding()
    {
        Assert.Equal(ReadStatus.Ok, Ethernet.TryRead(Make.Ethernet(3, [1, 2, 3, 0, 0, 0]), out Ethernet frame));
        Assert.Equal(3, frame.PayloadLength);
        Assert.Equal(new NextLayer(NextSpace.Direct, Direct.Llc), frame.NextLayer);
    }

    [Fact]
    public void AnEtherTypeTakesAllThatFollows()
    {
        Ethernet.TryRead(Sample, out Ethernet frame);
        Assert.Equal(3, frame.PayloadLength);
        Assert.Equal(new NextLayer(NextSpace.EtherType, EtherTypes.Ipv4), frame.NextLayer);
    }
}
