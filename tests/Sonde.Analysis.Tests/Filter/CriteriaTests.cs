using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Filter;

public sealed class CriteriaTests
{
    [Fact]
    public void NoConditionLetsEverythingThrough() => Expect(new PacketCriteria(), "1 2 3 4 5 6", "");

    [Fact]
    public void EmptyTextIsNoCondition() =>
        Expect(new PacketCriteria { Source = "", Protocol = "" }, "1 2 3 4 5 6", "");

    [Fact]
    public void AddressesAndNetworksSelectBySide()
    {
        Expect(new PacketCriteria { Source = "10.0.0.2" }, "2", "ip.src == 10.0.0.2");
        Expect(new PacketCriteria { Destination = "192.0.2.0/24" }, "4", "ip.dst == 192.0.2.0/24");
        Expect(new PacketCriteria { Host = "192.0.2.7" }, "4 5", "ip.addr == 192.0.2.7");
        Expect(new PacketCriteria { Host = "02:00:00:00:00:0b" }, "1 2 3 4 5 6", "eth.addr == 02:00:00:00:00:0b");
        Expect(new PacketCriteria { Source = "2001:db8::/32" }, "", "ipv6.src == 2001:db8::/32");
    }

    [Fact]
    public void AllConditionsMustHold() =>
        Expect(new PacketCriteria { Source = "10.0.0.1", Protocol = "udp" }, "4", "(ip.src == 10.0.0.1) and (udp)");

    [Fact]
    public void APortIsOfEitherEndAndOfAnyTransport()
    {
        Assert.Equal("1 2 3", Select(new PacketCriteria { Port = 80 }).Frames);
        Assert.Equal("4 5", Select(new PacketCriteria { Port = 6000 }).Frames);
        Assert.Equal("", Select(new PacketCriteria { Port = 0 }).Frames);
    }

    [Fact]
    public void AProtocolIsALayerOrAPublishedName()
    {
        Expect(new PacketCriteria { Protocol = "TCP" }, "1 2 3", "tcp");
        Assert.Equal("1 2 3", Select(new PacketCriteria { Protocol = "http" }).Frames);
        Assert.Equal("", Select(new PacketCriteria { Protocol = "https/tls" }).Frames);
        Assert.Equal("6", Select(new PacketCriteria { Protocol = "Other" }).Frames);
        Assert.Equal("", Select(new PacketCriteria { Protocol = "DNS" }).Frames);
    }

    [Fact]
    public void TimesAndLengthsAreRanges()
    {
        Timestamp At(int milliseconds) => new(1_700_000_000 * Timestamp.PerSecond + milliseconds * 1_000_000L);
        Expect(
            new PacketCriteria { From = At(2), Until = At(4) },
            "2 3",
            "(frame.time_epoch >= 1700000000.002000000) and (frame.time_epoch < 1700000000.004000000)"
        );
        Expect(
            new PacketCriteria { ShortestLength = 60, LongestLength = 70 },
            "1",
            "(frame.len >= 60) and (frame.len <= 70)"
        );
    }

    [Theory]
    [InlineData("10.0.0.1 or tcp", "Source")]
    [InlineData("example.test", "Source")]
    [InlineData("10.0.0.0/40", "Source")]
    public void AnAddressThatIsNoneIsRefused(string source, string name)
    {
        CriteriaResult result = CriteriaFilter.Build(new PacketCriteria { Source = source }, new FilterRun().Catalog);
        Assert.Null(result.Condition);
        Assert.Equal(name, result.Wrong);
    }

    [Fact]
    public void AnUnknownProtocolIsRefusedWithTheNearest()
    {
        CriteriaResult result = CriteriaFilter.Build(new PacketCriteria { Protocol = "htp" }, new FilterRun().Catalog);
        Assert.Equal("Protocol", result.Wrong);
        Assert.Contains("HTTP", result.Error!.Nearest);
    }

    [Fact]
    public void APortBeyond65535IsRefused() =>
        Assert.Equal("Port", CriteriaFilter.Build(new PacketCriteria { Port = 65_536 }, new FilterRun().Catalog).Wrong);

    private static void Expect(PacketCriteria criteria, string frames, string filter) =>
        Assert.Equal((frames, filter), Select(criteria));

    private static (string Frames, string Filter) Select(PacketCriteria criteria)
    {
        var run = new FilterRun();
        CriteriaResult result = CriteriaFilter.Build(criteria, run.Catalog);
        Assert.Null(result.Error);
        run.Add("", result.Condition!);
        run.Read(Traffic.Packets);
        return (string.Join(' ', run.Results.Single().Frames), result.DisplayFilter);
    }
}
