using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Link;

public sealed class LinuxArcnetTests : LayerLaws<LinuxArcnet>
{
    protected override byte[] Sample { get; } = Make.Hex("be 50 a8e7 d4 00 0166 45");

    [Fact]
    public void TheProtocolNamesWhatFollows()
    {
        LinuxArcnet.TryRead(Sample, out LinuxArcnet arcnet);
        Assert.Equal((8, new NextLayer(NextSpace.EtherType, EtherTypes.Ipv4)), (arcnet.HeaderLength, arcnet.NextLayer));
        Assert.Equal(["358"], Values("arcnet.sequence"));
    }

    [Fact]
    public void TheOlderFormHasNoSequence()
    {
        LinuxArcnet.TryRead(Make.Hex("be 50 a8e7 f1 0007"), out LinuxArcnet arcnet);
        Assert.Equal((5, new NextLayer(NextSpace.EtherType, EtherTypes.Arp)), (arcnet.HeaderLength, arcnet.NextLayer));
    }
}

public sealed class ArcnetTests : LayerLaws<Arcnet>
{
    protected override byte[] Sample { get; } = Make.Hex("be 50 d4 ff ffff d4 00 0166 45");

    [Fact]
    public void AnExceptionPacketHasItsHeaderBehindFourOctets()
    {
        Arcnet.TryRead(Sample, out Arcnet arcnet);
        Assert.Equal(10, arcnet.HeaderLength);
        Assert.Equal(["255"], Values("arcnet.exception_flag"));
        Assert.Equal(["0"], Values("arcnet.split_flag"));
    }
}

public sealed class FabricPathTests : LayerLaws<FabricPath>
{
    protected override byte[] Sample { get; } = Make.Hex("005f 112233445566 112233445566 0800");

    [Fact]
    public void TreeAndHopsShareTwoOctets()
    {
        Assert.Equal(["1"], Values("cfp.ftag"));
        Assert.Equal(["31"], Values("cfp.ttl"));
    }
}
