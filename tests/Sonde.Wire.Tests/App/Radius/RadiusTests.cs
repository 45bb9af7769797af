using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Radius;

public sealed class RadiusTests : LayerLaws<Wire.Radius>
{
    protected override byte[] Sample { get; } =
        Make.Hex("01 07 0020 000102030405060708090a0b0c0d0e0f 01 06 75736572 04 06 0a000001");

    [Fact]
    public void ReadsHeaderAndAttributes()
    {
        Assert.Equal(ReadStatus.Ok, Wire.Radius.TryRead(Sample, out Wire.Radius radius));
        Assert.Equal((1, 7, 32), (radius.Code, radius.Identifier, radius.Length));
        Assert.Equal(["1", "4"], Values("radius.avp.type"));
        Assert.Equal(["user"], Values("radius.User_Name"));
        Assert.Equal(["10.0.0.1"], Values("radius.NAS_IP_Address"));
    }

    [Theory]
    [InlineData("c8 07 0014 00000000000000000000000000000000")]
    [InlineData("01 07 0013 00000000000000000000000000000000")]
    [InlineData("01 07 1388 00000000000000000000000000000000")]
    public void CodesWithoutMeaningAndImpossibleLengthsAreNotRadius(string octets) =>
        Assert.Equal(ReadStatus.NotMine, Wire.Radius.TryRead(Make.Hex(octets), out _));

    [Fact]
    public void AnAttributeOfNoLengthEndsTheList()
    {
        var sink = new RecordingSink();
        byte[] octets = [.. Sample];
        octets[21] = 0;
        new LayerReader<Wire.Radius>().Describe(octets, sink);
        Assert.Empty(sink.Values("radius.avp"));
    }
}
