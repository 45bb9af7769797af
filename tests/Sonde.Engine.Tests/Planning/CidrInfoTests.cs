using Xunit;

namespace Sonde.Engine.Tests;

public sealed class CidrInfoTests
{
    [Fact]
    public void AnIpv4BlockHasAllItsFacts()
    {
        CidrInfo info = Ask("10.0.0.5/24");
        Assert.True(info.Success);
        Assert.Equal(
            ("10.0.0.5/24", "10.0.0.0/24", 4, 24),
            (info.CidrInput, info.CidrNormalized, info.IpVersion, info.PrefixLength)
        );
        Assert.Equal(("10.0.0.0", "10.0.0.255"), (info.NetworkAddress, info.BroadcastAddress));
        Assert.Equal(("255.255.255.0", "0.0.0.255"), (info.Netmask, info.WildcardMask));
        Assert.Equal(
            (256L, "256", 254L, "254"),
            (info.TotalAddresses, info.TotalAddressesString, info.UsableHostAddresses, info.UsableHostAddressesString)
        );
        Assert.Equal(("10.0.0.1", "10.0.0.254"), (info.FirstUsable, info.LastUsable));
        Assert.Contains("host bits of 10.0.0.5 were cleared", Assert.Single(info.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" 10.0.0.0/8\t", "10.0.0.0/8")]
    [InlineData("10.0.0.7", "10.0.0.7/32")]
    [InlineData("2001:DB8::1", "2001:db8::1/128")]
    [InlineData("10.0.0.0/255.255.255.0", "10.0.0.0/24")]
    [InlineData("10.0.0.0/0.0.0.255", "10.0.0.0/24")]
    [InlineData("10.0.0.0/255.255.255.255", "10.0.0.0/32")]
    [InlineData("10.0.0.0/0.0.0.0", "0.0.0.0/0")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("::/0", "::/0")]
    [InlineData("2001:db8::/ffff:ffff::", "2001:db8::/32")]
    [InlineData("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff/33", "2001:db8:8000::/33")]
    [InlineData("::ffff:10.0.0.1/120", "::ffff:10.0.0.0/120")]
    public void ABlockMayBeWrittenInSeveralWays(string text, string normalized) =>
        Assert.Equal(normalized, Ask(text).CidrNormalized);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("nonsense")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0.0/255.0.255.0")]
    [InlineData("10.0.0.0/ffff::")]
    [InlineData("10.0.0/24")]
    [InlineData("10/8")]
    [InlineData("10.0.0.256/32")]
    [InlineData("010.0.0.0/8")]
    [InlineData("10.0.00.0/8")]
    [InlineData("0x0a.0.0.0/8")]
    [InlineData("١٠.0.0.0/8")]
    [InlineData("2001:db8::/129")]
    [InlineData("2001:db8::1::/64")]
    [InlineData("12345::/64")]
    [InlineData("[2001:db8::]/64")]
    [InlineData("fe80::1%eth0/64")]
    [InlineData("::ffff:010.0.0.1/120")]
    public void WhatIsNoBlockIsAnAnswerWithAReason(string text)
    {
        CidrInfo info = Ask(text);
        Assert.False(info.Success);
        Assert.Null(info.CidrNormalized);
        Assert.Null(info.TotalAddresses);
        Assert.Equal(info.Summary, Assert.Single(info.Notes));
    }

    [Fact]
    public void ALongTextIsNotRepeatedWhole()
    {
        CidrInfo info = Ask(new string('1', 1_000_000));
        Assert.InRange(info.Summary.Length + info.CidrInput.Length, 1, 500);
    }

    [Theory]
    [InlineData("10.0.0.0/31", 2, "10.0.0.0", "10.0.0.1", "RFC 3021")]
    [InlineData("10.0.0.9/32", 1, "10.0.0.9", "10.0.0.9", "host route")]
    public void TheSmallestIpv4BlocksHaveNoBroadcastToSetAside(
        string cidr,
        int usable,
        string first,
        string last,
        string note
    )
    {
        CidrInfo info = Ask(cidr);
        Assert.Equal(usable, info.UsableHostAddresses);
        Assert.Equal((first, last, last), (info.FirstUsable, info.LastUsable, info.BroadcastAddress));
        Assert.Contains(
            note,
            Assert.Single(info.Notes, one => !one.StartsWith("No prefix", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AnIpv6BlockHasNeitherBroadcastNorWildcardButAnycast()
    {
        CidrInfo info = Ask("2001:db8::/64");
        Assert.Null(info.BroadcastAddress);
        Assert.Null(info.WildcardMask);
        Assert.Equal("ffff:ffff:ffff:ffff::", info.Netmask);
        Assert.Equal(("2001:db8::", "2001:db8::ffff:ffff:ffff:ffff"), (info.FirstUsable, info.LastUsable));
        Assert.Contains(
            info.Notes,
            note => note.Contains("2001:db8:: is the subnet-router anycast", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("2001:db8::/75", 9007199254740992L, "9007199254740992")]
    [InlineData("2001:db8::/74", null, "18014398509481984")]
    [InlineData("2001:db8::/64", null, "18446744073709551616")]
    [InlineData("::/0", null, "340282366920938463463374607431768211456")]
    public void ANumberThatJsonCannotHoldIsAText(string cidr, long? number, string text)
    {
        CidrInfo info = Ask(cidr);
        Assert.Equal((number, text), (info.TotalAddresses, info.TotalAddressesString));
        Assert.Equal((number, text), (info.UsableHostAddresses, info.UsableHostAddressesString));
    }

    [Theory]
    [InlineData("x", "10.0.0.0/24", "IP_INVALID", false)]
    [InlineData("x", "y", "IP_INVALID", false)]
    [InlineData("10.0.0.1", "y", "CIDR_INVALID", false)]
    [InlineData("::1", "10.0.0.0/24", "VERSION_MISMATCH", true)]
    [InlineData("10.0.1.0", "10.0.0.0/24", "OUT_OF_RANGE", true)]
    [InlineData("10.0.0.0", "10.0.0.0/24", "IN_RANGE_NETWORK_ADDRESS", true)]
    [InlineData("10.0.0.255", "10.0.0.0/24", "IN_RANGE_BROADCAST_ADDRESS", true)]
    [InlineData("10.0.0.7", "10.0.0.0/24", "IN_RANGE_USABLE", true)]
    [InlineData("10.0.0.0", "10.0.0.0/31", "IN_RANGE_USABLE", true)]
    [InlineData("10.0.0.0", "10.0.0.0", "IN_RANGE_USABLE", true)]
    [InlineData("2001:db8::", "2001:db8::/64", "IN_RANGE_USABLE", true)]
    [InlineData("fe80::1%eth0", "fe80::/10", "IN_RANGE_USABLE", true)]
    public void WhereAnAddressLiesHasAReasonCode(string ip, string cidr, string reason, bool success)
    {
        IpInSubnet answer = IpInSubnetQuestion.Ask(new IpInSubnetArguments { Ip = ip, Cidr = cidr });
        Assert.Equal((reason, success), (answer.ReasonCode, answer.Success));
        Assert.Equal(reason.StartsWith("IN_RANGE", StringComparison.Ordinal), answer.InSubnet);
        Assert.Equal(reason == "IN_RANGE_USABLE", answer.IsUsableHost);
        Assert.Equal(
            reason == "IN_RANGE_NETWORK_ADDRESS" ? "network"
                : reason == "IN_RANGE_BROADCAST_ADDRESS" ? "broadcast"
                : null,
            answer.SpecialIp
        );
        Assert.Equal(reason == "IP_INVALID", answer.IpNormalized is null);
        Assert.Equal(!success, answer.CidrNormalized is null);
    }

    [Fact]
    public void TheFirstAddressOfAnIpv6SubnetIsSaidToBeAnycast()
    {
        IpInSubnet answer = IpInSubnetQuestion.Ask(
            new IpInSubnetArguments { Ip = "2001:db8::", Cidr = "2001:db8::/64" }
        );
        Assert.Contains("anycast", Assert.Single(answer.Notes), StringComparison.Ordinal);
    }

    private static CidrInfo Ask(string cidr) => CidrInfoQuestion.Ask(new CidrArguments { Cidr = cidr });
}
