using Sonde.Testing;
using Xunit;

namespace Sonde.Analysis.Tests.Applications;

public sealed class Http3ReaderTests
{
    // RFC 9204 appendix B: what the encoder says, and the sections that refer to it; the table has 220 octets
    private const string Inserts = "3fbd01 c00f7777772e6578616d706c652e636f6d c10c2f73616d706c652f70617468";
    private const string InsertsCustom = "4a637573746f6d2d6b65790c637573746f6d2d76616c7565";
    private const string Duplicates = "02";
    private const string InsertsAgain = "810d637573746f6d2d76616c756532";
    private const string SectionOfB2 = "0381 10 11";
    private const string SectionOfB4 = "0500 80 c1 81";

    private readonly MadeQuic _made = new();
    private readonly List<HttpExchange> _exchanges = [];
    private readonly List<Transaction> _transactions = [];
    private readonly List<string> _trouble = [];
    private readonly Dictionary<ulong, ulong> _sent = [];
    private ulong _number;

    [Fact]
    public void TheSectionOfTheRfcWithoutTableIsDecoded()
    {
        Talk talk = Begin();
        Section(talk, 4, "0000 510b2f696e6465782e68746d6c");
        Answer(talk, 4, MakeHttp3.Headers((":status", "200")));
        Assert.Equal("/index.html", Assert.Single(_exchanges).Target);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheSectionsOfTheRfcAreDecodedWithTheirTable(bool isAllowedFirst)
    {
        Talk talk = Begin();
        if (isAllowedFirst)
            Allow(talk);
        Encoder(talk, Inserts);
        Section(talk, 4, SectionOfB2);
        Encoder(talk, InsertsCustom);
        Encoder(talk, Duplicates);
        Section(talk, 8, SectionOfB4);
        Encoder(talk, InsertsAgain); // the oldest field gives room
        Section(talk, 12, "0600 81 c1"); // the duplicate of it is there still
        Section(talk, 16, "0600 84 c1"); // and it is not
        foreach (ulong stream in (ulong[])[4, 8, 12, 16])
            Answer(talk, stream, MakeHttp3.Headers((":status", "200")));

        Assert.Equal(["/sample/path", "/", "/", "/"], _exchanges.Select(one => one.Target));
        Assert.All(_exchanges[..3], one => Assert.Equal("www.example.com", one.Host));
        Assert.Null(_exchanges[3].Host);
        Assert.Empty(_trouble);
    }

    [Fact]
    public void ASectionWaitsForItsFields()
    {
        Talk talk = Begin();
        Allow(talk);
        Section(talk, 4, SectionOfB2, isLast: true);
        Answer(talk, 4, MakeHttp3.Headers((":status", "200")));
        Assert.Empty(_exchanges);
        byte[] inserts = Make.Hex(Inserts);
        Encoder(talk, inserts[..20]);
        Assert.Empty(_exchanges);
        Encoder(talk, inserts[20..]);

        HttpExchange one = Assert.Single(_exchanges);
        Assert.Equal(("/sample/path", 200, 4L), (one.Target, one.Status, one.RequestFirst!.Value.Frame));
        talk.End();
        Assert.Single(_exchanges);
    }

    [Fact]
    public void AtTheEndASectionIsReadWithTheFieldsThatAreKnown()
    {
        Talk talk = Begin();
        Allow(talk);
        Section(talk, 4, "0381 d1 c1 10"); // GET / of an authority that never came
        talk.End();
        HttpExchange one = Assert.Single(_exchanges);
        Assert.Equal(("GET", "/", null), (one.Method, one.Target, one.Host));
    }

    [Fact]
    public void EndlessBlockedSectionsAreALimit()
    {
        Talk talk = Begin();
        Allow(talk);
        for (ulong stream = 0; stream < 400; stream++)
            Section(talk, stream * 4, "0381 d1 c1 10", isLast: true);
        talk.End();
        Assert.Contains("http3_sections_blocked", _trouble);
        Assert.Equal(400, _exchanges.Count);
    }

    [Fact]
    public void ABrokenEncoderStreamLeavesTheFieldsOfTheStaticTable()
    {
        Talk talk = Begin();
        Allow(talk);
        Encoder(talk, "3fbd01 ff ff ff ff ff ff ff ff"); // an index that no table has
        Section(talk, 4, "0381 d1 c1 10");
        talk.End();
        Assert.Equal("GET", Assert.Single(_exchanges).Method);
    }

    [Fact]
    public void ATableThatIsTooLargeIsCutAndSaid()
    {
        Talk talk = Begin();
        Encoder(talk, "3f e1 ff 7f"); // 2 MB
        byte[] insert = [.. Make.Hex("4161 7f81 07"), .. Enumerable.Repeat((byte)'v', 1024)];
        for (int count = 0; count < 1000; count++)
            Encoder(talk, insert);
        talk.End();
        Assert.Contains("http3_table_octets", _trouble);
    }

    [Fact]
    public void RequestsAndResponsesArePairedByTheirStreams()
    {
        Talk talk = Begin();
        Ask(talk, 0, MakeHttp3.Get("/0"));
        Ask(
            talk,
            4,
            [
                .. MakeHttp3.Headers((":method", "POST"), (":path", "/4"), ("authorization", "x")),
                .. MakeHttp3.Data("abc"),
            ]
        );
        Answer(
            talk,
            4,
            [.. MakeHttp3.Headers((":status", "103")), .. MakeHttp3.Headers((":status", "404"), ("server", "s"))]
        );
        Answer(
            talk,
            0,
            [
                .. MakeHttp3.Headers((":status", "200")),
                .. MakeHttp3.Data("ab"),
                .. MakeHttp3.Frame(0x21, 1, 2, 3),
                .. MakeHttp3.Data("c"),
                .. MakeHttp3.Headers(("grpc-status", "0")),
            ]
        );
        talk.End();

        Assert.Equal(
            [("/4", 404, 3L, 0L), ("/0", 200, 0L, 3L)],
            _exchanges.Select(one => (one.Target!, one.Status, one.RequestBytes, one.ResponseBytes))
        );
        Assert.Equal((1, "s", 0), (_exchanges[0].InterimResponses, _exchanges[0].Server, _exchanges[1].GrpcStatus));
        Assert.Equal(["authorization"], _exchanges[0].SecretHeaders);
        Assert.Equal(
            ("http3", "GET /0", "200, grpc-status 0"),
            (_transactions[1].Protocol, _transactions[1].Name, _transactions[1].Status)
        );
    }

    [Fact]
    public void FramesAreReadAcrossPackets()
    {
        Talk talk = Begin();
        byte[] request = [.. MakeHttp3.Get("/cut"), .. MakeHttp3.Data("abc")];
        foreach (byte octet in request)
            Client(talk, 0, [octet]);
        Client(talk, 0, [], isLast: true);
        Answer(talk, 0, MakeHttp3.Headers((":status", "200")));
        Assert.Equal(("/cut", 3L), (Assert.Single(_exchanges).Target!, _exchanges[0].RequestBytes));
    }

    [Fact]
    public void LengthsThatLieAreBorne()
    {
        Talk talk = Begin();
        Client(talk, 0, Make.Hex("01 c0ffffffffffffff"));
        Client(talk, 4, Make.Hex("00 ffffffffffffffff 61"));
        Client(talk, 8, Make.Hex("01 04 0000 5f ff"));
        Client(talk, 2, Make.Hex("00 04 80ffffff"));
        Client(talk, 6, [.. Make.Hex("02 4a ff ff ff ff ff ff")]);
        Client(talk, 10, Make.Hex("c0ffffffffffffff 00"));
        talk.End();
        Assert.Contains("http3_section_octets", _trouble);
        Assert.Contains("http3_section_damaged", _trouble);
        Assert.Empty(_exchanges);
    }

    private void Allow(Talk talk) =>
        talk.Server(_made.FromServer(_number++, MakeQuic.Stream(3, 0, [0, .. MakeHttp3.Frame(4, 1, 0x40, 220)])));

    private void Encoder(Talk talk, string hex) => Encoder(talk, Make.Hex(hex));

    private void Encoder(Talk talk, byte[] octets) => Client(talk, 2, _sent.ContainsKey(2) ? octets : [2, .. octets]);

    private void Section(Talk talk, ulong stream, string hex, bool isLast = false) =>
        Client(talk, stream, MakeHttp3.Frame(1, Make.Hex(hex)), isLast);

    private void Ask(Talk talk, ulong stream, byte[] octets) => Client(talk, stream, octets, isLast: true);

    private void Client(Talk talk, ulong stream, byte[] octets, bool isLast = false)
    {
        ulong offset = _sent.GetValueOrDefault(stream);
        _sent[stream] = offset + (ulong)octets.Length;
        talk.Client(_made.FromClient(_number++, MakeQuic.Stream(stream, offset, octets, isLast)));
    }

    private void Answer(Talk talk, ulong stream, byte[] octets) =>
        talk.Server(_made.FromServer(_number++, MakeQuic.Stream(stream, 0, octets, isLast: true)));

    private Talk Begin()
    {
        var sinks = new ApplicationSinks
        {
            Http = _exchanges.Add,
            Transactions = _transactions.Add,
            Trouble = (_, limit) => _trouble.Add(limit),
            Keys = _made.Log,
        };
        return Talk.Udp(443, [.. StandardApplications.Observe(sinks)]).Client(_made.Hello()).Server(_made.Answer());
    }
}
