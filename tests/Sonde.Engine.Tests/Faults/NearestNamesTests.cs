using Xunit;

namespace Sonde.Engine.Tests;

public sealed class NearestNamesTests
{
    private static readonly string[] Known = ["ip.src", "ip.dst", "tcp.port", "tcp.srcport", "dns.qry.name"];

    [Theory]
    [InlineData("ip.scr", "ip.src")]
    [InlineData("tcp.prot", "tcp.port")]
    [InlineData("dns_qry.name", "dns.qry.name")]
    [InlineData("DNS.qry.nam", "dns.qry.name")]
    public void AMisspeltNameFindsTheOneMeantFirst(string typed, string meant) =>
        Assert.Equal(meant, NearestNames.Of(typed, Known)[0]);

    [Fact]
    public void AnotherSpellingStyleIsTheSameName() =>
        Assert.Equal(["file_path"], NearestNames.Of("filePath", ["file_path", "pcap_file"]));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("entirely different")]
    public void NothingNearIsSaidAsNothing(string typed) => Assert.Empty(NearestNames.Of(typed, Known));

    [Fact]
    public void AnEndlessNameIsNotCompared() => Assert.Empty(NearestNames.Of(new string('a', 1_000_000), Known));
}
