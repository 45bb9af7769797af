using Sonde.Analysis.Tests.Filter;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests;

/// <summary>Under which protocol each segment of a stream stands.</summary>
public sealed class StreamNamesTests
{
    private static readonly byte[] Hello = Make.Hex("1603010031 0100002d 0303" + new string('0', 86));
    private static readonly byte[] Fragment = Make.Hex("05000b03 10000000 1400 0000 01000000 00000000");

    [Fact]
    public void BehindAHelloAConnectionIsTlsWhateverItsPortSays() =>
        Assert.Equal(
            ["smtp", "tls", "tls"],
            Names("10.0.0.2:587", "STARTTLS\r\n"u8.ToArray(), Hello, [0x17, 3, 3, 0, 1, 9])
        );

    [Fact]
    public void AControlConnectionMayGoBackToPlainText() =>
        Assert.Equal(
            ["ftp", "tls", "ftp"],
            Names("10.0.0.2:21", "AUTH TLS\r\n"u8.ToArray(), Hello, "PASV\r\n"u8.ToArray())
        );

    [Fact]
    public void TheSegmentsWithTheBeginningAndTheEndOfARecordAreTls() =>
        Assert.Equal(["tls", "", "tls"], Names("10.0.0.2:443", Hello[..20], Hello[20..30], Hello[30..]));

    [Fact]
    public void OnAPortOfTlsOctetsThatBeginNoRecordAreTlsAndTextIsNot() =>
        Assert.Equal(["tls", "data"], Names("10.0.0.2:443", [0, 1, 2, 3, 4, 5], "SSH-2.0-x\r\n"u8.ToArray()));

    [Fact]
    public void MailIsNotReadAsCommands() =>
        Assert.Equal(
            ["smtp", "smtp", "smtp"],
            Names("10.0.0.2:25", "DATA\r\n"u8.ToArray(), "QUIT\r\n"u8.ToArray(), ".\r\n"u8.ToArray())
        );

    [Fact]
    public void ALineOfSmtpMayComeInTwoSegments() =>
        Assert.Equal(["", "smtp"], Names("10.0.0.2:25", "QUI"u8.ToArray(), "T\r\n"u8.ToArray()));

    [Fact]
    public void AFragmentOfDceRpcIsFoundOnAnyPortInTheSegmentThatCompletesIt() =>
        Assert.Equal(["", "dcerpc", "dcerpc"], Names("10.0.0.2:40000", Fragment[..18], Fragment[18..], Fragment));

    // The last layer of each segment that a client sends; nothing where TCP is the last.
    private static string[] Names(string server, params byte[][] segments)
    {
        var names = new List<string>();
        uint sequence = 1;
        var frames = new List<byte[]>();
        foreach (byte[] segment in segments)
        {
            frames.Add(Make.TcpData("10.0.0.1:40001", server, sequence, 1, segment));
            sequence += (uint)segment.Length;
        }
        ObserverOf.Feed(
            StandardProtocols.Create(),
            frames,
            (in Packet packet) => names.Add(packet.Layers[^1].Reader.Name is var name && name == "tcp" ? "" : name)
        );
        return [.. names];
    }
}
