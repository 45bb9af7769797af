using System.Text;
using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Dns;

public sealed class DnsNameTests
{
    [Theory]
    [InlineData("03777777 00", "www", "www")]
    [InlineData("00", "<Root>", ".")]
    [InlineData("02fffe 00", "\ufffd\ufffd", "\\255\\254")]
    [InlineData("02c3a9 0178 00", "é.x", "é.x")]
    [InlineData("03612e62 0178 00", "a.b.x", "a\\.b.x")]
    [InlineData("03615c62 00", "a\\b", "a\\\\b")]
    [InlineData("03610062 00", "a\0b", "a\\000b")]
    [InlineData("036109ad 00", "a\t\ufffd", "a\\009\\173")]
    [InlineData("05e2808061 62 00", "\u2000ab", "\u2000ab")]
    [InlineData("06e280ae61 6263 00", "\u202eabc", "\\226\\128\\174abc")]
    public void OddOctetsAreReplacedOrEscaped(string octets, string wireshark, string escaped)
    {
        byte[] message = Make.Hex(octets);
        Assert.Equal(wireshark, Decode(message, 0, DnsNameStyle.Wireshark));
        Assert.Equal(escaped, Decode(message, 0, DnsNameStyle.Escaped));
        Assert.Equal(message.Length, DnsName.Skip(message, 0));
    }

    [Fact]
    public void APointerContinuesTheNameElsewhereAndEndsItHere()
    {
        byte[] message = Make.Hex("0363 6f6d 00 0161 c000 c005");
        Assert.Equal("com", Decode(message, 0, DnsNameStyle.Wireshark));
        Assert.Equal("a.com", Decode(message, 5, DnsNameStyle.Wireshark));
        Assert.Equal("a.com", Decode(message, 9, DnsNameStyle.Wireshark));
        Assert.Equal(9, DnsName.Skip(message, 5));
        Assert.Equal(11, DnsName.Skip(message, 9));
    }

    [Theory]
    [InlineData("c000")]
    [InlineData("0161 c000")]
    [InlineData("c002 c000")]
    public void PointersThatGoRoundAreFound(string octets)
    {
        byte[] message = Make.Hex(octets);
        DnsNameStatus status = DnsName.Expand(message, 0, new byte[DnsName.LongestWire], out _);
        Assert.True(status is DnsNameStatus.Loops or DnsNameStatus.TooLong);
        Assert.StartsWith("<Name ", Decode(message, 0, DnsNameStyle.Wireshark), StringComparison.Ordinal);
    }

    [Fact]
    public void APointerMayBeFollowed255TimesAndNotMore()
    {
        static byte[] Chain(int pointers) =>
            [
                .. Enumerable
                    .Range(1, pointers)
                    .SelectMany(next => new[] { (byte)(0xc0 | next * 2 >> 8), (byte)(next * 2) }),
                1,
                (byte)'a',
                0,
            ];
        Assert.Equal("a", Decode(Chain(255), 0, DnsNameStyle.Wireshark));
        Assert.Equal("<Name contains a pointer that loops>", Decode(Chain(256), 0, DnsNameStyle.Wireshark));
    }

    [Fact]
    public void ANameOf255OctetsIsWholeAndALongerOneIsNot()
    {
        byte[] longest = LongName(61);
        Assert.Equal(255, longest.Length);
        Assert.Equal(DnsNameStatus.Ok, DnsName.Expand(longest, 0, new byte[DnsName.LongestWire], out int length));
        Assert.Equal(255, length);
        byte[] longer = LongName(62);
        Assert.Equal(DnsNameStatus.TooLong, DnsName.Expand(longer, 0, new byte[DnsName.LongestWire], out _));
        Assert.Equal("<Name too long>", Decode(longer, 0, DnsNameStyle.Wireshark));
        Assert.Equal(longer.Length, DnsName.Skip(longer, 0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("03 6162")]
    [InlineData("0161")]
    [InlineData("c0")]
    [InlineData("0161 80")]
    [InlineData("42 6161 00")]
    public void ANameThatIsCutOrOfAnUnknownKindIsBroken(string octets)
    {
        byte[] message = Make.Hex(octets);
        Assert.Equal(DnsNameStatus.Broken, DnsName.Expand(message, 0, new byte[DnsName.LongestWire], out _));
        Assert.Equal("", Decode(message, 0, DnsNameStyle.Escaped));
        Assert.Equal(-1, DnsName.Skip(message, 0));
    }

    [Fact]
    public void AnExtendedLabelEndsTheName()
    {
        byte[] message = Make.Hex("0161 42 0001");
        Assert.Equal("<Unknown extended label>", Decode(message, 0, DnsNameStyle.Wireshark));
        Assert.Equal(3, DnsName.Skip(message, 0));
    }

    [Fact]
    public void TheLongestTextFits()
    {
        byte[] message = LongName(61);
        for (int at = 0; at < 254; at++)
        {
            if (message[at] == (byte)'a')
                message[at] = 0xff;
        }
        string text = Decode(message, 0, DnsNameStyle.Escaped);
        Assert.Equal(250 * 4 + 3, text.Length);
    }

    [Fact]
    public void DecodingAllocatesNothing()
    {
        byte[] message = [3, .. Encoding.Latin1.GetBytes("wÿw"), 0];
        char[] text = new char[DnsName.LongestText];
        long allocated = Allocation.Of(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                DnsName.Decode(message, 0, text, DnsNameStyle.Wireshark);
                DnsName.Decode(message, 0, text, DnsNameStyle.Escaped);
            }
        });
        Assert.Equal(0, allocated);
    }

    private static byte[] LongName(int lastLabel)
    {
        byte[] label = [63, .. Enumerable.Repeat((byte)'a', 63)];
        return [.. label, .. label, .. label, (byte)lastLabel, .. Enumerable.Repeat((byte)'a', lastLabel), 0];
    }

    private static string Decode(byte[] message, int position, DnsNameStyle style)
    {
        char[] text = new char[DnsName.LongestText];
        return new string(text, 0, DnsName.Decode(message, position, text, style));
    }
}
