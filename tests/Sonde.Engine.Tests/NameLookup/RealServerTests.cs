using Xunit;

namespace Sonde.Engine.Tests.NameLookup;

/// <summary>Beside dig, against BIND and unbound.</summary>
public sealed class RealServerTests(RealServers servers) : IClassFixture<RealServers>
{
    private const string Missing = "needs named, unbound, dig and dnssec-keygen";

    [Theory]
    [InlineData("www", "A")]
    [InlineData("www", "AAAA")]
    [InlineData("chain", "A")]
    [InlineData("alias", "CNAME")]
    [InlineData("@", "MX")]
    [InlineData("@", "NS")]
    [InlineData("@", "SOA")]
    [InlineData("@", "CAA")]
    [InlineData("@", "DNSKEY")]
    [InlineData("@", "RRSIG")]
    [InlineData("@", "NSEC")]
    [InlineData("@", "ANY")]
    [InlineData("t", "TXT")]
    [InlineData("n", "NAPTR")]
    [InlineData("_443._tcp.www", "TLSA")]
    [InlineData("u", "TYPE65280")]
    [InlineData("p", "PTR")]
    [InlineData("_sip._udp", "SRV")]
    [InlineData("svc", "SVCB")]
    [InlineData("svc", "HTTPS")]
    [InlineData("any.wild", "A")]
    [InlineData("*.wild", "A")]
    [InlineData("loc", "LOC")]
    [InlineData("ssh", "SSHFP")]
    public async Task EveryTypeReadsAsDigPrintsIt(string host, string type)
    {
        Assert.SkipUnless(RealServers.AreInstalled, Missing);
        string name = host == "@" ? "signed.test" : host + ".signed.test";

        DnsLookup answer = await NameEngine.Ask(
            new()
            {
                Query = name,
                RecordType = type,
                Nameserver = $"127.0.0.1#{servers.Named}",
                Dnssec = true,
            }
        );

        Assert.True(answer.Success, answer.Summary);
        // ANY goes over TCP with dig and may be short over UDP
        string[] more = type == "ANY" ? ["+dnssec", "+notcp"] : ["+dnssec"];
        Assert.Equal(RealServers.Dig(servers.Named, name, type, more), Lines(answer));
        Assert.Equal("our-server", answer.Edns!.Nsid);
    }

    [Fact]
    public async Task AnAnswerThatDoesNotFitComesOverTcp()
    {
        Assert.SkipUnless(RealServers.AreInstalled, Missing);

        DnsLookup answer = await Ask("big.plain.test", "TXT", $"127.0.0.1#{servers.Named}");

        Assert.True(answer.Truncated);
        Assert.Equal("tcp", answer.Transport);
        Assert.Equal(60, answer.Records.Count);
        Assert.Equal(RealServers.Dig(servers.Named, "big.plain.test", "TXT"), Lines(answer));
    }

    [Theory]
    [InlineData("www.signed.test", true)]
    [InlineData("www.plain.test", false)]
    public async Task AValidatingServerMarksWhatIsSigned(string name, bool authenticated)
    {
        Assert.SkipUnless(RealServers.AreInstalled, Missing);

        DnsLookup answer = await Ask(name, "A", $"127.0.0.1#{servers.Unbound}");

        Assert.True(answer.Success, answer.Summary);
        Assert.Equal(authenticated, answer.Authenticated);
        Assert.Equal(authenticated, answer.Flags!.Contains("ad"));
    }

    [Fact]
    public async Task AZoneWithWrongSignaturesFailsWithTheServersReason()
    {
        Assert.SkipUnless(RealServers.AreInstalled, Missing);

        DnsLookup answer = await Ask("www.bogus.test", "A", $"127.0.0.1#{servers.Unbound}");

        Assert.False(answer.Success);
        Assert.Equal("SERVFAIL", answer.Rcode);
        Assert.Equal("lookup_failed", answer.ErrorType);
        Assert.NotEmpty(answer.ExtendedErrors!);
    }

    [Fact]
    public async Task ANameThatIsNotThereSaysSoWithTheZonesSoa()
    {
        Assert.SkipUnless(RealServers.AreInstalled, Missing);

        DnsLookup answer = await Ask("nope.plain.test", "A", $"127.0.0.1#{servers.Named}");

        Assert.Equal("NXDOMAIN", answer.Rcode);
        Assert.Equal("SOA", Assert.Single(answer.Authority!).RecordType);
        Assert.Equal("REFUSED", (await Ask("www.elsewhere.test", "A", $"127.0.0.1#{servers.Named}")).Rcode);
    }

    public static TheoryData<string> Encrypted => ["named-tls", "unbound-tls", "named-https"];

    [Theory]
    [MemberData(nameof(Encrypted))]
    public async Task AnEncryptedServerAnswersWhenItsCertificateIsTrusted(string which)
    {
        Assert.SkipUnless(RealServers.AreInstalled, Missing);
        var probes = new ProbesConfig { CaFile = servers.CaFile };

        foreach (string host in (string[])["127.0.0.1", "dns.test"])
        {
            DnsLookup answer = await Ask("www.plain.test", "A", Url(which, host), Engine(probes));

            Assert.True(answer.Success, answer.Summary);
            Assert.Equal(RealServers.Dig(servers.Named, "www.plain.test", "A").Length, answer.Records.Count);
            Assert.Equal(which.EndsWith("https", StringComparison.Ordinal) ? "https" : "tls", answer.Transport);
            Assert.NotNull(answer.Timings!.ConnectMs);
        }
    }

    [Theory]
    [MemberData(nameof(Encrypted))]
    public async Task AnEncryptedServerIsRefusedWhenItsCertificateIsNotTrusted(string which)
    {
        Assert.SkipUnless(RealServers.AreInstalled, Missing);

        DnsLookup answer = await Ask("www.plain.test", "A", Url(which, "127.0.0.1"), Engine(new ProbesConfig()));

        Assert.False(answer.Success);
        Assert.Equal("lookup_failed", answer.ErrorType);
        Assert.Contains("authority that is not trusted", answer.Summary, StringComparison.Ordinal);
        Assert.Single(answer.Attempts!);
    }

    [Theory]
    [MemberData(nameof(Encrypted))]
    public async Task AnEncryptedServerIsRefusedUnderAnotherName(string which)
    {
        Assert.SkipUnless(RealServers.AreInstalled, Missing);
        var probes = new ProbesConfig { CaFile = servers.CaFile };

        DnsLookup answer = await Ask("www.plain.test", "A", Url(which, "other.test"), Engine(probes));

        Assert.False(answer.Success);
        Assert.Contains("its certificate is not for other.test", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherPathThanTheServersIsAFailureWithItsStatus()
    {
        Assert.SkipUnless(RealServers.AreInstalled, Missing);

        DnsLookup answer = await Ask(
            "www.plain.test",
            "A",
            $"https://127.0.0.1:{servers.NamedHttps}/other",
            Engine(new ProbesConfig { CaFile = servers.CaFile })
        );

        Assert.False(answer.Success);
        Assert.Contains("HTTP status 404", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABatchOverTlsKeepsItsConnections()
    {
        Assert.SkipUnless(RealServers.AreInstalled, Missing);

        BatchDns answer = await BatchDnsQuestion.AskAsync(
            Engine(new ProbesConfig { CaFile = servers.CaFile }),
            new()
            {
                Queries = [.. Enumerable.Range(0, 200).Select(number => $"n{number}.wild.plain.test")],
                Nameserver = $"tls://127.0.0.1:{servers.NamedTls}",
                MaxConcurrent = 10,
                Timeout = 60,
            },
            new AskContext(Cancel: TestContext.Current.CancellationToken)
        );

        Assert.Equal(200, answer.Successful);
        Assert.All(answer.Results, row => Assert.Equal("192.0.2.99", Assert.Single(row.Records).Value));
    }

    [Fact]
    public async Task AFileOfAuthoritiesThatCannotBeReadIsAWrongSetting() =>
        Assert.Contains(
            "probes.ca_file",
            (
                await NameEngine.Fault(
                    new() { Query = "a.test", Nameserver = "tls://127.0.0.1" },
                    Engine(new ProbesConfig { CaFile = "/dev/null" })
                )
            ).Message,
            StringComparison.Ordinal
        );

    private string Url(string which, string host) =>
        which switch
        {
            "named-tls" => $"tls://{host}:{servers.NamedTls}",
            "unbound-tls" => $"tls://{host}:{servers.UnboundTls}",
            _ => $"https://{host}:{servers.NamedHttps}/dns-query",
        };

    private static CaptureEngine Engine(ProbesConfig probes) =>
        NameEngine.With(
            probes: probes,
            resolver: new FixedResolver().With("dns.test", "127.0.0.1").With("other.test", "127.0.0.1")
        );

    private static Task<DnsLookup> Ask(string name, string type, string server, CaptureEngine? engine = null) =>
        NameEngine.Ask(
            new()
            {
                Query = name,
                RecordType = type,
                Nameserver = server,
            },
            engine
        );

    private static string[] Lines(DnsLookup answer) =>
        [
            .. answer
                .Records.Select(record => $"{record.Name} {record.Ttl} {record.RecordType} {record.Value}")
                .Order(StringComparer.Ordinal),
        ];
}
