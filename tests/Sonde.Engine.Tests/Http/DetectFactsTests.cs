using System.Text;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class DetectFactsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SmtpSaysSenderRecipientAndUserAndNeverThePassword()
    {
        DetectedConnection row = Said(
            2500,
            "<220 mail.example ESMTP Postfix",
            ">EHLO client.example",
            "<250 AUTH PLAIN LOGIN",
            ">AUTH LOGIN",
            "<334 VXNlcm5hbWU6",
            ">" + Convert.ToBase64String("bob"u8),
            "<334 UGFzc3dvcmQ6",
            ">" + Convert.ToBase64String("hunter2"u8),
            "<235 ok",
            ">MAIL FROM:<a@example>",
            "<250 ok",
            ">RCPT TO:<b@example>",
            "<550 no such user"
        );

        Assert.Equal("smtp", row.ProtocolDetected);
        Assert.Equal(["mail.example ESMTP Postfix"], row.Facts!.Said["banner"]);
        Assert.Equal(["bob"], row.Facts.Said["user"]);
        Assert.Equal(["<a@example>"], row.Facts.Said["mail_from"]);
        Assert.Equal(["<b@example>"], row.Facts.Said["rcpt_to"]);
        Assert.Equal(1, row.Facts.Counts["replies"]["550"]);
        Assert.DoesNotContain("hunter2", Everything(row), StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("hunter2"u8), Everything(row), StringComparison.Ordinal);
    }

    [Fact]
    public void FtpOnAnyPortIsToldFromSmtpByWhatTheClientSays()
    {
        DetectedConnection row = Said(9999, "<220 welcome", ">USER bob", "<331 password", ">PASS hunter2", "<230 in");

        Assert.Equal("ftp", row.ProtocolDetected);
        Assert.Equal(["bob"], row.Facts!.Said["user"]);
        Assert.Equal(["granted"], row.Facts.Said["login"]);
        Assert.DoesNotContain("hunter2", Everything(row), StringComparison.Ordinal);
    }

    [Fact]
    public void PopAndImapNameTheirUsers()
    {
        DetectedConnection pop = Said(110, "<+OK ready", ">USER bob", "<+OK", ">PASS hunter2", "<-ERR no");
        DetectedConnection imap = Said(143, "<* OK ready", ">a1 LOGIN \"bob\" hunter2", "<a1 NO wrong");

        Assert.Equal(("pop", "refused"), (pop.ProtocolDetected, pop.Facts!.Said["login"][0]));
        Assert.Equal(("imap", "refused"), (imap.ProtocolDetected, imap.Facts!.Said["login"][0]));
        Assert.Equal(["bob"], imap.Facts.Said["user"]);
        Assert.DoesNotContain("hunter2", Everything(pop) + Everything(imap), StringComparison.Ordinal);
    }

    [Fact]
    public void SshSaysBothVersions()
    {
        DetectedConnection row = Said(2222, "<SSH-2.0-OpenSSH_9.6", ">SSH-2.0-PuTTY");

        Assert.Equal("ssh", row.ProtocolDetected);
        Assert.Equal(["SSH-2.0-OpenSSH_9.6"], row.Facts!.Said["server_version"]);
        Assert.Equal(["SSH-2.0-PuTTY"], row.Facts.Said["client_version"]);
    }

    [Fact]
    public void TelnetSaysWhoLogsInAndNotThePassword()
    {
        DetectedConnection row = Asked(
            23,
            (false, [0xff, 0xfd, 24, 0xff, 0xfb, 1]),
            (false, [.. "login: "u8]),
            (true, [.. "bob\r\n"u8]),
            (false, [.. "Password: "u8]),
            (true, [.. "hunter2\r\n"u8])
        );

        Assert.Equal("telnet", row.ProtocolDetected);
        Assert.Equal(["bob"], row.Facts!.Said["user"]);
        Assert.Equal(1, row.Facts.Counts["server_options"]["DO Terminal Type"]);
        Assert.DoesNotContain("hunter2", Everything(row), StringComparison.Ordinal);
    }

    [Fact]
    public void MqttOnAnyPortSaysItsClient()
    {
        DetectedConnection row = Asked(
            9999,
            (true, [0x10, 15, 0, 4, .. "MQTT"u8, 4, 2, 0, 60, 0, 3, .. "dev"u8]),
            (false, [0x20, 2, 0, 0])
        );

        Assert.Equal("mqtt", row.ProtocolDetected);
        Assert.Equal(["dev"], row.Facts!.Said["client_id"]);
        Assert.Equal(["MQTT v3.1.1"], row.Facts.Said["version"]);
    }

    [Fact]
    public void LdapSaysWhoBindsAndWhatCameOfIt()
    {
        DetectedConnection row = Asked(
            389,
            (true, [0x30, 0x12, 2, 1, 1, 0x60, 13, 2, 1, 3, 4, 4, .. "cn=a"u8, 0x80, 2, .. "pw"u8]),
            (false, [0x30, 12, 2, 1, 1, 0x61, 7, 0x0a, 1, 49, 4, 0, 4, 0])
        );

        Assert.Equal(["cn=a"], row.Facts!.Said["bind_dn"]);
        Assert.Equal(1, row.Facts.Counts["results"]["invalidCredentials"]);
    }

    [Fact]
    public void RdpSaysTheUserOfItsCookieAndWhatWasChosen()
    {
        DetectedConnection row = Asked(
            3390,
            (true, [3, 0, 0, 41, 36, 0xe0, 0, 0, 0, 0, 0, .. "Cookie: mstshash=bob\r\n"u8, 1, 0, 8, 0, 3, 0, 0, 0]),
            (false, [3, 0, 0, 19, 14, 0xd0, 0, 0, 0x12, 0x34, 0, 2, 0, 8, 0, 2, 0, 0, 0])
        );

        Assert.Equal(["bob"], row.Facts!.Said["user"]);
        Assert.Equal(["TLS", "CredSSP"], row.Facts.Said["requested"]);
        Assert.Equal(["CredSSP"], row.Facts.Said["selected"]);
    }

    [Fact]
    public void MemcachedSaysItsKeysAndNotTheirValues()
    {
        DetectedConnection row = Said(
            9999,
            ">set k 0 0 5\r\nhello",
            "<STORED",
            ">get k",
            "<VALUE k 0 5\r\nhello\r\nEND"
        );

        Assert.Equal("memcache", row.ProtocolDetected);
        Assert.Equal(["k"], row.Facts!.Said["keys"]);
        Assert.Equal(1, row.Facts.Counts["commands"]["get"]);
        Assert.DoesNotContain("hello", Everything(row), StringComparison.Ordinal);
    }

    [Fact]
    public void ATransferOfFtpIsTiedToItsDataConnection()
    {
        List<byte[]> frames = [];
        (uint client, uint server) = (100, 100);
        foreach (
            string line in new[] { "<220 FTP", ">USER a", "<227 Passive (10,0,0,2,39,16)", ">RETR /a/b.txt", "<150 go" }
        )
            frames.Add(
                Segment(21, line[0] == '>', ref client, ref server, Encoding.ASCII.GetBytes(line[1..] + "\r\n"))
            );
        frames.Add(Make.Tcp("10.0.0.2:10000", "10.0.0.1:40001", 1, 1, TcpFlags.Ack, [.. "hello"u8]));
        string file = SampleEngine.Write(_folder, [.. frames]);

        DetectedProtocols answer = DetectQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            new() { FilePath = file },
            new()
        );

        DetectedConnection data = Assert.Single(answer.Connections, row => row.ProtocolDetected == "ftp-data");
        Assert.Equal(["RETR /a/b.txt"], data.Facts!.Said["transfer"]);
        DetectedConnection control = Assert.Single(answer.Connections, row => row.ProtocolDetected == "ftp");
        Assert.StartsWith("RETR /a/b.txt: 5 octets", control.Facts!.Said["transfers"][0], StringComparison.Ordinal);
    }

    [Fact]
    public void HostileTextIsEscapedAndBounded()
    {
        DetectedConnection row = Said(2525, "<220 ESMTP \u001b[31mred" + new string('x', 1000), ">EHLO a");

        string banner = Assert.Single(row.Facts!.Said["banner"]);
        Assert.DoesNotContain('\u001b', banner);
        Assert.InRange(banner.Length, 100, 400);
        Assert.True(row.Facts.Truncated);
    }

    private static string Everything(DetectedConnection row) =>
        string.Join(
            '\n',
            row.Facts!.Said.SelectMany(pair => pair.Value).Concat(row.Facts.Counts.SelectMany(pair => pair.Value.Keys))
        );

    // Lines that begin with > are the client's, those with < the server's.
    private DetectedConnection Said(int port, params string[] lines) =>
        Asked(port, [.. lines.Select(line => (line[0] == '>', Encoding.ASCII.GetBytes(line[1..] + "\r\n")))]);

    private DetectedConnection Asked(int port, params (bool FromClient, byte[] Octets)[] segments)
    {
        List<byte[]> frames = [];
        (uint client, uint server) = (100, 100);
        if (!segments[0].FromClient) // the client is known by its opening
        {
            frames.Add(Make.Tcp("10.0.0.1:40000", $"10.0.0.2:{port}", 99, 0, TcpFlags.Syn, []));
            frames.Add(Make.Tcp($"10.0.0.2:{port}", "10.0.0.1:40000", 99, 100, TcpFlags.Syn | TcpFlags.Ack, []));
        }
        foreach ((bool fromClient, byte[] octets) in segments)
            frames.Add(Segment(port, fromClient, ref client, ref server, octets));
        string file = SampleEngine.Write(_folder, [.. frames]);
        DetectedProtocols answer = DetectQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            new() { FilePath = file },
            new()
        );
        return Assert.Single(answer.Connections);
    }

    private static byte[] Segment(int port, bool fromClient, ref uint client, ref uint server, byte[] octets)
    {
        byte[] frame = fromClient
            ? Make.Tcp("10.0.0.1:40000", $"10.0.0.2:{port}", client, server, TcpFlags.Ack, octets)
            : Make.Tcp($"10.0.0.2:{port}", "10.0.0.1:40000", server, client, TcpFlags.Ack, octets);
        if (fromClient)
            client += (uint)octets.Length;
        else
            server += (uint)octets.Length;
        return frame;
    }
}
