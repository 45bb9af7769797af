using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Rip;

public sealed class RipTests : LayerLaws<Wire.Rip>
{
    protected override byte[] Sample { get; } =
        Make.Hex("02 02 0000 ffff0002 70617373000000000000000000000000 0002 0001 0a000000 ff000000 0a000001 00000003");

    [Fact]
    public void ReadsEntriesAndKeepsThePasswordToItself()
    {
        Wire.Rip.TryRead(Sample, out Wire.Rip rip);
        Assert.Equal((2, 2), (rip.Command, rip.Version));
        Assert.Equal(["2"], Values("rip.auth.type"));
        Assert.Equal(["10.0.0.0"], Values("rip.ip"));
        Assert.Equal(["255.0.0.0"], Values("rip.netmask"));
        Assert.Equal(["3"], Values("rip.metric"));
    }

    [Fact]
    public void Version1HasNoNetmask()
    {
        var sink = new RecordingSink();
        new LayerReader<Wire.Rip>().Describe(
            Make.Hex("02 01 0000 0002 0000 0a000000 00000000 00000000 00000001"),
            sink
        );
        Assert.Equal(["10.0.0.0"], sink.Values("rip.ip"));
        Assert.Empty(sink.Values("rip.netmask"));
    }
}
