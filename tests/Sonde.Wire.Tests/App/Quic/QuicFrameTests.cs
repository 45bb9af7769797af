using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class QuicFrameTests
{
    // one of each type of RFC 9000 §19, and of drafts that are in use, without and with what is optional
    private static readonly byte[] Frames = Make.Hex(
        """
        00 01 02 05 00 01 00 02 03  03 05 00 00 00 01 02 03  04 04 4100 09  05 04 4100
        06 00 03 aabbcc  07 02 0102
        0a 04 02 6162  0e 04 41 00 02 6162  0f 08 4100 01 63
        10 01 11 04 02 12 05 13 05 14 01 15 04 02 16 05 17 05
        18 01 00 04 01020304 000102030405060708090a0b0c0d0e0f  19 01
        1a 0102030405060708 1b 0102030405060708
        1c 07 06 02 6f6b 1d 41 0c 00 1e 1f 40af 01 02 03 04 42f5 05 31 02 6162 0d 0c 0a 7a7a
        """
    );

    [Fact]
    public void EveryTypeIsReadToItsEnd()
    {
        var reader = new QuicFrameReader(Frames);
        List<ulong> types = [];
        List<(ulong Id, ulong Offset, string Data, bool IsLast)> streams = [];
        while (reader.TryNext())
        {
            types.Add(reader.Type);
            if (reader.IsStream)
                streams.Add((reader.StreamId, reader.Offset, Convert.ToHexStringLower(reader.Data), reader.IsLast));
        }

        Assert.True(reader.IsAtEnd);
        Assert.Equal(
            [
                0,
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                0x0a,
                0x0e,
                0x0f,
                .. Enumerable.Range(0x10, 16).Select(type => (ulong)type),
                0xaf,
                0x2f5,
                0x31,
                0x0d,
            ],
            types
        );
        Assert.Equal(
            [(4, 0, "6162", false), (4, 0x100, "6162", false), (8, 0x100, "63", true), (12, 10, "7a7a", true)],
            streams
        );
    }

    [Fact]
    public void EveryPrefixAndEveryOctetIsBorne()
    {
        for (int length = 0; length <= Frames.Length; length++)
            ReadAll(Frames.AsSpan(0, length));
        for (int at = 0; at < Frames.Length; at++)
        {
            byte[] changed = [.. Frames];
            for (int value = 0; value < 256; value++)
            {
                changed[at] = (byte)value;
                ReadAll(changed);
            }
        }
    }

    [Fact]
    public void AnUnknownTypeEndsTheReading()
    {
        var reader = new QuicFrameReader(Make.Hex("01 40ff 01"));
        Assert.True(reader.TryNext());
        Assert.False(reader.TryNext());
        Assert.False(reader.IsAtEnd);
    }

    [Theory]
    [InlineData("06 00 ffffffffffffffff 00")]
    [InlineData("02 05 00 ffffffffffffffff 00 00")]
    [InlineData("18 01 00 15 00")]
    public void LengthsThatLieAreNotBelieved(string hex)
    {
        var reader = new QuicFrameReader(Make.Hex(hex));
        Assert.False(reader.TryNext());
    }

    private static void ReadAll(ReadOnlySpan<byte> octets)
    {
        var reader = new QuicFrameReader(octets);
        int count = 0;
        while (reader.TryNext())
            count++;
        Assert.InRange(count, 0, octets.Length);
    }
}
