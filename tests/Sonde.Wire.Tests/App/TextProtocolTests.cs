using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class SmtpTests : LayerLaws<Smtp>
{
    protected override byte[] Sample => [.. "MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n"u8];
}

public sealed class SmtpReplyTests : LayerLaws<SmtpReply>
{
    protected override byte[] Sample => [.. "250-mail.example\r\n250-SIZE 10\r\n250 HELP\r\n"u8];
}

public sealed class FtpTests : LayerLaws<Ftp>
{
    protected override byte[] Sample => [.. "USER anonymous\r\n"u8];
}

public sealed class FtpReplyTests : LayerLaws<FtpReply>
{
    protected override byte[] Sample => [.. "220-Welcome\r\n220 ready\r\n"u8];
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
