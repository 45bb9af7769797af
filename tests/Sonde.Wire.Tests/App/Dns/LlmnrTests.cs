using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Dns;

public sealed class LlmnrTests : LayerLaws<Llmnr>
{
    protected override byte[] Sample { get; } = Make.Hex("0007 8500 0001 0000 0000 0000 04686f7374 00 0001 0001");

    [Fact]
    public void TwoFlagsMeanConflictAndTentative()
    {
        Assert.Equal(["1"], Values("dns.flags.conflict"));
        Assert.Equal(["1"], Values("dns.flags.tentative"));
        Assert.Empty(Values("dns.flags.authoritative"));
        Assert.Empty(Values("dns.flags.recdesired"));
        Assert.Equal(["host"], Values("dns.qry.name"));
    }
}
