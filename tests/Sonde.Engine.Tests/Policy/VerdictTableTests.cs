using Sonde.Engine.Tests.NameLookup;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>The published table of verdicts, row by row, for targets and for the name servers and names of look-ups.</summary>
public sealed class VerdictTableTests
{
    private readonly FixedResolver _names = new FixedResolver()
        .With("rebound.example", "169.254.169.254")
        .With("several.example", "192.0.2.1", "2001:db8::1", "169.254.170.2")
        .With("inner.company.com", "10.1.2.3")
        .With("company.com", "93.184.215.14")
        .With("ten.example", "10.1.2.3")
        .With("loop.example", "::1");

    // The spellings of one address are one address, wherever it is typed.
    public static TheoryData<string> Metadata =>
        [
            "169.254.169.254",
            "METADATA.google.internal",
            "metadata.goog",
            "100.100.100.200",
            "rebound.example",
            "several.example",
            "169.254.169.254.",
            "metadata.google.internal.",
            "100.100.100.200.",
            "2852039166",
            "0xA9FEA9FE",
            "0251.0376.0251.0376",
            "169.254.43518",
            "0x64.0x64.0x64.0xc8",
            "::ffff:169.254.169.254",
            "::ffff:100.100.100.200",
            "[::ffff:169.254.170.2]",
            "fd00:ec2::254",
            "169.254.170.2",
            "169.254.170.2.",
            "192.0.0.192",
            "ｍetadata.google.internal",
            "metadata。google。internal",
        ];

    [Theory]
    [MemberData(nameof(Metadata))]
    public async Task MetadataIsRefusedAsATarget(string target) => await Refused(new(), target);

    [Theory]
    [MemberData(nameof(Metadata))]
    public async Task MetadataIsRefusedAsATargetWhateverTheOwnBlockListHas(string target) =>
        await Refused(new() { BlockedTargets = ["evil.example"] }, target);

    [Theory]
    [MemberData(nameof(Metadata))]
    public async Task MetadataIsRefusedAsANameServer(string target)
    {
        await RefusedServer(new(), target);
        await RefusedServer(new(), $"tcp://{target}");
        await RefusedServer(new(), $"{target}#5353");
        string host = target.Contains("::", StringComparison.Ordinal) && target[0] != '[' ? $"[{target}]" : target;
        await RefusedServer(new(), $"{host}:53");
        await RefusedServer(new(), $"tls://{host}:853");
        await RefusedServer(new(), $"https://{host}/dns-query");
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("2852039166")]
    [InlineData("metadata.google.internal")]
    [InlineData("METADATA.GOOG.")]
    [InlineData(@"\109etadata.goog")]
    [InlineData("254.169.254.169.in-addr.arpa")]
    [InlineData("4.5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.2.c.e.0.0.0.d.f.ip6.arpa.")]
    public async Task MetadataIsRefusedAsAQuestion(string name) =>
        Assert.Equal(
            EngineFault.BlockedByPolicy,
            (await NameEngine.Fault(new() { Query = name, Nameserver = "127.0.0.1#9" })).Fault
        );

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("169.254.1.1")]
    [InlineData("0.0.0.0")]
    [InlineData("192.0.2.1")]
    [InlineData("127.1")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("100.64.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("ten.example")]
    [InlineData("loop.example")]
    public async Task PrivateAddressesAreRefusedWhenTheSettingSaysSo(string target)
    {
        await Refused(new() { BlockPrivate = true }, target);
        await RefusedServer(new() { BlockPrivate = true }, target);
    }

    [Theory]
    [InlineData("company.com", false)]
    [InlineData("inner.company.com", true)]
    [InlineData("ten.example", true)]
    public async Task AnAllowListHoldsForTargetsAndNameServers(string target, bool allowed)
    {
        var security = new SecurityConfig { AllowedTargets = ["*.company.com", "10.0.0.0/8"] };
        if (allowed)
        {
            await Check(security, target);
            return;
        }
        await Refused(security, target);
        await RefusedServer(security, target);
    }

    [Theory]
    [InlineData("2130706433")]
    [InlineData("::1")]
    [InlineData("loop.example")]
    public async Task ABlockedLoopbackIsBlockedAsAClass(string target)
    {
        await Refused(new() { BlockedTargets = ["127.0.0.0/8"] }, target);
        await RefusedServer(new() { BlockedTargets = ["127.0.0.0/8"] }, target);
    }

    [Theory]
    [InlineData("-n")]
    [InlineData("--help")]
    public async Task WhatBeginsWithAHyphenIsNoHost(string target)
    {
        Assert.Equal(
            EngineFault.InvalidArgument,
            (await Assert.ThrowsAsync<EngineException>(() => Check(new(), target))).Fault
        );
        Assert.Equal(EngineFault.InvalidArgument, (await Ask(new(), target)).Fault);
        Assert.Equal(EngineFault.InvalidArgument, (await NameEngine.Fault(new() { Query = target })).Fault);
    }

    [Theory]
    [InlineData("192.0.2.1#0")]
    [InlineData("192.0.2.1#65536")]
    [InlineData("192.0.2.1:")]
    [InlineData("[2001:db8::1]x")]
    [InlineData("[2001:db8::1")]
    [InlineData("http://dns.example/dns-query")]
    [InlineData("ftp://dns.example")]
    [InlineData("https://user@dns.example/dns-query")]
    [InlineData("https://dns.example/a b")]
    [InlineData("tls://192.0.2.1#-x")]
    [InlineData("")]
    [InlineData("https://")]
    public async Task ANameServerThatIsNoneIsAWrongArgument(string server) =>
        Assert.Equal(EngineFault.InvalidArgument, (await Ask(new(), server)).Fault);

    [Fact]
    public async Task ANameServersNameIsLookedUpOnce()
    {
        await NameEngine.Ask(
            new()
            {
                Query = "a.example",
                Nameserver = "loop.example#9",
                Timeout = 0.2,
            },
            NameEngine.With(resolver: _names)
        );

        Assert.Equal(["loop.example"], _names.Asked);
    }

    [Fact]
    public async Task ABlockListHoldsForNamesThatNoHostCanHave()
    {
        CaptureEngine engine = NameEngine.With(new() { BlockedTargets = ["*.evil.example"] });

        foreach (
            string name in (string[])["*.evil.example", @"a\.b.evil.example", "_dmarc.evil.example", "X.EVIL.example."]
        )
            Assert.Equal(
                EngineFault.BlockedByPolicy,
                (await NameEngine.Fault(new() { Query = name, Nameserver = "127.0.0.1#9" }, engine)).Fault
            );
    }

    private Task<CheckedTarget> Check(SecurityConfig security, string target) =>
        new TargetPolicy(security, _names).CheckAsync(target, TargetUse.Probe, TestContext.Current.CancellationToken);

    private async Task Refused(SecurityConfig security, string target) =>
        Assert.Equal(
            EngineFault.BlockedByPolicy,
            (await Assert.ThrowsAsync<EngineException>(() => Check(security, target))).Fault
        );

    private Task<EngineException> Ask(SecurityConfig security, string server) =>
        NameEngine.Fault(
            new()
            {
                Query = "company.com",
                Nameserver = server,
                Timeout = 0.1,
            },
            NameEngine.With(security, resolver: _names)
        );

    private async Task RefusedServer(SecurityConfig security, string server)
    {
        EngineException fault = await NameEngine.Fault(
            new() { Query = "inner.company.com", Nameserver = server },
            NameEngine.With(security, resolver: _names)
        );
        Assert.Equal(EngineFault.BlockedByPolicy, fault.Fault);
        Assert.DoesNotContain("'inner.company.com'", fault.Message, StringComparison.Ordinal);
    }
}
