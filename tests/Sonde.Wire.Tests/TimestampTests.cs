using Xunit;

namespace Sonde.Wire.Tests;

public sealed class TimestampTests
{
    [Theory]
    [InlineData(0, "0.000000000")]
    [InlineData(1_500_000_000, "1.500000000")]
    [InlineData(-1, "-0.000000001")]
    [InlineData(-1_500_000_000, "-1.500000000")]
    public void EpochSecondsKeepNineDecimals(long nanoseconds, string expected) =>
        Assert.Equal(expected, new Timestamp(nanoseconds).ToEpochString());

    [Fact]
    public void IsoTimeIsUtcWithNanoseconds() =>
        Assert.Equal("2023-11-14T22:13:20.000000001Z", new Timestamp(1_700_000_000_000_000_001).ToString());
}
