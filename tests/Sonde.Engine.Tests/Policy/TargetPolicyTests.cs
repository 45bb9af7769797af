using Xunit;

namespace Sonde.Engine.Tests;

public sealed class TargetPolicyTests
{
    private static readonly SecurityConfig Defaults = new();
    private static readonly SecurityConfig NoPrivate = new() { BlockPrivate = true };

    private readonly FixedResolver _names = new FixedResolver()
        .With("example.com", "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")
        .With("rebound.example", "169.254.169.254")
        .With("half.example", "93.184.215.14", "10.0.0.5")
        .With("six.example", "93.184.215.14", "fd00:ec2::254")
        .With("inner.company.com", "10.1.2.3")
        .With("other.example", "10.1.2.3")
        .With("mixed.example", "10.1.2.3", "93.184.215.14")
        .With("localhost", "127.0.0.1", "::1");

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("METADATA.google.internal")]
    [InlineData("metadata.goog")]
    [InlineData("100.100.100.200")]
    [InlineData("rebound.example")]
    [InlineData("six.example")]
    [InlineData("169.254.169.254.")]
    [InlineData("metadata.google.internal.")]
    [InlineData("2852039166")]
    [InlineData("0xA9FEA9FE")]
    [InlineData("0251.0376.0251.0376")]
    [InlineData("169.254.43518")]
    [InlineData("169.16689662")]
    [InlineData("0xa9.254.0251.0xfe")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("[::ffff:a9fe:a9fe]")]
    [InlineData("::169.254.169.254")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("64:ff9b:1::a9fe:a9fe")]
    [InlineData("::ffff:0:169.254.169.254")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("FD00:0EC2:0:0:0:0:0:254")]
    [InlineData("fe80::a9fe:a9fe%1")]
    [InlineData("169.254.170.2")]
    [InlineData("192.0.0.192")]
    [InlineData("168.63.129.16")]
    [InlineData("１６９.254.169.254")]
    [InlineData("169。254。169。254")]
    [InlineData("ｍetadata.goog")]
    public async Task MetadataServicesAreRefusedInEverySpelling(string target)
    {
        EngineException fault = await Refused(Defaults, target);

        Assert.Contains("(security.block_cloud_metadata)", fault.Message, StringComparison.Ordinal);
        await Refused(Defaults with { BlockCloudMetadata = false }, target, TargetUse.CaptureUrl);
    }

    [Theory]
    [InlineData("rebound.example")]
    [InlineData("2852039166")]
    [InlineData("::ffff:169.254.169.254")]
    public async Task AnOwnBlockListDoesNotOpenTheBuiltInOne(string target) =>
        await Refused(new SecurityConfig { BlockedTargets = ["evil.example"], BlockCloudMetadata = false }, target);

    [Theory]
    [InlineData("10.0.0.5", "a private address")]
    [InlineData("169.254.1.1", "a link-local address")]
    [InlineData("0.0.0.0", "a loopback address")]
    [InlineData("192.0.2.1", "an address set aside for documentation")]
    [InlineData("127.1", "a loopback address")]
    [InlineData("::1", "a loopback address")]
    [InlineData("::", "a loopback address")]
    [InlineData("fe80::1", "a link-local address")]
    [InlineData("fc00::1", "a private address")]
    [InlineData("fec0::1", "a private address")]
    [InlineData("100.64.0.1", "an address shared within a provider's network")]
    [InlineData("224.0.0.1", "a multicast address")]
    [InlineData("ff02::1", "a multicast address")]
    [InlineData("255.255.255.255", "a reserved address")]
    [InlineData("2001:db8::1", "an address set aside for documentation")]
    [InlineData("::ffff:10.0.0.5", "a private address")]
    [InlineData("64:ff9b::10.0.0.5", "a private address")]
    [InlineData("2002:a00:5::1", "a private address")]
    [InlineData("half.example", "a private address")]
    [InlineData("localhost", "a loopback address")]
    public async Task PrivateTargetsAreRefusedWhenTheSettingSaysSo(string target, string kind)
    {
        EngineException fault = await Refused(NoPrivate, target);

        Assert.Contains(kind, fault.Message, StringComparison.Ordinal);
        Assert.Contains("(security.block_private)", fault.Message, StringComparison.Ordinal);
        Assert.NotEmpty((await Allowed(Defaults, target)).Addresses);
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("example.com")]
    [InlineData("2606:4700::1111")]
    [InlineData("64:ff9b::8.8.8.8")]
    public async Task GlobalTargetsPassEvenTheStrictest(string target)
    {
        await Allowed(NoPrivate, target);
        await Allowed(Defaults, target, TargetUse.CaptureUrl);
    }

    [Theory]
    [InlineData("company.com", false)]
    [InlineData("inner.company.com", true)]
    [InlineData("INNER.company.COM.", true)]
    [InlineData("other.example", true)]
    [InlineData("10.200.0.1", true)]
    [InlineData("0x0a000001", true)]
    [InlineData("11.0.0.1", false)]
    [InlineData("mixed.example", false)]
    [InlineData("example.com", false)]
    [InlineData("unknown.example", false)]
    public async Task AnAllowListDecidesByNameOrByEveryAddress(string target, bool allowed)
    {
        var config = new SecurityConfig { AllowedTargets = ["*.company.com", "10.0.0.0/8"] };

        if (allowed)
            await Allowed(config, target);
        else
            Assert.Contains(
                "(security.allowed_targets)",
                (await Refused(config, target)).Message,
                StringComparison.Ordinal
            );
    }

    [Theory]
    [InlineData("127.0.0.0/8", "2130706433")]
    [InlineData("127.0.0.0/8", "::1")]
    [InlineData("127.0.0.0/8", "0.0.0.0")]
    [InlineData("127.0.0.0/8", "::")]
    [InlineData("127.0.0.0/8", "localhost")]
    [InlineData("::1", "127.0.0.1")]
    [InlineData("localhost", "127.0.0.9")]
    [InlineData("10.1.2.0/24", "other.example")]
    [InlineData("10.1.2.99/24", "mixed.example")]
    [InlineData("*.example", "OTHER.example.")]
    [InlineData("10.*", "0xa.1.2.3")]
    [InlineData("0xa010203", "10.1.2.3")]
    [InlineData("fd00::/8", "fd12::1")]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3")]
    public async Task ABlockListRefusesEveryWayToTheTarget(string pattern, string target)
    {
        EngineException fault = await Refused(new SecurityConfig { BlockedTargets = [pattern] }, target);

        Assert.Contains("(security.blocked_targets)", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(
            pattern + "'",
            fault.Message.Replace($"'{target}'", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task BlockBeatsAllow() =>
        Assert.Contains(
            "blocked_targets",
            (
                await Refused(
                    new SecurityConfig { AllowedTargets = ["10.0.0.0/8"], BlockedTargets = ["10.0.0.5"] },
                    "10.0.0.5"
                )
            ).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("10.0.0.5")]
    [InlineData("fe80::1")]
    [InlineData("half.example")]
    [InlineData("100.64.0.1")]
    public async Task CaptureUrlsToPrivateHostsAreRefusedByDefault(string target)
    {
        EngineException fault = await Refused(Defaults, target, TargetUse.CaptureUrl);

        Assert.Contains("security.allowed_targets", fault.Suggestion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.5", true)]
    [InlineData("10.0.0.5", "10.0.0.5", true)]
    [InlineData("10.*", "10.0.0.5", true)]
    [InlineData("10.1.2.3/32", "inner.company.com", true)]
    [InlineData("inner.company.com", "inner.company.com", true)]
    [InlineData("*.company.com", "inner.company.com", true)]
    [InlineData("localhost", "localhost", true)]
    [InlineData("*", "10.0.0.5", false)]
    [InlineData("*", "inner.company.com", false)]
    [InlineData("*.com", "inner.company.com", false)]
    [InlineData("0.0.0.0/0", "10.0.0.5", false)]
    [InlineData("0.0.0.0/1", "10.0.0.5", false)]
    [InlineData("8.0.0.0/6", "10.0.0.5", false)]
    public async Task OnlyAnEntryThatNamesAPrivateHostOpensItForCaptureUrls(string pattern, string target, bool open)
    {
        var config = new SecurityConfig { AllowedTargets = [pattern] };

        if (open)
            await Allowed(config, target, TargetUse.CaptureUrl);
        else
            await Refused(config, target, TargetUse.CaptureUrl);
        await Allowed(config, target);
    }

    [Fact]
    public async Task NoAllowListOpensMetadataServicesToCaptureUrls() =>
        await Refused(
            new SecurityConfig { AllowedTargets = ["169.254.169.254", "metadata.goog"], BlockCloudMetadata = false },
            "metadata.goog",
            TargetUse.CaptureUrl
        );

    [Theory]
    [InlineData("-n")]
    [InlineData("--help")]
    [InlineData("－n")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a..b")]
    [InlineData("169.254.169.254..")]
    [InlineData("256.1.1.1")]
    [InlineData("1.2.3.4.5")]
    [InlineData("4294967296")]
    [InlineData("08.0.0.1")]
    [InlineData("host.0x1g.1")]
    [InlineData("127.0.0.1 evil")]
    [InlineData("exa\nmple.com")]
    [InlineData("exa\u200bmple.com")]
    [InlineData("①②⑦.0.0.1")]
    [InlineData("𝟏𝟐𝟕.0.0.1")]
    [InlineData("[::1")]
    [InlineData("[::1]:80")]
    [InlineData("::1/64")]
    [InlineData("a;b")]
    [InlineData("$(id)")]
    public async Task WhatIsNoHostNameIsAWrongArgument(string target)
    {
        EngineException fault = await Assert.ThrowsAsync<EngineException>(() =>
            Check(Defaults, target, TargetUse.Probe)
        );

        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
        Assert.Empty(_names.Asked);
    }

    [Fact]
    public async Task ANameIsLookedUpOnceAndAllItsAddressesAreHandedOn()
    {
        CheckedTarget target = await Allowed(Defaults, "Example.COM.");

        Assert.Equal(["example.com"], _names.Asked);
        Assert.Equal("example.com", target.Host);
        Assert.Equal(
            ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"],
            target.Addresses.Select(address => address.ToString())
        );
    }

    [Fact]
    public async Task ANameInAnotherScriptIsLookedUpInAscii()
    {
        _names.With("xn--mnchen-3ya.example", "93.184.215.14");

        Assert.Equal("xn--mnchen-3ya.example", (await Allowed(Defaults, "MÜNCHEN。example")).Host);
    }

    [Fact]
    public async Task ANameWithoutAddressIsAFailedLookUp() =>
        Assert.Equal(
            EngineFault.LookupFailed,
            (await Assert.ThrowsAsync<EngineException>(() => Check(Defaults, "unknown.example", TargetUse.Probe))).Fault
        );

    [Fact]
    public async Task ARefusalTellsNothingOfTheOtherSettings()
    {
        var config = new SecurityConfig
        {
            AllowedTargets = ["secret-lab.example"],
            BlockedTargets = ["secret-bank.example"],
            BlockPrivate = true,
        };

        foreach (string target in (string[])["10.0.0.5", "example.com", "metadata.goog"])
        {
            EngineException fault = await Refused(config, target);
            Assert.DoesNotContain("secret", fault.Message + fault.Suggestion, StringComparison.Ordinal);
            Assert.Empty(fault.Allowed);
        }
    }

    [Fact]
    public void ANameThatIsOnlyAskedAboutIsNotLookedUp()
    {
        var policy = new TargetPolicy(new SecurityConfig { BlockedTargets = ["*.evil.example"] }, _names);

        Assert.Equal("rebound.example", policy.CheckName("rebound.example.").Text);
        Assert.Throws<EngineException>(() => policy.CheckName("a.evil.example"));
        Assert.Throws<EngineException>(() => policy.CheckName("metadata.goog"));
        Assert.Throws<EngineException>(() => policy.CheckName("2852039166"));
        Assert.Empty(_names.Asked);
    }

    private Task<CheckedTarget> Check(SecurityConfig config, string target, TargetUse use) =>
        new TargetPolicy(config, _names).CheckAsync(target, use, TestContext.Current.CancellationToken);

    private Task<CheckedTarget> Allowed(SecurityConfig config, string target, TargetUse use = TargetUse.Probe) =>
        Check(config, target, use);

    private async Task<EngineException> Refused(SecurityConfig config, string target, TargetUse use = TargetUse.Probe)
    {
        EngineException fault = await Assert.ThrowsAsync<EngineException>(() => Check(config, target, use));
        Assert.Equal(EngineFault.BlockedByPolicy, fault.Fault);
        return fault;
    }
}
