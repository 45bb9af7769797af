using System.Text;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Applications;

/// <summary>The trace of RFC 8448 §3, whose secrets, hello of the server and records are published.</summary>
public sealed class TlsDecryptionTests
{
    private const string ServerHello =
        "020000560303a6af06a4121860dc5e6e60249cd34c95930c8ac5cb1434dac155772ed3e2692800130100002e00330024001d0020"
        + "c9828876112095fe66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f002b00020304";
    private const string ClientFinished =
        "170303003575ec4dc238cce60b298044a71e219c56cc77b0517fe9b93c7a4bfc44d87f38f80338ac98fc46deb384bd1caeacab6867d7"
        + "26c40546";
    private const string ClientData =
        "1703030043a23f7054b62c94d0affafe8228ba55cbefacea42f914aa66bcab3f2b9819a8a5b46b395bd54a9a20441e2b62974e1f5a6292"
        + "a2977014bd1e3deae63aeebb21694915e4";
    private const string ServerData =
        "17030300432e937e11ef4ac740e538ad36005fc4a46932fc3225d05f82aa1b36e30efaf97d90e6dffc602dcb501a59a8fcc49c4bf2e5f0"
        + "a21c0047c2abf332540dd032e167c2955d";

    private const string Log = """
        CLIENT_HANDSHAKE_TRAFFIC_SECRET 0000000000000000000000000000000000000000000000000000000000000000 b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21
        SERVER_HANDSHAKE_TRAFFIC_SECRET 0000000000000000000000000000000000000000000000000000000000000000 b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38
        CLIENT_TRAFFIC_SECRET_0 0000000000000000000000000000000000000000000000000000000000000000 9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5
        SERVER_TRAFFIC_SECRET_0 0000000000000000000000000000000000000000000000000000000000000000 a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643
        """;

    private static readonly byte[] Hello = MakeTls.Record(
        22,
        MakeTls.ClientHello("www.example.test", TlsVersions.Tls13)
    );

    private readonly List<TlsConnection> _connections = [];
    private readonly List<(bool FromClient, string Hex, long Frame)> _clear = [];
    private readonly List<string> _streams = [];
    private readonly DecryptionCounts _counts = new();

    [Fact]
    public void TheRecordsOfTheTraceAreOpened()
    {
        Begin(Log).Client(Hex(ClientFinished)).Client(Hex(ClientData)).End();

        (bool fromClient, string hex, long frame) = Assert.Single(_clear);
        byte[] payload = [.. Enumerable.Range(0, 50).Select(number => (byte)number)];
        Assert.Equal((true, Convert.ToHexStringLower(payload), 6L), (fromClient, hex, frame));
        TlsConnection connection = Assert.Single(_connections);
        Assert.Equal(
            (2L, 0L, 5L),
            (connection.RecordsOpened, connection.RecordsNotOpened, connection.ClientFinishedAt!.Value.Frame)
        );
        Assert.Equal((1L, 0L), (_counts.StreamsDecrypted, _counts.StreamsEncrypted));
        Assert.Equal(["unknown", "tls"], _streams); // the inner stream ends first
    }

    [Fact]
    public void SecretsAreTriedInTheirOrderWhenMessagesAreMissing()
    {
        Begin(Log).Client(Hex(ClientData)).End();

        Assert.Single(_clear);
    }

    [Fact]
    public void WithoutTheSecretOfTheHandshakeDataAreOpenedAllTheSame()
    {
        string some = string.Join(
            '\n',
            Log.Split('\n').Where(line => !line.Contains("HANDSHAKE", StringComparison.Ordinal))
        );
        Begin(some).Client(Hex(ClientFinished)).Client(Hex(ClientData)).End();

        Assert.Single(_clear);
        Assert.Equal(TlsOutcome.Completed, _connections[0].Outcome);
    }

    [Fact]
    public void ADamagedRecordIsCountedAndNeverShown()
    {
        byte[] damaged = Hex(ClientData);
        damaged[20] ^= 1;
        Begin(Log).Client(Hex(ClientFinished)).Client(damaged).Client(damaged).End();

        Assert.Empty(_clear);
        Assert.Equal(2, _connections[0].RecordsNotOpened);
        Assert.Equal(2, _counts.RecordsNotOpened);
    }

    [Fact]
    public void TheNumberOfARecordBehindAGapIsFound()
    {
        // the record with the ticket of the trace, 222 octets of content, is number 0
        int lost = TlsRecordHeader.Size + 222;
        Talk talk = Begin(Log).Client(Hex(ClientFinished));
        talk.LoseFromServer(lost).Server(Hex(ServerData)).Client(Hex(ClientData)).End();

        Assert.Equal([false, true], _clear.Select(one => one.FromClient));
        Assert.Equal(0, _connections[0].RecordsNotOpened);
    }

    [Fact]
    public void ARecordThatIsCutByAGapCountsAsOne()
    {
        byte[] ticket = new byte[222];
        Talk talk = Begin(Log).Client(Hex(ClientFinished)).Server(MakeTls.Record(23, ticket).AsSpan(0, 100));
        talk.LoseFromServer(127).Server(Hex(ServerData)).Client(Hex(ClientData)).End();

        Assert.Equal([false, true], _clear.Select(one => one.FromClient));
    }

    [Fact]
    public void RecordsThatCameInPiecesAreOpened()
    {
        Talk talk = Begin(Log);
        foreach (byte octet in (byte[])[.. Hex(ClientFinished), .. Hex(ClientData)])
            talk.Client([octet]);
        talk.End();

        Assert.Single(_clear);
    }

    [Fact]
    public void KeysOfAnotherSessionOpenNothing()
    {
        Begin(Log.Replace(" 00000000", " 11111111", StringComparison.Ordinal))
            .Client(Hex(ClientFinished))
            .Client(Hex(ClientData))
            .End();

        Assert.Empty(_clear);
        Assert.Equal((0L, 1L, 0L), (_counts.StreamsDecrypted, _counts.StreamsEncrypted, _counts.RecordsNotOpened));
        Assert.Equal(TlsOutcome.Completed, Assert.Single(_connections).Outcome);
    }

    [Fact]
    public void WrongSecretsOfTheSessionOpenNothingAndEndSoon()
    {
        string wrong = Log.Replace("9e40646c", "00000000", StringComparison.Ordinal)
            .Replace("b3eddb12", "00000000", StringComparison.Ordinal);
        Talk talk = Begin(wrong).Client(Hex(ClientFinished));
        for (int count = 0; count < 200; count++)
            talk.Client(Hex(ClientData));
        talk.End();

        Assert.Empty(_clear);
        Assert.Equal(64, _connections[0].RecordsNotOpened);
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text);

    private Talk Begin(string log)
    {
        var keys = new TlsKeyLog();
        keys.Add(Encoding.ASCII.GetBytes(log));
        var sinks = new ApplicationSinks
        {
            Keys = keys,
            Decryption = _counts,
            Tls = _connections.Add,
            ClearText = (_, fromClient, octets, place) =>
                _clear.Add((fromClient, Convert.ToHexStringLower(octets), place.Frame)),
            Streams = stream => _streams.Add(stream.Application?.Name ?? "unknown"),
        };
        return Talk.Tcp(443, [.. StandardApplications.Observe(sinks)])
            .Client(Hello)
            .Server(MakeTls.Record(22, Hex(ServerHello)));
    }
}
