using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests.Paths;

public sealed partial class PingTests(ChainOfRouters chain) : IClassFixture<ChainOfRouters>
{
    [Theory]
    [InlineData("icmp", ChainOfRouters.Server)]
    [InlineData("udp", ChainOfRouters.Server)]
    [InlineData("tcp", ChainOfRouters.Server)]
    [InlineData("icmp", ChainOfRouters.Server6)]
    [InlineData("udp", ChainOfRouters.Server6)]
    [InlineData("tcp", ChainOfRouters.Server6)]
    public void AHostAnswersByEveryMethodInBothFamilies(string method, string server)
    {
        JsonObject answer = chain.Ask("ping", server, "-c", "3", "-i", "20", "--method", method);
        Assert.Equal((3, 3), ((int)answer["packets_sent"]!, (int)answer["packets_received"]!));
        Assert.Equal(0, (double)answer["packet_loss_percent"]!);
        Assert.InRange((double)answer["min_latency_ms"]!, 0.001, (double)answer["max_latency_ms"]!);
        Assert.Null(answer["resolved_ip"]);
        Assert.Equal(3, answer["probes"]!.AsArray().Count);
        if (method == "tcp") // nobody listens, and a reset is an answer
            Assert.Equal("RST", (string)answer["probes"]![0]!["detail"]!);
        if (method == "icmp")
            Assert.Equal(61, (int)answer["probes"]![0]!["ttl"]!); // three routers took one each
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void ThisMachineAnswersItself(string address)
    {
        JsonObject answer = chain.Ask("ping", address, "-c", "1");
        Assert.True((bool)answer["success"]!);
        Assert.Equal(0, (double)answer["stddev_latency_ms"]!);
    }

    [Theory]
    [InlineData("127.1")]
    [InlineData("::1")]
    [InlineData("100.64.0.1")]
    public void PrivateAddressesAreRefusedWhereTheSettingSaysSo(string address)
    {
        JsonObject answer = ChainOfRouters.Json(
            chain.Net.Sonde("c", "ping", address, "-c", "1", "--json", "--set", "security.block_private=true")
        );
        Assert.Equal("blocked_by_policy", (string)answer["error_type"]!);
    }

    [Fact]
    public void LossAndTimesEqualThoseOfPing()
    {
        ChainOfRouters.Needs("ping");
        // every tenth request is dropped, so that both programs lose the same share
        chain.Net.Filter("r2", "forward", "ip daddr 10.99.100.6 numgen inc mod 10 == 0 drop");
        JsonObject ours = chain.Ask("ping", "10.99.100.6", "-c", "50", "-i", "10", "-W", "1");
        string theirs = chain.Net.Run("c", "ping", "-c", "50", "-i", "0.01", "-W", "1", "10.99.100.6").Output;
        chain.Net.Filter("r2", "forward");
        Assert.Equal(
            double.Parse(PingLoss().Match(theirs).Groups[1].Value, CultureInfo.InvariantCulture),
            (double)ours["packet_loss_percent"]!
        );
        Assert.Equal(10, (double)ours["packet_loss_percent"]!);
        Assert.Equal(45, ours["probes"]!.AsArray().Count(probe => (string)probe!["status"]! == "answered"));
        // as fast as ping, as far as a busy machine lets one say
        double least = double.Parse(PingTimes().Match(theirs).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange((double)ours["min_latency_ms"]!, least / 20, least * 20);
    }

    [Fact]
    public void AnswersThatComeTwiceAreDuplicatesAndNoNegativeLoss()
    {
        chain.Net.Run("r2", "nft", "add table ip twice");
        chain.Net.Run("r2", "nft", "add chain ip twice rules { type filter hook prerouting priority 0; }");
        chain.Net.Run("r2", "nft", "add rule ip twice rules ip saddr 10.99.100.7 dup to 10.99.2.1 device \"to-r1\"");
        JsonObject answer = chain.Ask("ping", "10.99.100.7", "-c", "4", "-i", "50");
        chain.Net.Run("r2", "nft", "delete table ip twice");
        Assert.Equal((4, 4), ((int)answer["packets_sent"]!, (int)answer["packets_received"]!));
        Assert.Equal(0, (double)answer["packet_loss_percent"]!);
        Assert.InRange((int)answer["duplicates"]!, 3, 4);
    }

    [Theory]
    [InlineData("admin-prohibited", "filtered", 13)]
    [InlineData("host-unreachable", "Host unreachable", 1)]
    public void AnIcmpErrorIsNamedWithItsSender(string refusal, string text, int code)
    {
        chain.Net.Filter("r2", "forward", $"ip daddr 10.99.100.14 reject with icmp type {refusal}");
        JsonObject answer = chain.Ask("ping", "10.99.100.14", "-c", "2", "-i", "10", "-W", "2");
        chain.Net.Filter("r2", "forward");
        JsonNode error = answer["icmp_errors"]![0]!;
        Assert.Equal((3, code, "10.99.2.2", 2), Facts(error));
        Assert.Contains(text, (string)answer["error"]!, StringComparison.Ordinal);
        Assert.False((bool)answer["success"]!);

        static (int, int, string, int) Facts(JsonNode error) =>
            ((int)error["type"]!, (int)error["code"]!, (string)error["from"]!, (int)error["count"]!);
    }

    [Fact]
    public void AnUnfragmentedProbeThatIsTooLargeSaysWhatFits()
    {
        chain.Net.Ip("r2", "link set to-r3 mtu 1300");
        chain.Net.Ip("r3", "link set to-r2 mtu 1300");
        JsonObject answer = chain.Ask("ping", "10.99.100.8", "-c", "1", "-s", "1400", "--df", "-W", "2");
        // the server has to learn first that its answer does not fit
        JsonObject cut = chain.Ask("ping", "10.99.100.8", "-c", "4", "-i", "50", "-s", "1400", "-W", "1");
        chain.Net.Ip("r2", "link set to-r3 mtu 1500");
        chain.Net.Ip("r3", "link set to-r2 mtu 1500");
        Assert.Equal(1300, (int)answer["icmp_errors"]![0]!["mtu"]!);
        Assert.True((bool)cut["success"]!); // in fragments it gets through
    }

    [Fact]
    public void AFilteredPortAndAClosedOneDiffer()
    {
        chain.Net.Filter("d", "input", "ip daddr 10.99.100.9 tcp dport 81 drop");
        JsonObject filtered = chain.Ask("ping", "10.99.100.9", "-c", "1", "-W", "0.3", "--method", "tcp", "-p", "81");
        JsonObject closed = chain.Ask("ping", "10.99.100.9", "-c", "1", "-W", "2", "--method", "tcp", "-p", "82");
        chain.Net.Filter("d", "input");
        Assert.Equal("no answer within 0.3 s", (string)filtered["error"]!);
        Assert.True((bool)closed["success"]!);
    }

    [Fact]
    public void AnInterruptedPingShowsWhatItKnowsAndSaysSo()
    {
        JsonObject answer = chain.AskAndInterrupt(5, "ping", ChainOfRouters.Server, "-c", "1000", "-i", "100");
        Assert.Equal("cancelled", (string)answer["coverage"]!["ended"]!);
        Assert.False((bool)answer["coverage"]!["complete"]!);
        Assert.InRange((int)answer["packets_received"]!, 5, 999);
        Assert.Equal(0, (double)answer["packet_loss_percent"]!);
    }

    [Fact]
    public void TheTimeLimitOfTheServerEndsAPing()
    {
        JsonObject answer = chain.Ask(
            "ping",
            ChainOfRouters.Server,
            "-c",
            "1000",
            "-i",
            "100",
            "--set",
            "probes.max_seconds=1"
        );
        Assert.Equal("time limit", (string)answer["coverage"]!["ended"]!);
        Assert.True((bool)answer["success"]!);
    }

    [Theory]
    [InlineData("invalid_argument", "-c", "1", "--", "-c")]
    [InlineData("invalid_argument", "-W", "0", ChainOfRouters.Server)]
    [InlineData("invalid_argument", "-W", "-1", ChainOfRouters.Server)]
    [InlineData("invalid_argument", "-W", "nan", ChainOfRouters.Server)]
    [InlineData("invalid_argument", "-p", "80", ChainOfRouters.Server)]
    [InlineData("invalid_argument", "--method", "sctp", ChainOfRouters.Server)]
    [InlineData("blocked_by_policy", "2852039166")]
    [InlineData("lookup_failed", "no-such-name.invalid")]
    [InlineData("lookup_failed", "-4", ChainOfRouters.Server6)]
    public void BadInputIsAFaultThatSaysWhy(string fault, params string[] words)
    {
        Ran ran = chain.Net.Sonde("c", ["ping", "--json", .. words]);
        Assert.NotEqual(0, ran.Code);
        Assert.DoesNotContain("Exception", ran.Output + ran.Error, StringComparison.Ordinal);
        if (ran.Output.Length > 0) // what the command line itself refuses has no JSON
            Assert.Equal(fault, (string)ChainOfRouters.Json(ran)["error_type"]!);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1001")]
    public void ACountOutsideItsBoundsIsRefused(string count) =>
        Assert.Equal(2, chain.Net.Sonde("c", "ping", ChainOfRouters.Server, "-c", count).Code);

    [Fact]
    public void AFamilyThatTheHostLacksIsNamed()
    {
        chain.Net.Sysctl("c", "net.ipv6.conf.all.disable_ipv6=1");
        JsonObject answer = chain.Ask("ping", "2001:db8::1", "-c", "1", "-W", "1");
        chain.Net.Sysctl("c", "net.ipv6.conf.all.disable_ipv6=0");
        chain.Net.Ip("c", "-6 addr replace fd99:1::1/64 dev to-r1 nodad");
        chain.Net.Ip("c", "-6 route replace default via fd99:1::2");
        Assert.Equal("this machine has no route to it", (string)answer["error"]!);
        Assert.Equal(0, (int)answer["packets_sent"]!);
    }

    [GeneratedRegex(@"([\d.]+)% packet loss")]
    private static partial Regex PingLoss();

    [GeneratedRegex(@"min/avg/max/mdev = ([\d.]+)/")]
    private static partial Regex PingTimes();
}
