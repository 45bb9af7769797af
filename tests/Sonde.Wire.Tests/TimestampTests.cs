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

    [Theory]
    [InlineData(1_700_000_000_000_000_001, "2023-11-14T22:13:20.000000001Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999999999Z")]
    [InlineData(long.MinValue, "1677-09-21T00:12:43.145224192Z")]
    [InlineData(long.MaxValue, "2262-04-11T23:47:16.854775807Z")]
    public void IsoTimeIsUtcWithNanoseconds(long nanoseconds, string expected) =>
        Assert.Equal(expected, new Timestamp(nanoseconds).ToString());
}
