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

    [Fact]
    public void SipIsFoundInAStreamOnAnyPort() =>
        Assert.Equal(
            ["sip"],
            Names("10.0.0.2:40000", "OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 0\r\n\r\n"u8.ToArray())
        );

    [Fact]
    public void BehindAProxysHeaderStandsTheProtocolOfThePort() =>
        Assert.Equal(
            ["tls", "tls"],
            Names("10.0.0.2:443", [.. "PROXY TCP4 192.0.2.1 192.0.2.2 1 443\r\n"u8, .. Hello], [0x17, 3, 3, 0, 1, 9])
        );

    [Fact]
    public void AProxysHeaderMayHaveASegmentOfItsOwn() =>
        Assert.Equal(
            ["proxy", "http"],
            Names("10.0.0.2:80", "PROXY UNKNOWN\r\n"u8.ToArray(), "GET / HTTP/1.0\r\n\r\n"u8.ToArray())
        );

    [Fact]
    public void ASegmentThatIsJudgedARepetitionIsNotReadAgainThoughItBringsMore()
    {
        byte[] user = "USER a\r\n"u8.ToArray();
        byte[] both = [.. user, .. "PASS b\r\n"u8];
        Assert.Equal(["ftp", ""], NamesOf("10.0.0.2:21", [new TcpFacts()], (1, user), (1, both)));
    }

    // The last layer of each segment that a client sends; nothing where TCP is the last.
    private static string[] Names(string server, params byte[][] segments)
    {
        uint sequence = 1;
        var placed = new List<(uint, byte[])>();
        foreach (byte[] segment in segments)
        {
            placed.Add((sequence, segment));
            sequence += (uint)segment.Length;
        }
        return NamesOf(server, [], [.. placed]);
    }

    private static string[] NamesOf(string server, IObserver[] others, params (uint Sequence, byte[] Data)[] segments)
    {
        var names = new List<string>();
        List<byte[]> frames =
        [
            .. segments.Select(segment => Make.TcpData("10.0.0.1:40001", server, segment.Sequence, 1, segment.Data)),
        ];
        var namer = new ObserverOf(
            (in Packet packet) => names.Add(packet.Layers[^1].Reader.Name is var name && name == "tcp" ? "" : name)
        );
        MadeFrames.Feed(new Pass(StandardProtocols.Create(), [.. others, namer]), frames, apart: Timestamp.PerSecond);
        return [.. names];
    }
}
