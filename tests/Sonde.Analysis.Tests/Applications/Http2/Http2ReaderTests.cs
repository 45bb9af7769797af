using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Applications;

public sealed class Http2ReaderTests
{
    private readonly List<HttpExchange> _exchanges = [];
    private readonly List<Transaction> _transactions = [];
    private readonly List<string> _trouble = [];
    private readonly List<string> _streams = [];

    [Fact]
    public void ARequestAndItsResponseAreOneExchangeOnAnyPort()
    {
        Tcp(9999)
            .Client([.. MakeHttp2.Begin, .. MakeHttp2.Get(1, "/x")])
            .Server([.. MakeHttp2.Frame(4, 0, 0), .. Ok(1, ends: false), .. MakeHttp2.Data(1, false, "ab")])
            .Server(MakeHttp2.Data(1, true, "c"))
            .End();

        HttpExchange one = Assert.Single(_exchanges);
        Assert.Equal(
            ("2", "GET", "/x", "www.example.test", 200, 3L),
            (one.Version, one.Method, one.Target, one.Host, one.Status, one.ResponseBytes)
        );
        Assert.Equal((3L, 4L, 5L), (Frame(one.RequestFirst), Frame(one.ResponseFirst), Frame(one.ResponseLast)));
        Assert.True(one is { IsRequestComplete: true, IsResponseComplete: true, Http2Stream: 1u });
        Assert.Equal(
            ("http2", "GET /x", "200"),
            (_transactions[0].Protocol, _transactions[0].Name, _transactions[0].Status)
        );
        Assert.Equal(["http2"], _streams);
    }

    [Fact]
    public void ExchangesAtOnceArePairedByTheirStreams()
    {
        Tcp(80)
            .Client([.. MakeHttp2.Begin, .. MakeHttp2.Get(1, "/1"), .. MakeHttp2.Get(3, "/3")])
            .Server([.. Status(3, "404", ends: true), .. Status(1, "204", ends: true)])
            .End();

        Assert.Equal([("/3", 404), ("/1", 204)], _exchanges.Select(one => (one.Target!, one.Status)));
    }

    [Fact]
    public void FramesAreReadAcrossSegments()
    {
        Talk talk = Tcp(80);
        foreach (byte octet in (byte[])[.. MakeHttp2.Begin, .. MakeHttp2.Get(1, "/x")])
            talk.Client([octet]);
        foreach (byte octet in (byte[])[.. Ok(1, ends: false), .. MakeHttp2.Data(1, true, "abc")])
            talk.Server([octet]);
        talk.End();

        Assert.Equal(("/x", 200, 3L), (_exchanges[0].Target!, _exchanges[0].Status, _exchanges[0].ResponseBytes));
    }

    [Fact]
    public void TheRequestsOfTheRfcAreDecoded()
    {
        // RFC 7541 C.4: the dynamic table and the Huffman code
        Tcp(80)
            .Client([.. MakeHttp2.Begin, .. Block(1, "828684418cf1e3c2e5f23a6ba0ab90f4ff")])
            .Client(Block(3, "828684be5886a8eb10649cbf"))
            .Client(Block(5, "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf"))
            .End();

        Assert.Equal(["/", "/", "/index.html"], _exchanges.Select(one => one.Target));
        Assert.All(_exchanges, one => Assert.Equal(("GET", "www.example.com"), (one.Method, one.Host)));
    }

    [Fact]
    public void TheResponsesOfTheRfcAreDecodedWhileTheirTableForgets()
    {
        // RFC 7541 C.6, with a table of 256 octets
        Tcp(80)
            .Client([.. MakeHttp2.Begin, .. MakeHttp2.Get(1, "/"), .. MakeHttp2.Get(3, "/"), .. MakeHttp2.Get(5, "/")])
            .Server(
                Block(
                    1,
                    "3fe101488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3"
                )
            )
            .Server(Block(3, "4883640effc1c0bf"))
            .Server(
                Block(
                    5,
                    "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007"
                )
            )
            .End();

        Assert.Equal([302, 307, 200], _exchanges.Select(one => one.Status));
        Assert.All(_exchanges, one => Assert.Equal("https://www.example.com", one.Location));
        Assert.Equal("gzip", _exchanges[2].ResponseEncoding);
        Assert.Equal(["set-cookie"], _exchanges[2].SecretHeaders);
    }

    [Fact]
    public void HeaderFieldsMayComeInSeveralFramesWithPadding()
    {
        byte[] block = MakeHttp2.Block((":method", "GET"), (":path", "/long"), (":authority", "a"));
        byte[] headers = MakeHttp2.Frame(1, Http2Flags.EndStream | Http2Flags.Padded, 1, [3, .. block[..9], 0, 0, 0]);
        Tcp(80)
            .Client([.. MakeHttp2.Begin, .. headers, .. MakeHttp2.Frame(9, 0, 1, block.AsSpan(9, 3))])
            .Client(MakeHttp2.Frame(9, Http2Flags.EndHeaders, 1, block.AsSpan(12)))
            .Server(MakeHttp2.Frame(0, Http2Flags.Padded, 1, 2, 65, 66, 0, 0))
            .End();

        HttpExchange one = Assert.Single(_exchanges);
        Assert.Equal(("/long", 2L, true), (one.Target, one.ResponseBytes, one.IsRequestComplete));
    }

    [Fact]
    public void AnUpgradeOfHttp1IsAnsweredOverHttp2()
    {
        Tcp(9999)
            .Client("GET /up HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nHTTP2-Settings: AAAA\r\n\r\n")
            .Server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n")
            .Server([.. MakeHttp2.Frame(4, 0, 0), .. Ok(1, ends: false)])
            .Client([.. MakeHttp2.Begin, .. MakeHttp2.Get(3, "/second")])
            .Server([.. MakeHttp2.Data(1, true, "abc"), .. Ok(3, ends: true)])
            .End();

        Assert.Equal(
            [("/up", 200, 3L), ("/second", 200, 0L)],
            _exchanges.Select(one => (one.Target!, one.Status, one.ResponseBytes))
        );
        Assert.Equal(["http then http2"], _streams);
    }

    [Fact]
    public void CallsOfGrpcAreNamedWithTheirStatus()
    {
        byte[] call = MakeHttp2.Headers(
            1,
            false,
            (":method", "POST"),
            (":path", "/shop.Orders/Place"),
            ("content-type", "application/grpc+proto"),
            ("authorization", "Bearer abc")
        );
        Tcp(50051)
            .Client([.. MakeHttp2.Begin, .. call, .. MakeHttp2.Data(1, true, "\0\0\0\0\0")])
            .Server([.. Ok(1, ends: false), .. MakeHttp2.Headers(1, true, ("grpc-status", "5"))])
            .End();

        HttpExchange one = Assert.Single(_exchanges);
        Assert.Equal(("shop.Orders/Place", 5, 200), (one.GrpcMethod, one.GrpcStatus, one.Status));
        Assert.Equal(["authorization"], one.SecretHeaders);
        Assert.Equal(("200, grpc-status 5", true), (_transactions[0].Status, _transactions[0].IsError));
    }

    [Fact]
    public void APromisedRequestIsOneOfTheServer()
    {
        byte[] promise = [0, 0, 0, 2, .. MakeHttp2.Block((":method", "GET"), (":path", "/style.css"))];
        Tcp(80)
            .Client([.. MakeHttp2.Begin, .. MakeHttp2.Get(1, "/")])
            .Server(MakeHttp2.Frame(5, Http2Flags.EndHeaders, 1, promise))
            .Server([.. Ok(1, ends: true), .. Ok(2, ends: true)])
            .End();

        Assert.Equal(["/", "/style.css"], _exchanges.Select(one => one.Target));
        Assert.Equal(4, Frame(_exchanges[1].RequestFirst));
    }

    [Fact]
    public void AStreamThatIsGivenUpStaysWithoutAnswer()
    {
        Tcp(80)
            .Client([.. MakeHttp2.Begin, .. MakeHttp2.Get(1, "/")])
            .Client(MakeHttp2.Frame(Http2FrameTypes.ResetStream, 0, 1, 0, 0, 0, 8))
            .End();

        HttpExchange one = Assert.Single(_exchanges);
        Assert.Equal((0, false), (one.Status, one.IsResponseComplete));
    }

    [Fact]
    public void FieldsFromBeforeAGapAreUnknownAndNeverWrong()
    {
        byte[] adding = MakeHttp2.Frame(
            1,
            5,
            1,
            [0x82, 0x44, .. MakeHttp2.Text("/one"), 0x41, .. MakeHttp2.Text("a.test")]
        );
        byte[] lost = MakeHttp2.Frame(1, 5, 3, [0x82, 0x44, .. MakeHttp2.Text("/two"), 0xbf]);
        byte[] referring = MakeHttp2.Frame(1, 5, 5, 0x82, 0xbe, 0xc0); // path and host by their places
        byte[] known = MakeHttp2.Frame(
            1,
            5,
            7,
            [0x82, 0x44, .. MakeHttp2.Text("/four"), 0x41, .. MakeHttp2.Text("b.test")]
        );
        byte[] again = MakeHttp2.Frame(1, 5, 9, 0x82, 0xbf, 0xbe);
        Tcp(80)
            .Client([.. MakeHttp2.Begin, .. adding])
            .LoseFromClient(lost.Length)
            .Client(referring)
            .Server(MakeHttp2.Frame(4, 0, 0))
            .Client(known)
            .Client(again)
            .Server(MakeHttp2.Frame(4, 1, 0))
            .End();

        Assert.Equal(
            [("/one", "a.test"), (null, null), ("/four", "b.test"), ("/four", "b.test")],
            _exchanges.Select(one => (one.Target, one.Host))
        );
    }

    [Fact]
    public void ContentThatIsMissingDoesNotEndTheReading()
    {
        byte[] data = MakeHttp2.Data(1, true, new string('x', 100));
        Tcp(80)
            .Client([.. MakeHttp2.Begin, .. MakeHttp2.Headers(1, false, (":method", "POST"), (":path", "/"))])
            .Client(data.AsSpan(0, 40))
            .LoseFromClient(50)
            .Client([.. data.AsSpan(90), .. MakeHttp2.Get(3, "/next")])
            .Server([.. Ok(1, ends: true), .. Ok(3, ends: true)])
            .End();

        Assert.Equal(["/", "/next"], _exchanges.Select(one => one.Target));
        Assert.True(_exchanges[0] is { HasGap: true, IsRequestComplete: false, RequestBytes: 50 });
        Assert.True(_exchanges[1] is { HasGap: false, IsRequestComplete: true });
    }

    [Fact]
    public void AFloodOfContinuationsIsALimit()
    {
        Talk talk = Tcp(80).Client([.. MakeHttp2.Begin, .. MakeHttp2.Frame(1, 1, 1, 0x82)]);
        byte[] flood = [.. Enumerable.Range(0, 1000).SelectMany(_ => MakeHttp2.Frame(9, 0, 1))];
        for (int turn = 0; turn < 20; turn++)
            talk.Client(flood);
        talk.Client([.. MakeHttp2.Frame(9, 4, 1), .. MakeHttp2.Get(3, "/next")]).End();

        Assert.Equal(["http2_continuations"], _trouble);
        Assert.Equal("/next", Assert.Single(_exchanges).Target);
    }

    [Fact]
    public void ABlockWithoutEndIsALimit()
    {
        Talk talk = Tcp(80).Client([.. MakeHttp2.Begin, .. MakeHttp2.Frame(1, 1, 1, 0x82)]);
        for (int turn = 0; turn < 20; turn++)
            talk.Client(MakeHttp2.Frame(9, 0, 1, new byte[16_000]));
        talk.End();

        Assert.Equal(["http2_header_block_octets"], _trouble);
    }

    [Fact]
    public void ABlockThatGrowsAMillionfoldIsALimitAndTheRestIsRead()
    {
        // a field of 4000 octets enters the table, then every octet stands for it
        byte[] bomb =
        [
            .. (byte[])[0x82, 0x84, 0x40, .. MakeHttp2.Text("x"), .. MakeHttp2.Text(new string('y', 4000))],
            .. Enumerable.Repeat((byte)0xbe, 16_000 - 4100),
        ];
        Talk talk = Tcp(80).Client(MakeHttp2.Begin);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (uint stream = 1; stream < 100; stream += 2)
            talk.Client(MakeHttp2.Frame(1, 5, stream, bomb));
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        talk.End();

        Assert.All(_trouble, one => Assert.Equal("http2_header_list_octets", one));
        Assert.Equal((50, 50), (_trouble.Count, _exchanges.Count));
        Assert.True(allocated < 20_000_000);
    }

    [Fact]
    public void ATableOfAnySizeStaysBounded()
    {
        byte[] huge = [0x3f, 0xe1, 0xff, 0xff, 0x03]; // eight million octets
        Tcp(80).Client([.. MakeHttp2.Begin, .. MakeHttp2.Frame(1, 5, 1, [.. huge, 0x82, 0x84])]).End();

        Assert.Equal(["http2_table_octets"], _trouble);
        Assert.Equal("/", Assert.Single(_exchanges).Target);
    }

    [Fact]
    public void StreamsWithoutEndAreALimit()
    {
        Talk talk = Tcp(80).Client(MakeHttp2.Begin);
        for (uint stream = 1; stream < 10_000; stream += 2)
            talk.Client(MakeHttp2.Get(stream, "/"));
        talk.End();

        Assert.Equal(5000, _exchanges.Count);
        Assert.Equal(5000 - 1024, _trouble.Count(one => one == "http2_streams"));
    }

    [Fact]
    public void WhicheverOctetOfAConversationIsWrongNothingThrows()
    {
        byte[] client =
        [
            .. MakeHttp2.Begin,
            .. MakeHttp2.Get(1, "/x"),
            .. Block(3, "828684418cf1e3c2e5f23a6ba0ab90f4ff"),
        ];
        byte[] server =
        [
            .. MakeHttp2.Frame(4, 0, 0),
            .. Ok(1, ends: false),
            .. MakeHttp2.Data(1, true, "abc"),
            .. Ok(3, ends: true),
        ];
        foreach (byte[] octets in (byte[][])[client, server])
        {
            for (int at = 0; at < octets.Length; at++)
            {
                octets[at] ^= 0x55;
                Tcp(80).Client(client).Server(server).End();
                octets[at] ^= 0x55;
            }
        }
        Assert.NotEmpty(_exchanges);
    }

    [Fact]
    public void NoiseNeverThrows()
    {
        var random = new Random(1);
        for (int round = 0; round < 300; round++)
        {
            byte[] noise = new byte[random.Next(1, 400)];
            random.NextBytes(noise);
            Tcp(80)
                .Client([.. MakeHttp2.Begin, .. MakeHttp2.Get(1, "/")])
                .Client(MakeHttp2.Frame((byte)random.Next(11), (byte)random.Next(256), 1, noise))
                .Server([.. Ok(1, ends: false), .. noise])
                .Client(noise)
                .Server(MakeHttp2.Frame((byte)random.Next(11), (byte)random.Next(256), 1, noise))
                .End();
        }
        Assert.True(_exchanges.Count >= 300);
    }

    private static byte[] Ok(uint stream, bool ends) => Status(stream, "200", ends);

    private static byte[] Status(uint stream, string status, bool ends) =>
        MakeHttp2.Headers(stream, ends, (":status", status));

    private static byte[] Block(uint stream, string hex) =>
        MakeHttp2.Frame(1, Http2Flags.EndHeaders | Http2Flags.EndStream, stream, Convert.FromHexString(hex));

    private static long Frame(StreamPlace? place) => place?.Frame ?? 0;

    private Talk Tcp(int port) =>
        Talk.Tcp(
            port,
            [
                .. StandardApplications.Observe(
                    new ApplicationSinks
                    {
                        Http = _exchanges.Add,
                        Transactions = _transactions.Add,
                        Trouble = (_, what) => _trouble.Add(what),
                        Streams = ended =>
                            _streams.Add(
                                string.Join(
                                    " then ",
                                    ended
                                        .Earlier.Append(ended.Application)
                                        .OfType<IApplication>()
                                        .Select(one => one.Name)
                                )
                            ),
                    }
                ),
            ]
        );
}
