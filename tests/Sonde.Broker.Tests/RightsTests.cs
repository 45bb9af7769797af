using Sonde.Native;
using Xunit;

namespace Sonde.Broker.Tests;

public sealed class RightsTests
{
    [Fact]
    public void TheRightsOfAProcessAreReadAsTheKernelShowsThem()
    {
        var rights = ProcessRights.Read([
            "Name:\tsonde",
            "CapInh:\t0000000000002000",
            "CapPrm:\t0000000000002000",
            "CapEff:\t0000000000002000",
            "CapBnd:\t000000c000003000",
            "CapAmb:\t0000000000002000",
            "NoNewPrivs:\t1",
        ]);
        Assert.True(rights.Has(Capability.NetRaw));
        Assert.False(rights.Has(Capability.Bpf));
        Assert.True(rights.IsWithin(0xc0_0000_3000));
        Assert.False(rights.IsWithin(0x2000)); // more could be had
        Assert.False((rights with { HasNoNewPrivileges = false }).IsWithin(ulong.MaxValue));
    }

    [Fact]
    public void ADaemonNeedsNoMoreThanWhatItOffers()
    {
        Assert.Equal([Capability.NetRaw], DaemonStart.Needed(Offers.Capture | Offers.Icmp));
        Assert.Equal(0xc0_0000_3000UL, ProcessRights.Bits(DaemonStart.Needed(Offers.Capture | Offers.Kernel)));
    }
}
