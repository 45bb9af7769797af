using System.Security.Cryptography;
using System.Text;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class TransferredFilesTests : IDisposable
{
    private const string Mail =
        "Subject: x\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n"
        + "Content-Type: application/pdf; name=\"../../evil.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + "JVBERi0x\r\n--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment;\r\n filename=\"=?utf-8?Q?n=C3=B6te?=.txt\"\r\n"
        + "Content-Transfer-Encoding: quoted-printable\r\n\r\na=3Db\r\n..dot\r\n--b--\r\n.\r\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FilesOfAMailAreDecodedAndTheirNamesStayInTheFolder()
    {
        ExtractedObjects answer = Ask(
            Talk(25, "<220 ESMTP", ">EHLO a", "<250 ok", ">DATA", "<354 go", ">" + Mail[..^2])
        );

        Assert.Equal(["smtp", "smtp"], answer.Objects.Select(row => row.Protocol));
        Assert.Equal(["evil.pdf", "n_te.txt"], answer.Objects.Select(row => row.Name));
        Assert.Equal(["whole", "whole"], answer.Objects.Select(row => row.State));
        Assert.Equal("application/pdf", answer.Objects[0].MediaTypeFound);
        Assert.Equal(Hash("a=b\r\n.dot"), answer.Objects[1].Sha256);
    }

    [Fact]
    public void AMailWithoutItsEndIsMarked()
    {
        ExtractedObjects answer = Ask(
            Talk(25, "<220 ESMTP", ">EHLO a", "<250 ok", ">DATA", "<354 go", ">" + Mail[..^20])
        );

        Assert.Equal("gap", answer.Objects[^1].State);
    }

    [Fact]
    public void AFileOfFtpHasTheNameThatTheControlConnectionSays()
    {
        List<byte[]> frames = Talk(
            21,
            "<220 FTP",
            ">PASV",
            "<227 Passive (10,0,0,2,39,16)",
            ">STOR /up/b.txt",
            "<150 go"
        );
        frames.Add(Make.Tcp("10.0.0.1:40001", "10.0.0.2:10000", 1, 1, TcpFlags.Ack, [.. "hello"u8]));

        ExtractedObjectRow row = Assert.Single(Ask(frames).Objects);

        Assert.Equal(("ftp", "b.txt", "upload", 5L), (row.Protocol, row.Name, row.Direction, row.Size));
        Assert.Equal(Hash("hello"), row.Sha256);
    }

    [Fact]
    public void AFileOfTftpIsPutTogetherOnce()
    {
        byte[] block = [0, 3, 0, 1, .. new byte[512]];
        List<byte[]> frames =
        [
            Make.Udp("10.0.0.1:3000", "10.0.0.2:69", [0, 1, .. "boot/x.bin\0octet\0"u8]),
            Make.Udp("10.0.0.2:5000", "10.0.0.1:3000", block),
            Make.Udp("10.0.0.2:5000", "10.0.0.1:3000", block),
            Make.Udp("10.0.0.2:5000", "10.0.0.1:3000", [0, 3, 0, 2, 1, 2, 3]),
        ];

        ExtractedObjectRow row = Assert.Single(Ask(frames).Objects);

        Assert.Equal(
            ("tftp", "x.bin", "download", 515L, "whole"),
            (row.Protocol, row.Name, row.Direction, row.Size, row.State)
        );
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    // Lines that begin with > are the client's, those with < the server's.
    private static List<byte[]> Talk(int port, params string[] lines)
    {
        List<byte[]> frames =
        [
            Make.Tcp("10.0.0.1:40000", $"10.0.0.2:{port}", 99, 0, TcpFlags.Syn, []),
            Make.Tcp($"10.0.0.2:{port}", "10.0.0.1:40000", 99, 100, TcpFlags.Syn | TcpFlags.Ack, []),
        ];
        (uint client, uint server) = (100, 100);
        foreach (string line in lines)
        {
            byte[] octets = Encoding.ASCII.GetBytes(line[1..] + "\r\n");
            if (line[0] == '>')
            {
                frames.Add(Make.Tcp("10.0.0.1:40000", $"10.0.0.2:{port}", client, server, TcpFlags.Ack, octets));
                client += (uint)octets.Length;
            }
            else
            {
                frames.Add(Make.Tcp($"10.0.0.2:{port}", "10.0.0.1:40000", server, client, TcpFlags.Ack, octets));
                server += (uint)octets.Length;
            }
        }
        return frames;
    }

    private ExtractedObjects Ask(List<byte[]> frames) =>
        ObjectsQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            new() { FilePath = SampleEngine.Write(_folder, [.. frames]) },
            new AskContext()
        );
}
