using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class DatabaseLayoutTests
{
    [Fact]
    public void AStepPastTheEndGivesNothingAndIsRemembered()
    {
        var cursor = new OctetCursor([1, 2, 3]);

        Assert.Equal(0x0102, cursor.Short());
        Assert.Equal(0u, cursor.Word());
        Assert.True(cursor.IsBroken);
        Assert.True(cursor.IsEmpty);
    }

    [Theory]
    [InlineData(new byte[] { 250 }, 250)]
    [InlineData(new byte[] { 252, 1, 2 }, 0x201)]
    [InlineData(new byte[] { 253, 1, 2, 3 }, 0x30201)]
    [InlineData(new byte[] { 254, 1, 0, 0, 0, 0, 0, 0, 0 }, 1)]
    public void ALengthOfMysqlTellsHowLongItIs(byte[] octets, ulong expected)
    {
        var cursor = new OctetCursor(octets);

        Assert.Equal(expected, MysqlPacket.LengthEncoded(ref cursor));
        Assert.True(cursor.IsEmpty);
    }

    [Fact]
    public void ABulkTextOfRedisCountsItsOctetsAndBothLineEnds()
    {
        RespUnit unit = RespUnit.Read("$5\r\nhello\r\n+OK\r\n"u8);

        Assert.Equal((4, 5, 11), (unit.TextStart, unit.TextLength, unit.Length));
    }

    [Theory]
    [InlineData("$99999999999\r\n")]
    [InlineData("*99999999999\r\n")]
    [InlineData("$x\r\n")]
    public void AnAbsurdLengthOfRedisIsRefused(string line) =>
        Assert.Equal(-1, RespUnit.Read(System.Text.Encoding.ASCII.GetBytes(line)).Length);

    [Fact]
    public void AStartupOfPostgresqlHasASaneLength()
    {
        Assert.Equal(PostgresMessage.TlsRequest, PostgresMessage.StartupCode([0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f]));
        Assert.Null(PostgresMessage.StartupCode([9, 0, 0, 8, 4, 0xd2, 0x16, 0x2f]));
    }

    [Fact]
    public void AnyOctetsAreReadWithoutHarm()
    {
        var random = new Random(11);
        byte[] octets = new byte[120];
        for (int round = 0; round < 5000; round++)
        {
            random.NextBytes(octets);
            octets[0] = (byte)(round % 3 == 0 ? 10 : octets[0]);
            ReadOnlySpan<byte> part = octets.AsSpan(0, random.Next(octets.Length));
            MysqlGreeting.Read(part);
            MysqlLogin.Read(part);
            TdsPacket.TryRead(part, out _);
            MongoHeader.TryRead(part, out _);
            PostgresMessage.TryRead(part, out _);
        }
    }
}
