using System.Text;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class RdapLookupTests : IAsyncDisposable
{
    private const string Domain = """
        {"objectClassName":"domain","handle":"D-1","ldhName":"EXAMPLE.TEST","status":["active","client hold"],
         "events":[{"eventAction":"registration","eventDate":"2001-02-03T00:00:00Z"},{"eventAction":"expiration","eventDate":"2030-01-01T00:00:00Z"}],
         "nameservers":[{"ldhName":"ns1.example.test"},{"ldhName":"ns2.example.test"}],"secureDNS":{"delegationSigned":true},
         "entities":[{"roles":["registrar"],"vcardArray":["vcard",[["fn",{},"text","Some Registrar"]]],
           "entities":[{"roles":["abuse"],"vcardArray":["vcard",[["fn",{},"text","Abuse"],["email",{},"text","abuse@registrar.test"],["tel",{},"uri","tel:+1.555"]]]}]}],
         "links":[LINKS]}
        """;

    private const string Network = """
        {"objectClassName":"ip network","handle":"NET-1","name":"TEST-NET","country":"AU","startAddress":"203.0.112.0","endAddress":"203.0.113.255",
         "type":"ASSIGNED","parentHandle":"NET-0","arin_originas0_originautnums":[64496],"cidr0_cidrs":[{"v4prefix":"203.0.112.0","length":23}],
         "entities":[{"roles":["registrant"],"handle":"R","vcardArray":["vcard",[["org",{},"text","Test Org"],["adr",{"cc":"AU"},"text",["","","","","","",""]]]]}]}
        """;

    private readonly TinyServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task ADomainIsReadWithItsPeopleDatesAndNameServers()
    {
        Json("/domain/example.test", Domain.Replace("LINKS", "", StringComparison.Ordinal));

        RdapLookup answer = await Ask("Example.TEST.");

        Assert.Equal(("domain", "D-1", "EXAMPLE.TEST"), (answer.QueryType, answer.Handle, answer.Name));
        Assert.Equal(["active", "client hold"], answer.Status!);
        Assert.Equal("2030-01-01T00:00:00Z", answer.Expires);
        Assert.Equal(["ns1.example.test", "ns2.example.test"], answer.Nameservers!);
        Assert.True(answer.DnssecSigned);
        Assert.Equal("Some Registrar", answer.Registrar);
        Assert.Equal("abuse@registrar.test", answer.AbuseContact);
        Assert.Equal("+1.555", answer.Entities![1].Phone);
        Assert.Contains("Accept: application/rdap+json", _server.Requests.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("203.0.113.7", "/ip/203.0.113.7")]
    [InlineData("203.0.112.0/23", "/ip/203.0.112.0/23")]
    public async Task AnAddressOrABlockIsReadWithItsRange(string query, string path)
    {
        Json(path, Network);

        RdapLookup answer = await Ask(query);

        Assert.Equal(
            ("ip", "203.0.112.0", "203.0.113.255"),
            (answer.QueryType, answer.StartAddress, answer.EndAddress)
        );
        Assert.Equal(["203.0.112.0/23"], answer.Cidrs!);
        Assert.Equal(("AU", "Test Org", "AS64496"), (answer.Country, answer.Registrant, answer.AsnHint));
    }

    [Fact]
    public async Task BlocksAreComputedWhereTheRegistryGivesOnlyTheRange()
    {
        Json("/ip/203.0.113.7", """{"startAddress":"203.0.112.0","endAddress":"203.0.114.255"}""");

        Assert.Equal(["203.0.112.0/23", "203.0.114.0/24"], (await Ask("203.0.113.7")).Cidrs!);
    }

    [Theory]
    [InlineData("AS64496")]
    [InlineData("as64496")]
    [InlineData(" ASN 64496 ")]
    public async Task AnAsNumberIsAsked(string query)
    {
        Json("/autnum/64496", """{"handle":"AS64496","name":"TEST-AS","startAutnum":64496}""");

        RdapLookup answer = await Ask(query);

        Assert.Equal(("asn", "TEST-AS", "AS64496"), (answer.QueryType, answer.Name, answer.AsnHint));
    }

    [Fact]
    public async Task AHostBelowADomainIsAskedAsTheDomain()
    {
        Json("/domain/example.test", Domain.Replace("LINKS", "", StringComparison.Ordinal));

        RdapLookup answer = await Ask("a.www.example.test");

        Assert.Equal("EXAMPLE.TEST", answer.Found);
        Assert.Contains("belongs to 'EXAMPLE.TEST'", answer.Summary, StringComparison.Ordinal);
        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public async Task TheServerIsFoundInTheRegistriesOfIanaWhichAreKept()
    {
        string here = $"http://127.0.0.1:{_server.Port}";
        Json(
            "/boot/dns.json",
            $$"""{"services":[[["test","com"],["{{here}}/test/"]],[["example.test"],["{{here}}/closer/"]]]}"""
        );
        Json(
            "/boot/ipv4.json",
            $$"""{"services":[[["203.0.0.0/8"],["{{here}}/wide/"]],[["203.0.112.0/20"],["{{here}}/narrow/"]]]}"""
        );
        Json("/boot/asn.json", $$"""{"services":[[["1-100","64496-64511"],["{{here}}/as/"]]]}""");
        Json("/closer/domain/example.test", Domain.Replace("LINKS", "", StringComparison.Ordinal));
        Json("/narrow/ip/203.0.113.7", Network);
        Json("/as/autnum/64500", "{}");
        CaptureEngine engine = ProbeEngine.With(probes: new ProbesConfig { RdapBootstrapUrl = here + "/boot/" });

        await Ask("example.test", engine);
        await Ask("example.test", engine);
        await Ask("203.0.113.7", engine);
        await Ask("AS64500", engine);

        Assert.Single(_server.Requests, request => request.Contains("/boot/dns.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ARegistrarThatTheRegistryRefersToIsAskedAsWell()
    {
        string link =
            $$"""{"rel":"related","type":"application/rdap+json","href":"http://127.0.0.1:{{_server.Port}}/registrar/1"}""";
        Json("/domain/example.test", Domain.Replace("LINKS", link, StringComparison.Ordinal));
        Json(
            "/registrar/1",
            """{"entities":[{"roles":["registrant"],"vcardArray":["vcard",[["org",{},"text","Owner Ltd"]]]}]}"""
        );

        RdapLookup answer = await Ask("example.test");

        Assert.Equal("Owner Ltd", answer.Registrant);
        Assert.EndsWith("/registrar/1", answer.RegistrarRdapUrl, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://127.0.0.1:1/")]
    public async Task AReferralThatCannotBeFollowedIsNoted(string href)
    {
        string link = $$"""{"rel":"related","type":"application/rdap+json","href":"{{href}}"}""";
        Json("/domain/example.test", Domain.Replace("LINKS", link, StringComparison.Ordinal));

        RdapLookup answer = await Ask("example.test");

        Assert.Single(answer.Notes!);
        Assert.Null(answer.RegistrarRdapUrl);
    }

    [Theory]
    [InlineData("404 Not Found", EngineFault.NotFound, "knows nothing")]
    [InlineData("429 Too Many\r\nRetry-After: 30", EngineFault.LimitExceeded, "'30'")]
    [InlineData("500 Broken", EngineFault.LookupFailed, "500")]
    [InlineData("302 Found\r\nLocation: http://169.254.169.254/", EngineFault.BlockedByPolicy, "block_cloud_metadata")]
    [InlineData("302 Found\r\nLocation: /domain/example.test", EngineFault.LimitExceeded, "redirects")]
    public async Task WhatTheServerRefusesIsNamed(string head, EngineFault fault, string words)
    {
        _server.Answer("/domain/example.test", head + "\r\nContent-Length: 0");

        EngineException failed = await Fails("example.test");

        Assert.Equal(fault, failed.Fault);
        Assert.Contains(words, failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>portal</html>")]
    [InlineData("")]
    [InlineData("{")]
    public async Task WhatIsNoJsonIsRefused(string body)
    {
        Json("/domain/example.test", body);

        Assert.Equal(EngineFault.ParseError, (await Fails("example.test")).Fault);
    }

    [Fact]
    public async Task JsonThatIsNestedWithoutEndIsRefused()
    {
        Json("/domain/example.test", new string('[', 100_000));

        Assert.Equal(EngineFault.ParseError, (await Fails("example.test")).Fault);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData(
        """{"entities":5,"events":[null,7,{}],"status":{},"links":"x","nameservers":[[]],"cidr0_cidrs":[{}],"secureDNS":[]}"""
    )]
    [InlineData(
        """{"entities":[{"vcardArray":["vcard",[["fn"],[1,2,3,4],["adr",5,6,7],["org",{},"text",[]]]]},7,null]}"""
    )]
    [InlineData("""{"startAddress":"9.9.9.9","endAddress":"1.1.1.1"}""")]
    public async Task MembersOfAnotherKindAreNothing(string body)
    {
        Json("/domain/example.test", body);

        Assert.True((await Ask("example.test")).Success);
    }

    [Fact]
    public async Task TextOfARegistryIsMadeSafeAndBounded()
    {
        Json("/domain/example.test", $$"""{"handle":"\u001b[31m{{new string('h', 5000)}}"}""");

        RdapLookup answer = await Ask("example.test");

        Assert.StartsWith("\\u{1b}[31m", answer.Handle, StringComparison.Ordinal);
        Assert.InRange(answer.Handle!.Length, 100, 600);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData("15169")]
    [InlineData("AS4294967296")]
    [InlineData("10.0.0.0/33")]
    [InlineData("a b")]
    public async Task AQueryThatIsNoneIsRefused(string query) =>
        Assert.Equal(EngineFault.InvalidArgument, (await Fails(query)).Fault);

    [Fact]
    public async Task TheListsOfTargetsHoldForWhatIsAskedAbout()
    {
        CaptureEngine engine = ProbeEngine.With(security: new SecurityConfig { BlockedTargets = ["*.secret.test"] });

        EngineException fault = await Assert.ThrowsAsync<EngineException>(() => Ask("www.secret.test", engine));

        Assert.Equal(EngineFault.BlockedByPolicy, fault.Fault);
        Assert.Empty(_server.Requests);
    }

    private void Json(string path, string body)
    {
        byte[] octets = Encoding.UTF8.GetBytes(body);
        _server.Answer(
            path,
            $"200 OK\r\nContent-Type: application/rdap+json\r\nContent-Length: {octets.Length}",
            octets
        );
    }

    private Task<EngineException> Fails(string query) => Assert.ThrowsAsync<EngineException>(() => Ask(query));

    private Task<RdapLookup> Ask(string query, CaptureEngine? engine = null) =>
        RdapLookupQuestion.AskAsync(
            engine ?? ProbeEngine.With(probes: new ProbesConfig { RdapUrl = $"http://127.0.0.1:{_server.Port}" }),
            new RdapLookupArguments { Query = query },
            new AskContext(null, TestContext.Current.CancellationToken)
        );
}
