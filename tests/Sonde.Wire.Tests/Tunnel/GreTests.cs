using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Tunnel;

public sealed class GreTests : LayerLaws<Gre>
{
    private static readonly NextLayer First = new(NextSpace.IpProtocol, IpProtocols.Gre);
    private static readonly byte[] Inner = Make.Udp("10.0.0.1:5000", "10.0.0.2:6000", [1, 2])[14..];

    protected override byte[] Sample => [.. Make.Hex("b000 0800 1234 0000 0000002a 00000007"), .. Inner];

    [Fact]
    public void ReadsChecksumKeyAndSequence()
    {
        Assert.Equal(["42"], Values("gre.key"));
        Assert.Equal(["7"], Values("gre.sequence_number"));
        Assert.Equal(["4660"], Values("gre.checksum"));
    }

    [Fact]
    public void TheDataIsWalkedOn() => Assert.Equal(["gre", "ip", "udp", "data"], Layers.Of(Sample, First));

    [Fact]
    public void SourceRoutesAreSkipped() =>
        Assert.Equal(
            ["gre", "ip", "udp", "data"],
            Layers.Of([.. Make.Hex("4000 0800 0000 0000 0800 00 04 01020304 0000 0000"), .. Inner], First)
        );

    [Fact]
    public void PptpGivesThePayloadLength()
    {
        Assert.Equal(ReadStatus.Ok, Gre.TryRead(Make.Hex("3001 880b 0002 0001 00000001 c021 0000"), out Gre gre));
        Assert.Equal((12, 2), (gre.HeaderLength, gre.PayloadLength));
        Assert.Equal(new NextLayer(NextSpace.Direct, Direct.Ppp), gre.NextLayer);
    }

    [Fact]
    public void AnAcknowledgmentOfPptpCarriesNothing()
    {
        Gre.TryRead(Make.Hex("2081 880b 0000 0001 00000001"), out Gre gre);
        Assert.Equal(NextLayer.None, gre.NextLayer);
    }

    [Fact]
    public void ARedirectHeaderOfWccpIsSkipped() =>
        Assert.Equal(["gre", "ip", "udp", "data"], Layers.Of([.. Make.Hex("0000 883e 00010203"), .. Inner], First));

    [Fact]
    public void WithoutASequenceNumberAMirroredFrameHasNoHeader() =>
        Assert.Equal(
            ["gre", "erspan", "eth", "ip", "udp", "data"],
            Layers.Of([.. Make.Hex("0000 88be"), .. Make.Udp("10.0.0.1:5000", "10.0.0.2:6000", [1, 2])], First)
        );

    [Fact]
    public void OptionalFieldsThatAreNotThereAreTooShort() =>
        Assert.Equal(ReadStatus.TooShort, Gre.TryRead(Make.Hex("2000 0800 00"), out _));
}
