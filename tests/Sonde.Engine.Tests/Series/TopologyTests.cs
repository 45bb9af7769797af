using System.Globalization;
using System.Text.RegularExpressions;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>Links are those of <c>tshark -z conv,ip</c>, hosts those of <c>-z endpoints,ip</c>.</summary>
public sealed partial class TopologyTests
{
    public static TheoryData<string> Captures => ConversationsTests.Captures;

    [Theory]
    [MemberData(nameof(Captures))]
    public void LinksAndHostsAreThoseOfTshark(string capture)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "needs tshark");
        // fragments of IPv6 and what is inside bundles are counted otherwise on purpose
        string[] arguments = ["-n", "-q", "-r", Repo.Path("samples", capture)];
        string ip = TsharkProgram.Run([.. arguments, "-z", "conv,ip", "-z", "endpoints,ip"]);
        NetworkTopology answer = Ask(Repo.Path("samples", capture));

        Assert.Equal(
            Links().Matches(ip).Select(Text).Order(StringComparer.Ordinal),
            answer
                .Links.Where(link => !link.AIp.Contains(':', StringComparison.Ordinal))
                .Select(link => Text(link.AIp, link.BIp, link.PacketsAToB, link.PacketsBToA))
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            Hosts().Matches(ip).Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal),
            answer
                .NetworkEndpoints.Select(host => host.Ip)
                .Where(address => !address.Contains(':', StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void ARouterIsKnownByTheHostsBehindIt()
    {
        using var folder = new TemporaryFolder();
        string path = SampleEngine.Write(
            folder,
            From("8.8.8.8", hopsLeft: 55),
            From("9.9.9.9", hopsLeft: 120),
            From("10.0.0.1", hopsLeft: 64)
        );
        NetworkTopology answer = Ask(path, folder.Path);

        GatewayRow gateway = Assert.Single(answer.Gateways);
        Assert.Equal(("02:00:00:00:00:0a", 2), (gateway.Mac, gateway.HostsBehind));
        Assert.Equal(["8.8.8.8", "9.9.9.9"], gateway.Examples);
        Assert.Equal(9, answer.NetworkEndpoints.Single(host => host.Ip == "8.8.8.8").Hops);
        Assert.Equal("local", answer.NetworkEndpoints.Single(host => host.Ip == "10.0.0.1").Place);
        Assert.Equal("unknown", answer.NetworkEndpoints.Single(host => host.Ip == "10.0.0.9").Place);
        Assert.Equal("10.0.0.0/24", Assert.Single(answer.Subnets).Subnet);
    }

    [Fact]
    public void TheGraphGroupsHostsAndHoldsNoTextOfTheCapture()
    {
        string mermaid = Ask(Repo.Path("samples", "http.pcapng")).Mermaid;

        Assert.StartsWith("graph LR\n  subgraph g0[\"", mermaid, StringComparison.Ordinal);
        Assert.Contains("[\"192.0.2.80\"]", mermaid, StringComparison.Ordinal);
        Assert.All(
            mermaid.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line =>
                Assert.Matches(
                    @"^(graph LR| *subgraph g\d+\[""[^""]+""\]| *end| *n\d+\[""[^""]+""\]| *n\d+ ---\|""\d+ octets""\| n\d+)$",
                    line
                )
        );
    }

    [Fact]
    public void ATracerouteIsAPath()
    {
        NetworkTopology answer = Ask(Repo.Path("samples", "traceroute.pcapng"));

        Assert.NotEmpty(answer.Paths!);
        Assert.NotEmpty(answer.Paths![0].Routers);
        Assert.Equal(answer.TotalRoutingPackets, answer.RoutingInformation.Count);
    }

    [Fact]
    public void AnEmptyCaptureIsAnEmptyMap()
    {
        using var folder = new TemporaryFolder();
        NetworkTopology answer = Ask(SampleEngine.Write(folder), folder.Path);

        Assert.True(answer.Success);
        Assert.Empty(answer.NetworkEndpoints);
        Assert.Equal("graph LR\n", answer.Mermaid);
    }

    private static byte[] From(string source, byte hopsLeft)
    {
        byte[] frame = Make.Udp(source + ":1000", "10.0.0.9:2000", new byte[18]);
        frame[14 + 8] = hopsLeft;
        return frame;
    }

    private static NetworkTopology Ask(string path, string? folder = null) =>
        TopologyQuestion.Ask(
            SampleEngine.Over(folder ?? Repo.Path("samples")),
            new() { FilePath = path, Limit = 10_000 },
            new AskContext()
        );

    private static string Text(Match row) =>
        Text(
            row.Groups[1].Value,
            row.Groups[2].Value,
            long.Parse(row.Groups[4].Value, CultureInfo.InvariantCulture),
            long.Parse(row.Groups[3].Value, CultureInfo.InvariantCulture)
        );

    // Which end comes first is a matter of taste.
    private static string Text(string one, string other, long sent, long received) =>
        one == other ? $"{one} {sent + received}"
        : string.CompareOrdinal(one, other) < 0 ? $"{one} {other} {sent} {received}"
        : $"{other} {one} {received} {sent}";

    [GeneratedRegex(@"^(\S+)\s+<-> (\S+)\s+(\d+) \d+ \S+\s+(\d+) \d+ \S+", RegexOptions.Multiline)]
    private static partial Regex Links();

    [GeneratedRegex(@"^([\d.]+)\s+\d+\s+\d+\s+\d+\s+\d+\s+\d+\s+\d+\s*$", RegexOptions.Multiline)]
    private static partial Regex Hosts();
}
