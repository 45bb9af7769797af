using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class NbssTests : LayerLaws<Nbss>
{
    protected override byte[] Sample => [0, 0, 0, 8, 0xfe, .. "SMB"u8, 0x40, 0, 1, 0];

    [Fact]
    public void TheLengthOfAMessageSaysWhereTheNextOneBegins() =>
        Assert.Equal(new MessageExtent(0, 12), Nbss.Measure([.. Sample, .. Sample]));
}
