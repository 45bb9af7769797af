using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Sonde.Cli.Tests.Paths;

public sealed partial class MtrTests(ChainOfRouters chain) : IClassFixture<ChainOfRouters>
{
    private const string Server = ChainOfRouters.Server;

    [Theory]
    [InlineData("icmp")]
    [InlineData("udp")]
    [InlineData("tcp")]
    public void EveryHopGetsOneProbeARound(string method)
    {
        JsonObject answer = chain.Ask("mtr", Server, "-n", "-c", "5", "-i", "50", "--method", method);
        JsonArray hops = answer["hops"]!.AsArray();
        Assert.Equal(4, hops.Count);
        Assert.All(hops, hop => Assert.Equal((5, 5), ((int)hop!["sent"]!, (int)hop!["received"]!)));
        Assert.Equal(5, (int)answer["report_cycles"]!);
        Assert.True((bool)answer["reached_destination"]!);
    }

    [Fact]
    public void LossAlongThePathEqualsThatOfMtr()
    {
        ChainOfRouters.Needs("mtr");
        // every fifth packet that goes beyond r2
        chain.Net.Filter("r2", "forward", "ip daddr 10.99.100.5 numgen inc mod 5 == 0 drop");
        JsonObject ours = chain.Ask("mtr", Server, "-n", "-c", "20", "-i", "50", "-G", "500");
        string theirs = chain.Net.Run("c", "mtr", "-n", "-r", "-c", "20", "-i", "0.05", "-G", "0.5", Server).Output;
        chain.Net.Filter("r2", "forward");
        double[] lost = [.. ours["hops"]!.AsArray().Select(hop => (double)hop!["loss_percent"]!)];
        double[] mtr =
        [
            .. MtrLine().Matches(theirs).Select(one => double.Parse(one.Groups[2].Value, CultureInfo.InvariantCulture)),
        ];
        Assert.Equal([0, 0], lost[..2]);
        Assert.Equal(40, lost[2] + lost[3], 0); // 8 of 40 packets, whichever they were
        Assert.Equal(mtr.Length, lost.Length);
        Assert.InRange(lost[3], mtr[3] - 15, mtr[3] + 15); // the same packets are not the same turns
        Assert.Equal("real", (string)ours["hops"]![3]!["loss_kind"]!);
        Assert.Contains("were lost", (string)ours["issues_detected"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public void AHopThatNeverAnswersIsThereAndTheDestinationIsReached()
    {
        chain.Net.Filter("r2", "output", "icmp type time-exceeded drop");
        JsonObject answer = chain.Ask("mtr", Server, "-n", "-c", "3", "-i", "50");
        chain.Net.Filter("r2", "output");
        JsonNode hop = answer["hops"]![1]!;
        Assert.Equal(
            (100.0, "silent", 3),
            ((double)hop["loss_percent"]!, (string)hop["loss_kind"]!, (int)hop["sent"]!)
        );
        Assert.Null(hop["ip_address"]);
        Assert.True((bool)answer["reached_destination"]!);
        Assert.Empty(answer["issues_detected"]!.AsArray());
        Assert.Contains("never answered", (string)answer["notes"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public void AHopThatLimitsItsAnswersLosesNoTraffic()
    {
        chain.Net.Filter("r2", "output", "icmp type time-exceeded limit rate over 2/second burst 3 packets drop");
        JsonObject answer = chain.Ask("mtr", Server, "-n", "-c", "20", "-i", "20");
        chain.Net.Filter("r2", "output");
        JsonNode hop = answer["hops"]![1]!;
        Assert.InRange((double)hop["loss_percent"]!, 20, 99);
        Assert.Equal("rate_limited", (string)hop["loss_kind"]!);
        Assert.Equal(0, (double)answer["hops"]![3]!["loss_percent"]!);
        Assert.Empty(answer["issues_detected"]!.AsArray());
        Assert.Contains("limits its answers", (string)answer["notes"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public void TheDestinationIsReachedWhateverNamesAreShown()
    {
        JsonObject answer = chain.Ask("mtr", "127.0.0.1", "-c", "2", "-i", "20");
        Assert.True((bool)answer["reached_destination"]!);
        Assert.Equal("127.0.0.1", (string)answer["hops"]![0]!["ip_address"]!);
    }

    [Fact]
    public void BehindADeadEndFiveHopsAreAsked()
    {
        JsonObject answer = chain.Ask("mtr", "10.99.101.9", "-n", "-c", "2", "-i", "50", "-G", "200");
        Assert.False((bool)answer["reached_destination"]!);
        // the router before the dead end may answer or keep silent; five hops behind the last answer
        int last = answer["hops"]!
            .AsArray()
            .Where(hop => hop!["ip_address"] is not null)
            .Max(hop => (int)hop!["hop_number"]!);
        Assert.Equal(last + 5, answer["hops"]!.AsArray().Count);
    }

    [GeneratedRegex(@"(?m)^ *\d+\.\|-- (\S+) +([\d.]+)%?")]
    private static partial Regex MtrLine();
}
