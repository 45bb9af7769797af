using System.Text;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests.Payload;

public sealed class PayloadTests
{
    [Fact]
    public void TheClientOfADatabaseIsTheEndThatAsksAndItsQueriesAreListed()
    {
        PayloadConnection first = Ask("postgres.pcapng", new() { Protocol = "postgres" }).Connections[0];
        Assert.Equal(("pgsql", 5432), (first.ProtocolDetected, first.Port));
        Assert.EndsWith(":5432", first.Server, StringComparison.Ordinal);
        Assert.Equal("client->server", first.Payloads[0].Direction);
        Assert.NotNull(first.ExtractedData);
        Assert.True(first.ExtractedData.QueryCount > 0);
    }

    [Fact]
    public void TlsIsNamedWithTheVersionThatWasAgreedAndNotWithThatOfItsRecords()
    {
        PayloadAnalysis answer = Ask("tls13.pcapng", new() { Protocol = "tls" });
        Assert.All(answer.Connections, one => Assert.Equal("TLS 1.3", one.Encryption!.Type));
        Assert.All(answer.Connections.SelectMany(one => one.Payloads), row => Assert.Null(row.Ascii));
        Assert.Contains(answer.Recommendations, text => text.Contains("tls_key_log", StringComparison.Ordinal));
    }

    [Fact]
    public void ThePagesTogetherAreTheWholeAndTheCountsAreOfAll()
    {
        PayloadAnalysis all = Ask("http.pcapng", new() { Limit = 100 });
        PayloadAnalysis page = Ask("http.pcapng", new() { Limit = 1, Offset = 1 });
        Assert.Equal(all.Connections[1].DisplayFilter, page.Connections[0].DisplayFilter);
        Assert.Equal(all.Summary, page.Summary);
        Assert.Equal(all.Summary.PacketsWithPayload, all.Connections.Sum(one => one.PayloadCount));
    }

    [Fact]
    public void AProtocolThatDoesNotOccurIsAnAnswerAndOneThatDoesNotExistIsNot()
    {
        Assert.Equal(0, Ask("dns.pcapng", new() { Protocol = "mysql" }).Total);
        var wrong = Assert.Throws<EngineException>(() => Ask("dns.pcapng", new() { Protocol = "mysq" }));
        Assert.Contains("mysql", wrong.Nearest);
    }

    [Theory]
    [InlineData("PASS secret\r\nQUIT", 21, "PASS ******..QUIT")]
    [InlineData("GET / HTTP/1.1\r\nCookie: a=b\r\nHost: a", 80, "GET / HTTP/1.1..Cookie:****..Host: a")]
    [InlineData("user=a&password=b&c=d", 8000, "user=a&password=*&c=d")]
    [InlineData("*2\r\n$4\r\nAUTH\r\n$3\r\nxyz\r\n", 6379, "*2..$4..AUTH..$3..***..")]
    public void SecretsAreMaskedInTextAndOctets(string payload, int port, string shown)
    {
        PayloadRow row = AskMade(port, Encoding.Latin1.GetBytes(payload)).Connections[0].Payloads[0];
        Assert.Equal(shown, row.Ascii);
        Assert.Equal(
            shown,
            Encoding.Latin1.GetString(Convert.FromHexString(row.Hex)).Replace("\r\n", "..", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void RunsOfTextAreFoundBetweenOtherOctets()
    {
        byte[] octets = [1, 2, .. "SELECT a FROM b"u8, 0, .. "ab"u8, 0xff, .. "grüße"u8];
        Assert.Collection(
            AskMade(4000, octets).Connections[0].Payloads[0].Texts!,
            run => Assert.Equal((2, 15, true, "ascii"), (run.Offset, run.Length, run.IsSql, run.Encoding)),
            run => Assert.Equal(("grüße", "utf-8"), (run.Text, run.Encoding))
        );
    }

    [Fact]
    public void UnknownOctetsOfHighEntropyAreTakenForEncrypted()
    {
        byte[] octets = new byte[1400];
        new Random(1).NextBytes(octets);
        PayloadConnection one = AskMade(4000, octets).Connections[0];
        Assert.Equal((true, "high entropy"), (one.Encryption!.IsEncrypted, one.Encryption.Type));
    }

    private static PayloadAnalysis AskMade(int port, byte[] payload)
    {
        using var folder = new TemporaryFolder();
        string path = SampleEngine.Write(folder, Make.TcpData("10.0.0.1:40000", $"10.0.0.2:{port}", 1, 1, payload));
        return PayloadQuestion.Ask(
            SampleEngine.Over(folder.Path),
            new PayloadArguments { FilePath = path },
            new AskContext()
        );
    }

    private static PayloadAnalysis Ask(string sample, PayloadArguments arguments) =>
        PayloadQuestion.Ask(
            new CaptureEngine(new SondeConfig(), PathPolicy.Unrestricted(Repo.Root, null)),
            arguments with
            {
                FilePath = Repo.Path("samples", sample),
            },
            new AskContext()
        );
}
