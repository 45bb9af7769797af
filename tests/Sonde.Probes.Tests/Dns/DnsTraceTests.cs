using System.Net;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Probes.Tests.Dns;

public sealed class DnsTraceTests
{
    private const string Root = "192.0.2.1";
    private const string Tld = "192.0.2.2";
    private const string Zone = "192.0.2.3";
    private const string Lame = "192.0.2.4";

    private readonly FakeTime _time = new();
    private readonly List<string> _refused = [];

    [Fact]
    public async Task TheWayGoesFromTheRootToTheZone()
    {
        DnsTraced traced = await Trace("www.example.test.");

        Assert.Null(traced.Ended);
        Assert.Equal([".", "test.", "example.test."], traced.Steps.Select(step => step.Zone));
        Assert.Equal(["referral", "referral", "answer"], traced.Steps.Select(step => step.Outcome));
        Assert.Equal("192.0.2.80", DnsContents.Read(traced.Final!.Octets).Entries[0].Value);
    }

    [Fact]
    public async Task ANameThatIsNotThereIsAnswerOfTheZoneThatSaysSo()
    {
        DnsTraced traced = await Trace("nope.test.");

        Assert.Equal(["referral", "answer"], traced.Steps.Select(step => step.Outcome));
        Assert.Equal(3, DnsContents.Read(traced.Final!.Octets).ResponseCode);
    }

    [Fact]
    public async Task AServerWithoutAuthorityIsLameAndTheNextOneIsAsked()
    {
        DnsTraced traced = await Trace("www.lame.test.");

        Assert.Equal(["referral", "referral", "lame", "answer"], traced.Steps.Select(step => step.Outcome));
    }

    [Fact]
    public async Task TheAddressOfAServerElsewhereIsFoundFirst()
    {
        DnsTraced traced = await Trace("www.glueless.test.");

        Assert.Null(traced.Ended);
        Assert.Contains(traced.Steps, step => step.For == "ns.example.test.");
        Assert.Equal("192.0.2.81", DnsContents.Read(traced.Final!.Octets).Entries[0].Value);
    }

    [Fact]
    public async Task AnAddressOutsideTheZoneOfTheServerThatGivesItIsNotBelieved()
    {
        // example.test's server says where ns.elsewhere. is, which is not its to say
        DnsTraced traced = await Trace("www.sub.example.test.");

        Assert.DoesNotContain(traced.Steps, step => step.Authority.EndPoint.Address.ToString() == "192.0.2.99");
        Assert.Contains("could be found", traced.Ended, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefusedAddressIsNotAskedAndSaidToBe()
    {
        _refused.Add(Zone);

        DnsTraced traced = await Trace("www.example.test.");

        Assert.Equal("refused", traced.Steps[^1].Outcome);
        Assert.Null(traced.Steps[^1].Reply);
        Assert.Contains("example.test.", traced.Ended, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADelegationThatGoesRoundEnds()
    {
        DnsTraced traced = await Trace("www.round.test.");

        Assert.NotNull(traced.Ended);
        Assert.InRange(traced.Steps.Count, 1, DnsTrace.MostQuestions);
    }

    [Fact]
    public async Task ASilentServerIsPassedOver()
    {
        DnsTraced traced = await Trace("www.silent.test.");

        Assert.Equal([DnsTry.NoAnswer, "answer"], traced.Steps.TakeLast(2).Select(step => step.Outcome));
    }

    private async Task<DnsTraced> Trace(string name)
    {
        var network = new FakeNetwork(_time, (server, query, _) => Answer(server.EndPoint.Address.ToString(), query));
        var trace = new DnsTrace(
            new DnsExchange(network, new Pace(1_000_000, _time), _time),
            address => _refused.Contains(address.ToString()) ? "refused" : null,
            new DnsPatience(TimeSpan.FromSeconds(1), 0)
        );
        DnsAuthority[] roots = [new("", new IPEndPoint(IPAddress.Parse(Root), 53))];
        return await _time.FinishAsync(
            trace.TraceAsync(new DnsQuery(name, DnsTypes.A), roots, TestContext.Current.CancellationToken),
            TimeSpan.FromMilliseconds(100)
        );
    }

    private static FakeAnswer? Answer(string server, DnsQuery query)
    {
        Assert.False(query.RecursionDesired);
        string name = query.Name;
        bool Is(string zone) => name == zone || name.EndsWith("." + zone, StringComparison.Ordinal);
        return (server, name) switch
        {
            (Root, _) => Referral(query, "test.", ("ns.test.", Tld)),
            (Tld, _) when Is("example.test.") => Referral(query, "example.test.", ("ns.example.test.", Zone)),
            (Tld, _) when Is("lame.test.") => Referral(query, "lame.test.", ("a.test.", Lame), ("b.test.", Zone)),
            (Tld, _) when Is("silent.test.") => Referral(
                query,
                "silent.test.",
                ("a.test.", "192.0.2.5"),
                ("b.test.", Zone)
            ),
            (Tld, _) when Is("glueless.test.") => Referral(query, "glueless.test.", ("ns.example.test.", null)),
            (Tld, _) when Is("round.test.") => Referral(query, "round.test.", ("ns.other.test.", null)),
            (Tld, _) when Is("other.test.") => Referral(query, "other.test.", ("ns.round.test.", null)),
            (Tld, _) => With(query, 0x8403),
            (Lame, _) => With(query, 0x8000),
            (Zone, "ns.example.test.") when query.Type == DnsTypes.A => With(query, 0x8400, TinyRecord.A(name, Zone)),
            (Zone, "www.sub.example.test.") => Referral(query, "sub.example.test.", ("ns.elsewhere.", "192.0.2.99")),
            (Zone, _) when Is("glueless.test.") => With(query, 0x8400, TinyRecord.A(name, "192.0.2.81")),
            (Zone, _) => With(query, 0x8400, TinyRecord.A(name, "192.0.2.80")),
            _ => null,
        };
    }

    private static FakeAnswer With(DnsQuery query, ushort flags, params TinyRecord[] records) =>
        FakeAnswer.With(FakeNetwork.Message(query, flags, records));

    private static FakeAnswer Referral(DnsQuery query, string zone, params (string Name, string? Address)[] servers) =>
        With(
            query,
            0x8000,
            [
                .. servers.Select(one => TinyRecord.Of(zone, DnsTypes.Ns, one.Name, DnsSection.Authority)),
                .. servers
                    .Where(one => one.Address is not null)
                    .Select(one => TinyRecord.A(one.Name, one.Address!, DnsSection.Additional)),
            ]
        );
}
