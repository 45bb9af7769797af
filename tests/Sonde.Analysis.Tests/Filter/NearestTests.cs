using Xunit;

namespace Sonde.Analysis.Tests.Filter;

public sealed class NearestTests
{
    [Theory]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void TheDistanceCountsTypingErrors(string left, string right, int distance) =>
        Assert.Equal(distance, Nearest.Distance(left, right));

    [Fact]
    public void TheBestComesFirstAndStrangersAreLeftOut() =>
        Assert.Equal(
            ["tcp.port", "udp.port"],
            Nearest.To("tcp.prot", ["ip.ttl", "udp.port", "tcp.port", "tcp.window_size_value"])
        );

    [Fact]
    public void AMissingMiddlePartIsFound() =>
        Assert.Equal(["http.request.uri"], Nearest.To("http.uri", ["http.request.uri", "http.host", "tcp.len"]));

    [Fact]
    public void VeryLongNamesAreNotCompared() => Assert.Empty(Nearest.To(new string('a', 5000), ["a"]));
}
