using System.Text.Json;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class VlanMapTests
{
    private const string Site =
        """{"10": "192.168.10.0/24", "20": {"cidr": "192.168.20.0/24", "name": "Voice"}, "30": "2001:db8:30::/64", "40": ["10.4.0.0/24", "2001:db8:40::/64"]}""";

    [Fact]
    public void AMapOfBothVersionsIsValid()
    {
        VlanMapValidation answer = Validate(Site);
        Assert.True(answer.Success);
        Assert.Equal(4, answer.VlanCount);
        Assert.Empty(answer.Errors);
        Assert.Empty(answer.Warnings);
        Assert.Empty(answer.Overlaps);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("{}")]
    public void NoMapIsAMapOfNoVlans(string? json)
    {
        VlanMapValidation answer = ValidateVlanMapQuestion.Ask(
            new VlanMapArguments { VlanMap = json is null ? null : JsonElement.Parse(json) }
        );
        Assert.Equal((true, 0), (answer.Success, answer.VlanCount));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"10\"")]
    [InlineData("7")]
    public void WhatIsNoObjectIsAnInvalidArgument(string json) =>
        Assert.Equal(EngineFault.InvalidArgument, Assert.Throws<EngineException>(() => Validate(json)).Fault);

    [Theory]
    [InlineData("""{"0": "10.0.0.0/24", "1": "10.0.1.0/24"}""", "'0' is not a VLAN id from 1 to 4094")]
    [InlineData("""{"4095": "10.0.0.0/24", "4094": "10.0.1.0/24"}""", "'4095' is not a VLAN id")]
    [InlineData("""{"users": "10.0.0.0/24", "1": "10.0.1.0/24"}""", "'users' is not a VLAN id")]
    [InlineData("""{"-1": "10.0.0.0/24", "1": "10.0.1.0/24"}""", "'-1' is not a VLAN id")]
    [InlineData("""{"2": 7, "1": "10.0.1.0/24"}""", "VLAN 2: its value must be a block")]
    [InlineData("""{"2": null, "1": "10.0.1.0/24"}""", "VLAN 2: its value must be a block")]
    [InlineData("""{"2": {"name": "x"}, "1": "10.0.1.0/24"}""", "VLAN 2: its object has no cidr")]
    [InlineData("""{"2": {"cidr": 5}, "1": "10.0.1.0/24"}""", "VLAN 2: cidr must be a string")]
    [InlineData("""{"2": "10.0.0.0/99", "1": "10.0.1.0/24"}""", "VLAN 2: '10.0.0.0/99' has a prefix length")]
    [InlineData("""{"2": [], "1": "10.0.1.0/24"}""", "VLAN 2: it has no block")]
    [InlineData("""{"1": "10.0.0.0/24", "1": "10.0.1.0/24"}""", "VLAN 1: it stands in the map more than once")]
    [InlineData("""{"1": "10.0.0.0/24", "01": "10.0.1.0/24"}""", "VLAN 1: it stands in the map more than once")]
    public void AWrongEntryIsAnErrorAndDoesNotStopTheRest(string json, string error)
    {
        VlanMapValidation answer = Validate(json);
        Assert.Equal((false, 1, 1), (answer.Success, answer.VlanCount, answer.ErrorCount));
        Assert.Contains(error, Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void AnOverlapNamesItsVlansAndIsNoError()
    {
        VlanMapValidation answer = Validate(
            """{"10": "10.0.0.0/16", "20": "10.0.20.0/24", "30": "2001:db8::/32", "40": {"cidr": "2001:db8:40::/48"}}"""
        );
        Assert.True(answer.Success);
        Assert.Single(answer.Warnings);
        Assert.Equal(
            [("10", "20", "contains", "10.0.20.0/24"), ("30", "40", "contains", "2001:db8:40::/48")],
            answer.Overlaps.Select(one => (one.VlanA!, one.VlanB!, one.Relationship, one.OverlapCidr!))
        );
    }

    [Fact]
    public void ManyErrorsAreCountedAndNotAllListed()
    {
        string json = "{" + string.Join(',', Enumerable.Range(5000, 10_000).Select(id => $"\"{id}\": 1")) + "}";
        VlanMapValidation answer = Validate(json);
        Assert.Equal(10_000, answer.ErrorCount);
        Assert.Equal((257, "9744 more of these."), (answer.Errors.Count, answer.Errors[^1]));
    }

    [Theory]
    [InlineData("192.168.20.9", "20", "192.168.20.0/24", "Voice")]
    [InlineData("2001:db8:30::7", "30", "2001:db8:30::/64", null)]
    [InlineData("2001:db8:40::7", "40", "2001:db8:40::/64", null)]
    public void AnAddressIsFoundInItsVlan(string ip, string id, string cidr, string? name)
    {
        VlanForIp answer = Find(ip, Site);
        Assert.Equal((true, "ONE_MATCH"), (answer.Success, answer.MatchType));
        VlanMatch match = Assert.Single(answer.Matches);
        Assert.Equal((id, cidr, name), (match.VlanId, match.Cidr, match.Name));
        Assert.Equal(match, answer.BestMatch);
    }

    [Fact]
    public void OfSeveralVlansTheLongestPrefixIsTheBest()
    {
        VlanForIp answer = Find("10.0.20.1", """{"10": "10.0.0.0/16", "20": "10.0.20.0/24", "30": "10.0.0.0/8"}""");
        Assert.Equal("MULTIPLE_MATCHES", answer.MatchType);
        Assert.Equal(["10", "20", "30"], answer.Matches.Select(match => match.VlanId));
        Assert.Equal("20", answer.BestMatch!.VlanId);
    }

    [Fact]
    public void AMapWithErrorsIsSearchedAllTheSame()
    {
        VlanForIp answer = Find("10.0.1.7", """{"1": "10.0.1.0/24", "2": "x"}""");
        Assert.Equal((false, "ONE_MATCH"), (answer.Success, answer.MatchType));
        Assert.Single(answer.Errors);
        VlanForIp invalid = Find("10.0.1.700", Site);
        Assert.Equal((false, "NO_MATCH", (string?)null), (invalid.Success, invalid.MatchType, invalid.IpNormalized));
        Assert.Equal("NO_MATCH", Find("10.0.1.70", Site).MatchType);
    }

    [Theory]
    [InlineData("192.168.10.7", "10", "IN_VLAN", true)]
    [InlineData("192.168.10.7", "010", "IN_VLAN", true)]
    [InlineData("192.168.20.9", "10", "NOT_IN_VLAN", true)]
    [InlineData("192.168.20.9", "30", "VERSION_MISMATCH", true)]
    [InlineData("192.168.20.9", "40", "NOT_IN_VLAN", true)]
    [InlineData("192.168.20.9", "99", "VLAN_NOT_FOUND", false)]
    [InlineData("192.168.20.9", "5000", "VLAN_NOT_FOUND", false)]
    [InlineData("nonsense", "99", "IP_INVALID", false)]
    public void AnAddressBelongsToAVlanOrNotForAReason(string ip, string vlan, string reason, bool success)
    {
        IpInVlan answer = Belongs(ip, vlan, Site);
        Assert.Equal((reason, success), (answer.ReasonCode, answer.Success));
        Assert.Equal(reason == "IN_VLAN", answer.InVlan);
    }

    [Fact]
    public void AHostInTheWrongVlanGetsAGuessAndTwoHints()
    {
        IpInVlan answer = Belongs("192.168.20.9", "10", Site);
        Assert.Equal(
            ("20", "Voice", "192.168.20.0/24"),
            (answer.BestGuessVlan!.VlanId, answer.BestGuessVlan.Name, answer.BestGuessVlan.Cidr)
        );
        Assert.Equal(2, answer.NextChecks.Count);
        Assert.Equal("192.168.10.0/24", answer.VlanCidr);
    }

    [Theory]
    [InlineData("172.16.0.1", """{"10": "10.0.0.0/24"}""", 2)]
    [InlineData("172.16.0.1", """{"10": "10.0.0.0/24", "20": "172.16.0.0/16", "30": "172.16.0.0/12"}""", 1)]
    [InlineData("172.16.0.1", """{"20": "172.16.0.0/16"}""", 1)]
    public void WithoutAGuessThereAreHints(string ip, string map, int hints)
    {
        IpInVlan answer = Belongs(ip, "10", map);
        Assert.Null(answer.BestGuessVlan);
        Assert.Equal(hints, answer.NextChecks.Count);
    }

    [Fact]
    public void AVlanWhoseEntryIsUnusableIsNotFoundAndTheReasonIsSaid()
    {
        IpInVlan answer = Belongs("10.0.0.1", "10", """{"10": {"cidr": "10.0.0.0/99", "name": "Users"}}""");
        Assert.Equal((false, "VLAN_NOT_FOUND", "Users"), (answer.Success, answer.ReasonCode, answer.VlanName));
        Assert.Contains("cannot be used: '10.0.0.0/99'", answer.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.168.10.0", "network")]
    [InlineData("192.168.10.255", "broadcast")]
    [InlineData("192.168.10.1", null)]
    public void NetworkAndBroadcastAddressesAreMembersThatNoHostMayHave(string ip, string? special)
    {
        IpInVlan answer = Belongs(ip, "10", Site);
        Assert.True(answer.InVlan);
        Assert.Equal((special is null, special), (answer.IsUsableHost, answer.SpecialIp));
    }

    [Fact]
    public void AVlanIdMayBeANumberButNothingElse()
    {
        Assert.Equal("10", Ask("10").VlanId);
        EngineException fault = Assert.Throws<EngineException>(() => Ask("true"));
        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);

        static IpInVlan Ask(string id) =>
            IpInVlanQuestion.Ask(
                new IpInVlanArguments
                {
                    Ip = "192.168.10.1",
                    VlanId = JsonElement.Parse(id),
                    VlanMap = JsonElement.Parse(Site),
                }
            );
    }

    private static VlanMapValidation Validate(string json) =>
        ValidateVlanMapQuestion.Ask(new VlanMapArguments { VlanMap = JsonElement.Parse(json) });

    private static VlanForIp Find(string ip, string json) =>
        FindVlanForIpQuestion.Ask(new FindVlanForIpArguments { Ip = ip, VlanMap = JsonElement.Parse(json) });

    private static IpInVlan Belongs(string ip, string vlan, string json) =>
        IpInVlanQuestion.Ask(
            new IpInVlanArguments
            {
                Ip = ip,
                VlanId = JsonElement.Parse($"\"{vlan}\""),
                VlanMap = JsonElement.Parse(json),
            }
        );
}
