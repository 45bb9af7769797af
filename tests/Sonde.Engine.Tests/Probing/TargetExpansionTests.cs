using Xunit;

namespace Sonde.Engine.Tests.Probing;

public sealed class TargetExpansionTests
{
    private static readonly ProbeGate Gate = new(new SondeConfig { Probes = new ProbesConfig { MaxTargets = 1000 } });

    [Theory]
    [InlineData("10.0.0.0/30", "10.0.0.1", "10.0.0.2")]
    [InlineData("10.0.0.4/31", "10.0.0.4", "10.0.0.5")]
    [InlineData("10.0.0.4/32", "10.0.0.4")]
    [InlineData("2001:db8::/127", "2001:db8::", "2001:db8::1")]
    [InlineData("10.0.0.254-10.0.1.1", "10.0.0.254", "10.0.0.255", "10.0.1.0", "10.0.1.1")]
    [InlineData("10.0.0.7-8", "10.0.0.7", "10.0.0.8")]
    [InlineData("255.255.255.254-255.255.255.255", "255.255.255.254", "255.255.255.255")]
    [InlineData("2001:db8::fe-2001:db8::ff", "2001:db8::fe", "2001:db8::ff")]
    public void BlocksAndRangesAreTheirHosts(string typed, params string[] hosts)
    {
        Assert.Equal(hosts, TargetExpansion.Expand([typed], Gate));
        Assert.True(TargetExpansion.IsSeveral(typed));
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("my-host.example.com")]
    [InlineData("192.0.2.1-static.example.com")]
    [InlineData("10-20")]
    [InlineData("-c")]
    [InlineData("")]
    [InlineData("fe80::1%2")]
    public void NamesThatLookALittleLikeRangesAreNames(string typed)
    {
        Assert.Equal([typed], TargetExpansion.Expand([typed], Gate));
        Assert.False(TargetExpansion.IsSeveral(typed));
    }

    [Fact]
    public void EveryHostStandsWhereItCameFirstHoweverItIsSpelt() =>
        Assert.Equal(
            ["b.example", "10.0.0.2", "10.0.0.1"],
            TargetExpansion.Expand(["b.example", "10.0.0.2", "B.EXAMPLE.", "0x0a000002", "10.0.0.0/30"], Gate)
        );

    [Theory]
    [InlineData("fd00::/64", "18446744073709551616 hosts")]
    [InlineData("::/0", "340282366920938463463374607431768211456 hosts")]
    public void TheCountThatIsToldIsTheWholeOne(string typed, string count)
    {
        EngineException fault = Assert.Throws<EngineException>(() => TargetExpansion.Expand([typed], Gate));
        Assert.StartsWith(count, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.0/8")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("10.0.0.0/23", "10.1.0.0/23")]
    public void MoreThanOneQuestionMayAskAboutAreRefusedBeforeAnyIsMade(params string[] typed)
    {
        EngineException fault = Assert.Throws<EngineException>(() => TargetExpansion.Expand(typed, Gate));
        Assert.Equal(EngineFault.LimitExceeded, fault.Fault);
    }

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.9-3")]
    [InlineData("10.0.0.1-999")]
    [InlineData("10.0.0.1-99999999999999999999")]
    [InlineData("10.0.0.1-2001:db8::1")]
    [InlineData("example.com/24")]
    public void WhatIsNoBlockAndNoRangeIsSaidToBeNone(string typed)
    {
        EngineException fault = Assert.Throws<EngineException>(() => TargetExpansion.Expand([typed], Gate));
        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
    }

    [Fact]
    public void NoTargetsAreNoQuestion() =>
        Assert.Equal(
            EngineFault.InvalidArgument,
            Assert.Throws<EngineException>(() => TargetExpansion.Expand([], Gate)).Fault
        );
}
