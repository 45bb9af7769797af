using System.Text.Json.Nodes;
using Xunit;

namespace Sonde.Cli.Tests.Paths;

public sealed class BatchPingTests(ChainOfRouters chain) : IClassFixture<ChainOfRouters>
{
    [Fact]
    public void HostsStandInTheOrderGivenEachOnceWithAnErrorOfItsOwn()
    {
        JsonObject answer = chain.Ask(
            "ping",
            "10.99.101.1",
            "10.99.100.3",
            "169.254.169.254",
            "10.99.100.3",
            "no-such-name.invalid",
            ChainOfRouters.Server6,
            "10.99.100.1-2",
            "0x0a636403",
            "-c1",
            "-W",
            "0.5"
        );
        Assert.Equal(
            [
                "10.99.101.1",
                "10.99.100.3",
                "169.254.169.254",
                "no-such-name.invalid",
                ChainOfRouters.Server6,
                "10.99.100.1",
                "10.99.100.2",
            ],
            answer["results"]!.AsArray().Select(row => (string)row!["target"]!)
        );
        JsonArray rows = answer["results"]!.AsArray();
        Assert.Equal([false, true, false, false, true, true, true], rows.Select(row => (bool)row!["success"]!));
        Assert.Equal("no answer within 0.5 s", (string)rows[0]!["error"]!);
        Assert.Equal("blocked_by_policy", (string)rows[2]!["error_type"]!);
        Assert.Equal("lookup_failed", (string)rows[3]!["error_type"]!);
        Assert.Equal((7, 4, 3), ((int)answer["total_targets"]!, (int)answer["successful"]!, (int)answer["failed"]!));
    }

    [Fact]
    public void TheLiveHostsAreThoseThatFpingFinds()
    {
        JsonObject answer = chain.Ask("ping", "10.99.100.0/27", "-c1", "-W", "0.5", "--max-concurrent", "30");
        Assert.Equal((30, 20), ((int)answer["total_targets"]!, (int)answer["successful"]!));
        ChainOfRouters.Needs("fping");
        string alive = chain.Net.Run("c", "fping", "-a", "-q", "-r0", "-t500", "-g", "10.99.100.0/27").Output;
        Assert.Equal(
            alive.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            answer["results"]!
                .AsArray()
                .Where(row => (bool)row!["success"]!)
                .Select(row => (string)row!["target"]!)
                .Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("10.0.0.0/8")]
    [InlineData("2001:db8::/32")]
    [InlineData("::/0")]
    [InlineData("0.0.0.0-255.255.255.255")]
    public void ABlockOfMillionsOfHostsIsRefusedBeforeAnyIsMade(string block)
    {
        JsonObject answer = ChainOfRouters.Json(chain.Net.Sonde("c", "ping", block, "--json"));
        Assert.Equal("limit_exceeded", (string)answer["error_type"]!);
        Assert.Contains("probes.max_targets", (string)answer["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyFailedHostsAreListedWhenAskedForAndTheCountsAreOfAll()
    {
        JsonObject answer = chain.Ask("ping", "10.99.100.19-22", "-c1", "-W", "0.3", "--show", "failed");
        Assert.Equal(
            ["10.99.100.21", "10.99.100.22"],
            answer["results"]!.AsArray().Select(row => (string)row!["target"]!)
        );
        Assert.Equal((4, 2), ((int)answer["total_targets"]!, (int)answer["successful"]!));
    }

    [Fact]
    public void AListThatIsCutSaysSo()
    {
        JsonObject answer = chain.Ask("ping", "10.99.100.1-10", "-c1", "-W", "1", "--limit", "3");
        Assert.Equal(3, (int)answer["returned"]!);
        Assert.Equal("limit", (string)answer["coverage"]!["limits"]![0]!["name"]!);
        Assert.Equal(10, (int)answer["total_targets"]!);
    }

    [Fact]
    public void AnInterruptedBatchKeepsWhatIsKnown()
    {
        JsonObject answer = chain.AskAndInterrupt(5, "ping", "10.99.100.1-5", "10.99.101.1-200", "-c1", "-W", "60");
        Assert.Equal("cancelled", (string)answer["coverage"]!["ended"]!);
        Assert.Equal((205, 5), ((int)answer["total_targets"]!, (int)answer["successful"]!));
        Assert.Equal("not finished (cancelled)", (string)answer["results"]![204]!["error"]!);
    }
}
