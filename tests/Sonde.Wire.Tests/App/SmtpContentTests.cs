using System.Text;
using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class SmtpContentTests
{
    [Fact]
    public void AfterDataEverythingIsMailUpToALineWithADot() =>
        Assert.Equal(
            [false, true, true, false],
            Mail("MAIL FROM:<a@b>\r\nDATA\r\n", "QUIT\r\n", "the end\r\n.\r\n", "QUIT\r\n")
        );

    [Fact]
    public void TheDotMayComeAloneInItsSegment() =>
        Assert.Equal([false, true, true, false], Mail("data\r\n", "Hello\r\n", ".\r\n", "NOOP\r\n"));

    [Fact]
    public void ASegmentWithACommandAndMailBehindItIsMail() =>
        Assert.Equal([true, true, false], Mail("RSET\r\nDATA\r\nHello\r\n", "bye\r\n.\r\n", "QUIT\r\n"));

    [Fact]
    public void AChunkIsAsLongAsItsCommandSays() =>
        Assert.Equal([false, true, true, false], Mail("BDAT 10 LAST\r\n", "abc\r\n", "def\r\n", "QUIT\r\n"));

    [Theory]
    [InlineData("BDAT 99999999999999999999\r\n")]
    [InlineData("BDAT 2\r\n")]
    public void BehindAChunkThatDoesNotEndWithItsSegmentNothingIsACommand(string command) =>
        Assert.Equal([false, true, true], Mail(command, "abc\r\n", "QUIT\r\n"));

    [Fact]
    public void AnEmptyChunkAndOneWithoutALengthHaveNoMail() =>
        Assert.Equal([false, false, false], Mail("BDAT 0 LAST\r\n", "BDAT\r\n", "QUIT\r\n"));

    [Theory]
    [InlineData("MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n", "MAIL RCPT DATA")]
    [InlineData("FOOO bar\r\n", "FOOO")]
    [InlineData("STARTTLS\r\n", "STAR")]
    [InlineData("hello world\r\n", "")]
    [InlineData("RSET\r\nlonger words\r\n", "")]
    public void TheLastLineDecidesWhetherLinesAreCommands(string text, string commands)
    {
        var sink = new Testing.RecordingSink();
        new LayerReader<Smtp>().Describe(Encoding.ASCII.GetBytes(text), sink);

        Assert.Equal(commands, string.Join(' ', sink.Values("smtp.req.command")));
    }

    private static bool[] Mail(params string[] segments)
    {
        int state = 0;
        return [.. segments.Select(segment => SmtpContent.Sees(Encoding.ASCII.GetBytes(segment), ref state))];
    }
}
