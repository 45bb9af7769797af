using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class SflowTests : BundleLaws<Sflow>
{
    private const string Header = "00000005 00000001 0a000001 00000000 00000007 00001000";
    private const string Counters = "00000002 00000008 0000000100000002";

    // one record that is no packet, one with a packet of six octets
    private const string Flow =
        "00000001 0000004c 00000001000000020000000300000004000000050000000600000007 00000002"
        + "000003e9 00000004 00000000 00000001 00000018 00000001 0000003c 00000004 00000006 112233445566 0000";

    protected override byte[] Sample { get; } = Make.Hex(Header + "00000002" + Counters + Flow);

    [Fact]
    public void TheHeaderTellsAgentAndSamples()
    {
        Assert.Equal(["10.0.0.1"], Values("sflow_245.agent"));
        Assert.Equal(["2"], Values("sflow_245.numsamples"));
    }

    [Fact]
    public void EverySampledPacketIsAPart() =>
        Assert.Equal([(120, 126, new NextLayer(NextSpace.Direct, Direct.Ethernet))], Layers.PartsOf<Sflow>(Sample));

    [Fact]
    public void SamplesBeyondTheirNumberAreNone() =>
        Assert.Empty(Layers.PartsOf<Sflow>(Make.Hex(Header + "00000001" + Counters + Flow)));

    [Fact]
    public void ASampledPacketIsACopy()
    {
        var cursor = new PartCursor();
        Assert.True(Sflow.TryNextPart(Sample, ref cursor, out LayerPart part));
        Assert.True(part.IsCopy);
    }

    [Fact]
    public void AnotherVersionIsAnotherProtocol() =>
        Assert.Equal(ReadStatus.NotMine, Sflow.TryRead(Make.Hex("00000009 00000001"), out _));
}
