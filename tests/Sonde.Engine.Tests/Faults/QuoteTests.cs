using Xunit;

namespace Sonde.Engine.Tests;

public sealed class QuoteTests
{
    [Theory]
    [InlineData("plain text", "'plain text'")]
    [InlineData("münchen", "'münchen'")]
    [InlineData("it's", @"'it\'s'")]
    [InlineData("a\nb\tc\r", @"'a\nb\tc\r'")]
    [InlineData("\u001b[31mred", @"'\u{1b}[31mred'")]
    [InlineData("abc\u202egpj", @"'abc\u{202e}gpj'")]
    [InlineData("a\u200bb", @"'a\u{200b}b'")]
    public void TextCannotActOnTheTerminalOrEndItsQuotes(string text, string expected) =>
        Assert.Equal(expected, Quote.Text(text));

    [Fact]
    public void ALongTextIsCutAndCounted()
    {
        string quoted = Quote.Text(new string('x', 5000));

        Assert.EndsWith("…' (5000 characters)", quoted, StringComparison.Ordinal);
        Assert.True(quoted.Length < 160);
    }

    [Fact]
    public void HalfACharacterIsReplaced() => Assert.Equal("'\ufffd'", Quote.Text("\ud800"));
}
