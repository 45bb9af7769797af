using Sonde.Engine.Tests.NameLookup;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests.Asn;

/// <summary>A server that speaks as Team Cymru's zones do.</summary>
public sealed class AsnLookupTests
{
    private static readonly Dictionary<string, string[]> Zone = new()
    {
        ["31.108.90.216.origin.asn.test."] = ["23028 | 216.90.108.0/24 | US | arin | 1998-09-25"],
        ["AS23028.asn.test."] = ["23028 | US | arin | 2002-01-04 | TEAM-CYMRU, US"],
        ["1.1.1.8.origin.asn.test."] =
        [
            "64500 | 8.0.0.0/9 | US | arin | 1992-12-01",
            "64501 64502 | 8.1.1.0/24 | DE | ripencc |",
            "64503 | 8.1.0.0/16 | US | arin | 1992-12-01",
        ],
        ["AS64501.asn.test."] = ["64501 | DE | ripencc | 2010-01-01 | ONE | with a bar, DE"],
        ["8.8.8.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.6.8.4.0.6.8.4.1.0.0.2.origin6.asn.test."] =
        [
            "15169 | 2001:4860::/32 | US | arin | 2005-03-14",
        ],
        ["AS15169.asn.test."] = ["15169 | US | arin | 2000-03-30 | GOOGLE, US"],
        ["9.9.9.9.origin.asn.test."] = ["nonsense"],
        ["8.9.9.9.origin.asn.test."] = ["1 | 10.0.0.0/8 | US | arin | 1992-12-01"],
    };

    [Fact]
    public async Task AnAddressHasItsPrefixItsNumberAndItsName()
    {
        await using TinyDns server = Server();

        AsnLookup answer = await Ask(server, "216.90.108.31");

        Assert.True(answer.Success);
        Assert.Equal("23028", answer.Asn);
        Assert.Equal("TEAM-CYMRU, US", answer.AsName);
        Assert.Equal("216.90.108.0/24", answer.Prefix);
        Assert.Equal("US", answer.Country);
        Assert.Equal("arin", answer.Registry);
        Assert.Equal("1998-09-25", answer.Allocated);
        Assert.Null(answer.Origins);
    }

    [Fact]
    public async Task TheMostSpecificPrefixWinsAndSeveralOriginsAreAllNamed()
    {
        await using TinyDns server = Server();

        AsnLookup answer = await Ask(server, "8.1.1.1");

        Assert.Equal("8.1.1.0/24", answer.Prefix);
        Assert.Equal("64501", answer.Asn);
        Assert.Equal(["64501", "64502"], answer.Origins!.Select(origin => origin.Asn));
        Assert.Equal(["ONE | with a bar, DE", null], answer.Origins!.Select(origin => origin.AsName));
        Assert.Null(answer.Allocated);
        Assert.Equal(["8.1.0.0/16", "8.0.0.0/9"], answer.OtherPrefixes!.Select(one => one.Prefix));
    }

    [Fact]
    public async Task AnAddressOfVersion6IsAskedAboutByItsNibbles()
    {
        await using TinyDns server = Server();

        AsnLookup answer = await Ask(server, "2001:4860:4860::8888");

        Assert.Equal("15169", answer.Asn);
        Assert.Equal("GOOGLE, US", answer.AsName);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("192.0.2.1")]
    public async Task WhatIsNotOfTheInternetIsNotSentOut(string address)
    {
        await using TinyDns server = Server();

        AsnLookup answer = await Ask(server, address);

        Assert.False(answer.Success);
        Assert.Equal("not_found", answer.ErrorType);
        Assert.Contains("nothing was sent", answer.Summary, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Theory]
    [InlineData("7.7.7.7", "not_found")]
    [InlineData("9.9.9.9", "parse_error")]
    [InlineData("9.9.9.8", "parse_error")]
    public async Task WhatTheDirectoryDoesNotKnowIsSaid(string address, string errorType)
    {
        await using TinyDns server = Server();

        Assert.Equal(errorType, (await Ask(server, address)).ErrorType);
    }

    [Fact]
    public async Task ANameIsNoAddress()
    {
        await using TinyDns server = Server();

        EngineException fault = await Assert.ThrowsAsync<EngineException>(() => Ask(server, "example.com"));

        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
    }

    [Fact]
    public async Task SeveralAddressesStandInTheirOrderAndANameIsAskedForOnce()
    {
        await using TinyDns server = Server();

        AsnBatch answer = await AsnLookupQuestion.AskAllAsync(
            Engine(server),
            ["216.90.108.31", "10.0.0.1", "216.90.108.31"],
            60,
            new AskContext(Cancel: TestContext.Current.CancellationToken)
        );

        Assert.Equal([true, false, true], answer.Results.Select(row => row.Success));
        Assert.Single(server.Asked, query => query.Name.StartsWith("AS", StringComparison.OrdinalIgnoreCase));
    }

    private static TinyDns Server() =>
        new(query =>
            [
                Zone.TryGetValue(query.Name, out string[]? texts)
                    ? query.Reply(records: [.. texts.Select(text => TinyRecord.Txt(query.Name, text))])
                    : query.Reply(3),
            ]
        );

    private static CaptureEngine Engine(TinyDns server) =>
        NameEngine.With(probes: new ProbesConfig { AsnZone = "asn.test", AsnNameserver = server.Text });

    private static Task<AsnLookup> Ask(TinyDns server, string address) =>
        AsnLookupQuestion.AskAsync(
            Engine(server),
            new() { Ip = address, Timeout = 60 },
            new AskContext(Cancel: TestContext.Current.CancellationToken)
        );
}
