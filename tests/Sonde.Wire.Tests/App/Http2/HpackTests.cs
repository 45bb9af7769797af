using System.Text;
using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class HpackTests
{
    [Theory]
    [InlineData("f1e3c2e5f23a6ba0ab90f4ff", "www.example.com")] // RFC 7541 C.4.1
    [InlineData("a8eb10649cbf", "no-cache")]
    [InlineData("25a849e95ba97d7f", "custom-key")]
    [InlineData("25a849e95bb8e8b4bf", "custom-value")]
    [InlineData("d07abe941054d444a8200595040b8166e082a62d1bff", "Mon, 21 Oct 2013 20:13:21 GMT")] // C.6.1
    [InlineData("9d29ad171863c78f0b97c8e9ae82ae43d3", "https://www.example.com")]
    [InlineData(
        "94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007",
        "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1"
    )] // C.6.3
    public void TheExamplesOfTheRfcAreDecoded(string coded, string text)
    {
        byte[] octets = Convert.FromHexString(coded);
        byte[] target = new byte[HpackHuffman.MostDecoded(octets.Length)];

        int length = HpackHuffman.Decode(octets, target);

        Assert.Equal(text, Encoding.ASCII.GetString(target.AsSpan(0, Math.Max(0, length))));
    }

    [Theory]
    [InlineData("ffffffff")] // the end of a string, written out
    [InlineData("00")] // padding that is not of ones
    [InlineData("1fff")] // more than seven bits of padding
    public void BrokenCodesAreRefused(string coded) =>
        Assert.Equal(-1, HpackHuffman.Decode(Convert.FromHexString(coded), new byte[100]));

    [Fact]
    public void TheTableOfTheRfcBeginsAndEndsAsItDoes()
    {
        Assert.Equal(":authority", Encoding.ASCII.GetString(HpackStatic.NameOf(1)));
        Assert.Equal("GET", Encoding.ASCII.GetString(HpackStatic.ValueOf(2)));
        Assert.Equal("gzip, deflate", Encoding.ASCII.GetString(HpackStatic.ValueOf(16)));
        Assert.Equal("location", Encoding.ASCII.GetString(HpackStatic.NameOf(46)));
        Assert.Equal("www-authenticate", Encoding.ASCII.GetString(HpackStatic.NameOf(HpackStatic.Count)));
    }

    [Fact]
    public void ANumberOfSeveralOctetsIsRead()
    {
        var reader = new HpackReader([0x3f, 0x9a, 0x0a]); // 1337, RFC 7541 C.1.2

        Assert.True(reader.TryNext());
        Assert.Equal((HpackInstruction.SizeUpdate, 1337), (reader.Instruction, reader.Number));
        Assert.True(reader.IsAtEnd);
    }

    [Fact]
    public void EndlessAndHugeNumbersAreRefused()
    {
        Assert.False(new HpackReader([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]).TryNext());
        Assert.False(new HpackReader([0xff, .. Enumerable.Repeat((byte)0x80, 100)]).TryNext());
        Assert.False(new HpackReader([0x80]).TryNext()); // index 0
    }
}
