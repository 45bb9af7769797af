using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class SmtpTests : LayerLaws<Smtp>
{
    protected override byte[] Sample => [.. "MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n"u8];
}

public sealed class SmtpReplyTests : LayerLaws<SmtpReply>
{
    protected override byte[] Sample => [.. "250-mail.example\r\n250-SIZE 10\r\n250 HELP\r\n"u8];

    [Fact]
    public void ACodeNeedsNoBlankBehindIt()
    {
        var sink = new RecordingSink();
        new LayerReader<SmtpReply>().Describe("250_x\r\n"u8, sink);

        Assert.Equal(["250"], sink.Values("smtp.response.code"));
        Assert.Equal(["x"], sink.Values("smtp.rsp.parameter"));
    }
}

public sealed class FtpTests : LayerLaws<Ftp>
{
    protected override byte[] Sample => [.. "USER anonymous\r\n"u8];
}

public sealed class FtpReplyTests : LayerLaws<FtpReply>
{
    protected override byte[] Sample => [.. "220-Welcome\r\n220 ready\r\n"u8];

    [Theory]
    [InlineData("230 yes", "230", "yes")]
    [InlineData("230_yes", "230", "yes")]
    [InlineData("230yes", "230", "es")] // what stands behind the code parts it from the text, whatever it is
    [InlineData("2300 yes", "230", " yes")]
    [InlineData("230", "230", null)]
    [InlineData("23 yes", null, "23 yes")]
    [InlineData("yes", null, "yes")]
    public void ThreeDigitsAreACode(string line, string? code, string? text)
    {
        var sink = new RecordingSink();
        new LayerReader<FtpReply>().Describe(System.Text.Encoding.ASCII.GetBytes(line + "\r\n"), sink);

        Assert.Equal(code is null ? [] : [code], sink.Values("ftp.response.code"));
        Assert.Equal(text is null ? [] : [text], sink.Values("ftp.response.arg"));
    }
}

public sealed class SshTests : LayerLaws<Ssh>
{
    protected override byte[] Sample => [.. "SSH-2.0-OpenSSH_9.6\r\n"u8];

    [Fact]
    public void TheVersionIsTheLineWithoutItsEnd()
    {
        Ssh.TryRead(Sample, out Ssh ssh);

        Assert.Equal("SSH-2.0-OpenSSH_9.6", System.Text.Encoding.ASCII.GetString(ssh.Version));
    }
}
