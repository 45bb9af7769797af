using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Dns;

public sealed class DnsWriterTests
{
    [Fact]
    public void AQueryHasOneQuestionAndAnOptRecordWhenASizeIsGiven()
    {
        byte[] octets = new byte[128];
        int length = DnsWriter.WriteQuery(
            octets,
            0x1234,
            "example.com.",
            DnsTypes.A,
            udpSize: 1232,
            wantsSignatures: true
        );
        byte[] expected = Make.Hex(
            """
            1234 0100 0001 0000 0000 0001
            076578616d706c65 03636f6d 00 0001 0001
            00 0029 04d0 00008000 0000
            """
        );
        Assert.Equal(expected, octets[..length]);
    }

    [Theory]
    [InlineData("", "00")]
    [InlineData(".", "00")]
    [InlineData("a", "0161 00")]
    [InlineData("a.b.", "0161 0162 00")]
    [InlineData("a\\.b", "03612e62 00")]
    [InlineData("a\\.", "02612e 00")]
    [InlineData("\\255\\254.x", "02fffe 0178 00")]
    [InlineData("é", "02c3a9 00")]
    public void NamesAreWrittenAsLabels(string name, string expected)
    {
        byte[] target = new byte[DnsName.LongestWire];
        Assert.Equal(Make.Hex(expected), target[..DnsWriter.WriteName(target, name)]);
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a..")]
    [InlineData("\\")]
    [InlineData("\\25")]
    [InlineData("\\256")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void TextThatIsNoNameIsRefused(string name) =>
        Assert.Throws<FormatException>(() => DnsWriter.WriteName(new byte[300], name));

    [Fact]
    public void ANameHasAtMost255Octets()
    {
        string label = new('a', 63);
        string longest = $"{label}.{label}.{label}.{label[..61]}";
        Assert.Equal(255, DnsWriter.WriteName(new byte[255], longest));
        Assert.Throws<FormatException>(() => DnsWriter.WriteName(new byte[300], longest + "a"));
    }

    [Fact]
    public void WhatIsEscapedIsReadBack()
    {
        byte[] target = new byte[DnsName.LongestWire];
        int length = DnsWriter.WriteName(target, "a\\.b.\\000\\255é");
        char[] text = new char[DnsName.LongestText];
        Assert.Equal(length, DnsName.Skip(target, 0));
        int written = DnsName.Decode(target, 0, text, DnsNameStyle.Escaped);
        Assert.Equal("a\\.b.\\000\\255é", new string(text, 0, written));
    }
}
