using System.Numerics;
using System.Text.Json;
using FsCheck.Fluent;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class PlanSubnetsTests
{
    [Fact]
    public void TheLargestSubnetGetsTheFirstPlaceAndTheAnswerKeepsTheOrder()
    {
        SubnetPlan plan = Plan("10.0.0.0/23", Hosts(1, 1), Hosts(2, 60), Prefix(3, 26), Hosts(4, 2), Hosts(5, 120));
        Assert.True(plan.Success);
        Assert.Equal(
            ["10.0.1.2/32", "10.0.0.128/26", "10.0.0.192/26", "10.0.1.0/31", "10.0.0.0/25"],
            plan.Allocations.Select(one => one.AllocatedCidr)
        );
        Assert.Equal(["1", "2", "3", "4", "5"], plan.Allocations.Select(one => one.VlanId));
        Assert.Equal(
            [
                "10.0.1.3/32",
                "10.0.1.4/30",
                "10.0.1.8/29",
                "10.0.1.16/28",
                "10.0.1.32/27",
                "10.0.1.64/26",
                "10.0.1.128/25",
            ],
            plan.Remaining.FreeCidrs
        );
    }

    [Fact]
    public void AnAllocationSaysItsRangeAndHowFullItIs()
    {
        SubnetAllocation one = Plan("10.0.0.0/23", Hosts(5, 120)).Allocations[0];
        Assert.Equal(("10.0.0.1", "10.0.0.126", 126L), (one.FirstUsable, one.LastUsable, one.UsableHosts));
        Assert.Equal(95.24, one.UtilizationPercent);
        Assert.Null(one.Gateway);
    }

    [Theory]
    [InlineData(1, "10.0.0.0/30", "10.0.0.1")]
    [InlineData(2, "10.0.0.0/29", "10.0.0.1")]
    [InlineData(126, "10.0.0.0/24", "10.0.0.1")]
    public void ARouterNeedsAnAddressOfItsOwn(int hosts, string cidr, string gateway)
    {
        SubnetAllocation one = Plan("10.0.0.0/16", Hosts(1, hosts) with { ReserveGateway = true }).Allocations[0];
        Assert.Equal((cidr, gateway), (one.AllocatedCidr, one.Gateway));
    }

    [Fact]
    public void GrowthMakesRoom()
    {
        SubnetAllocation one = Plan("10.0.0.0/16", Hosts(1, 100) with { GrowthPercent = 27 }).Allocations[0];
        Assert.Equal("10.0.0.0/24", one.AllocatedCidr); // 127 hosts
        Assert.Equal(
            "10.0.0.0/25",
            Plan("10.0.0.0/16", Hosts(1, 100) with { GrowthPercent = 26 }).Allocations[0].AllocatedCidr
        );
    }

    [Theory]
    [InlineData("10.0.0.0/23")]
    [InlineData("10.0.0.0/8")]
    [InlineData("0.0.0.0/0")]
    public void WhereAvoidCoversTheParentNothingIsLeft(string avoid)
    {
        SubnetPlan plan = Plan("10.0.0.0/23", Hosts(1, 10) with { Avoid = [avoid] });
        Assert.False(plan.Success);
        Assert.Null(Assert.Single(plan.Allocations).AllocatedCidr);
        Assert.Empty(plan.Remaining.FreeCidrs);
        Assert.Equal("0", plan.Remaining.FreeAddressesString);
        Assert.Contains(plan.Warnings, line => line.Contains("covers the whole parent", StringComparison.Ordinal));
    }

    [Fact]
    public void AnAvoidEntryThatChangesNothingIsSaid()
    {
        SubnetPlan plan = Plan("10.0.0.0/23", Hosts(1, 10) with { Avoid = ["x", "2001:db8::/32", "192.0.2.0/24"] });
        Assert.True(plan.Success);
        Assert.Equal(3, plan.Warnings.Count);
        Assert.Contains("'x' is not a block", plan.Warnings[0], StringComparison.Ordinal);
        Assert.DoesNotContain(plan.Warnings, line => line.Contains("excluded", StringComparison.Ordinal));
        SubnetPlan cut = Plan("10.0.0.0/23", Hosts(1, 10) with { Avoid = ["10.0.0.0/28"] });
        Assert.Equal("10.0.0.16/28", cut.Allocations[0].AllocatedCidr);
        Assert.Contains("excluded", Assert.Single(cut.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void AVlanThatIsWantedTwiceIsSaid()
    {
        SubnetPlan plan = Plan("10.0.0.0/23", Hosts(7, 10), Hosts(7, 10));
        Assert.True(plan.Success);
        Assert.Contains(
            "VLAN 7 stands in more than one requirement",
            Assert.Single(plan.Warnings),
            StringComparison.Ordinal
        );
    }

    public static TheoryData<string, string> Wrong =>
        new()
        {
            { """{"name": "x", "needed_hosts": 5}""", "vlan_id is missing" },
            { """{"vlan_id": 0, "name": "x", "needed_hosts": 5}""", "'0' is not a VLAN id" },
            { """{"vlan_id": "4095", "name": "x", "needed_hosts": 5}""", "'4095' is not a VLAN id" },
            { """{"vlan_id": 5, "needed_hosts": 5}""", "name is missing" },
            { """{"vlan_id": 5, "name": "x"}""", "exactly one" },
            { """{"vlan_id": 5, "name": "x", "hosts": 5, "prefix": 24}""", "exactly one" },
            { """{"vlan_id": 5, "name": "x", "hosts": 5, "needed_hosts": 6}""", "differ" },
            { """{"vlan_id": 5, "name": "x", "needed_hosts": 0}""", "1 or more" },
            { """{"vlan_id": 5, "name": "x", "desired_prefix": 33}""", "from 0 to 32" },
            { """{"vlan_id": 5, "name": "x", "desired_prefix": -1}""", "from 0 to 32" },
            { """{"vlan_id": 5, "name": "x", "needed_hosts": 1, "growth_percent": -1}""", "growth_percent" },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void AWrongRequirementStopsTheWholePlanAndAnExampleIsShown(string json, string problem)
    {
        SubnetPlan plan = Plan("10.0.0.0/23", Hosts(1, 10), Read(json));
        Assert.False(plan.Success);
        Assert.Empty(plan.Allocations);
        Assert.Equal(["10.0.0.0/23"], plan.Remaining.FreeCidrs);
        Assert.Contains(problem, plan.Warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("Requirement 2: ", plan.Warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("Example: ", plan.Warnings[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"vlan_id": 5, "name": "x", "needed_hosts": "many"}""")]
    [InlineData("""{"vlan_id": 5, "name": "x", "need_hosts": 5}""")]
    public void AValueOfTheWrongTypeAndAnUnknownKeyAreFaults(string json) =>
        Assert.Throws<JsonException>(() => Read(json));

    [Fact]
    public void WhatDoesNotFitIsSaidAndTheRestIsAllocated()
    {
        SubnetPlan plan = Plan("10.0.0.0/24", Hosts(1, 300), Hosts(2, 5_000_000_000), Prefix(3, 8), Hosts(4, 100));
        Assert.False(plan.Success);
        Assert.Equal([false, false, false, true], plan.Allocations.Select(one => one.Success));
        Assert.Equal(3, plan.Warnings.Count(line => line.Contains("too tight", StringComparison.Ordinal)));
        Assert.All(plan.Allocations.Take(3), one => Assert.NotEmpty(one.Notes));
    }

    [Fact]
    public void AParentThatIsNoBlockIsAnAnswerWithAReason()
    {
        SubnetPlan plan = Plan("nonsense", Hosts(1, 10));
        Assert.False(plan.Success);
        Assert.Empty(plan.Allocations);
        Assert.Empty(plan.Remaining.FreeCidrs);
    }

    [Fact]
    public void HostsOfIpv6GetASixtyFour()
    {
        SubnetPlan plan = Plan("2001:db8::/56", Hosts(1, 3), Hosts(2, 100_000), Prefix(3, 60), Prefix(4, 127));
        Assert.Equal(
            ["2001:db8:0:10::/64", "2001:db8:0:11::/64", "2001:db8::/60", "2001:db8:0:12::/127"],
            plan.Allocations.Select(one => one.AllocatedCidr)
        );
        SubnetAllocation first = plan.Allocations[0];
        Assert.Equal(
            ("2001:db8:0:10::1", (long?)null, "18446744073709551615"),
            (first.FirstUsable, first.UsableHosts, first.UsableHostsString)
        );
        Assert.Equal("2001:db8::/126", Plan("2001:db8::/120", Hosts(1, 3)).Allocations[0].AllocatedCidr);
    }

    [Fact]
    public void ManyFreeBlocksComeInPages()
    {
        string[] avoid = [.. Enumerable.Range(0, 1000).Select(i => $"10.0.{i / 64}.{i % 64 * 4}/32")];
        var asked = new PlanSubnetsArguments
        {
            ParentCidr = "10.0.0.0/8",
            Requirements = [Hosts(1, 5) with { Avoid = avoid }],
        };
        SubnetPlan plan = PlanSubnetsQuestion.Ask(asked);
        Assert.Equal((256, 256L), (plan.Remaining.FreeCidrs.Count, plan.Remaining.NextOffset));
        SubnetPlan next = PlanSubnetsQuestion.Ask(asked with { FreeOffset = 256 });
        Assert.NotEqual(plan.Remaining.FreeCidrs[0], next.Remaining.FreeCidrs[0]);
        Assert.Contains(plan.Warnings, line => line.Contains("fragmented", StringComparison.Ordinal));
    }

    [Fact]
    public void AllocationsAvoidedBlocksAndWhatIsLeftDivideTheParent() =>
        Prop.ForAll(
                Arb.From(
                    from version in Gen.Elements(("10.0.0.0", 32), ("2001:db8::", 128))
                    from count in Gen.Choose(0, 12)
                    from prefixes in Gen.ArrayOf(Gen.Choose(version.Item2 - 7, version.Item2), count)
                    from avoidCount in Gen.Choose(0, 4)
                    from avoid in Gen.ArrayOf(Networks.Within(version.Item1, version.Item2), avoidCount)
                    select (Parent: $"{version.Item1}/{version.Item2 - 8}", Prefixes: prefixes, Avoid: avoid)
                ),
                made =>
                {
                    SubnetRequirement[] wanted =
                    [
                        .. made.Prefixes.Select((prefix, i) => Prefix(i + 1, prefix) with { Avoid = made.Avoid }),
                    ];
                    SubnetPlan plan = Plan(made.Parent, wanted);
                    string[] given = [.. plan.Allocations.Select(one => one.AllocatedCidr).OfType<string>()];
                    HashSet<BigInteger> whole = Networks.Addresses([made.Parent]);
                    HashSet<BigInteger> avoided = Networks.Addresses(wanted.Length > 0 ? made.Avoid : []);
                    HashSet<BigInteger> used = Networks.Addresses(given);
                    HashSet<BigInteger> left = Networks.Addresses(plan.Remaining.FreeCidrs);
                    Assert.Equal(given.Sum(Size), used.Count); // no two of them share an address
                    Assert.Equal(plan.Remaining.FreeCidrs.Sum(Size), left.Count);
                    Assert.False(used.Overlaps(avoided) || used.Overlaps(left) || left.Overlaps(avoided));
                    Assert.True(whole.SetEquals(used.Union(left).Union(avoided)));
                    // whoever got nothing could not have had anything of what is left
                    foreach (SubnetAllocation none in plan.Allocations.Where(one => !one.Success))
                        Assert.All(
                            plan.Remaining.FreeCidrs,
                            free => Assert.True(int.Parse(free.Split('/')[1], null) > none.RequestedPrefix)
                        );
                    return plan.Allocations.Count == wanted.Length;
                }
            )
            .Hold();

    private static int Size(string cidr)
    {
        (BigInteger first, BigInteger last) = Networks.Range(cidr);
        return (int)(last - first + 1);
    }

    private static SubnetPlan Plan(string parent, params SubnetRequirement[] requirements) =>
        PlanSubnetsQuestion.Ask(new PlanSubnetsArguments { ParentCidr = parent, Requirements = requirements });

    private static SubnetRequirement Hosts(int vlan, long hosts) =>
        new()
        {
            VlanId = JsonElement.Parse($"{vlan}"),
            Name = $"vlan{vlan}",
            NeededHosts = hosts,
        };

    private static SubnetRequirement Prefix(int vlan, int prefix) =>
        new()
        {
            VlanId = JsonElement.Parse($"\"{vlan}\""),
            Name = $"vlan{vlan}",
            DesiredPrefix = prefix,
        };

    private static SubnetRequirement Read(string json) =>
        JsonSerializer.Deserialize(json, AnswerSerializer.TypeOf<SubnetRequirement>())!;
}
