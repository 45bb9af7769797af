using Sonde.Analysis.Tests.Applications;
using Xunit;

namespace Sonde.Analysis.Tests.Http;

public sealed class HttpReaderTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";

    private readonly List<HttpExchange> _exchanges = [];
    private readonly List<Transaction> _transactions = [];
    private readonly List<string> _streams = [];
    private readonly List<string> _trouble = [];

    [Fact]
    public void ARequestAndItsResponseAreOneExchangeOnAnyPort()
    {
        Tcp(9999).Client("GET /x HT").Client("TP/1.1\r\nHost: a\r\n\r\n").Server(Ok[..^1]).Server("c").End();

        HttpExchange one = Assert.Single(_exchanges);
        Assert.Equal(("GET", "/x", "a", 200, 3L), (one.Method, one.Target, one.Host, one.Status, one.ResponseBytes));
        Assert.Equal((3L, 4L), (one.RequestFirst!.Value.Frame, one.RequestLast!.Value.Frame));
        Assert.Equal((5L, 6L), (one.ResponseFirst!.Value.Frame, one.ResponseLast!.Value.Frame));
        Assert.True(one is { IsRequestComplete: true, IsResponseComplete: true, HasGap: false });
        Assert.Equal("GET /x", Assert.Single(_transactions).Name);
    }

    [Fact]
    public void PipelinedRequestsAreAnsweredInTheirOrder()
    {
        Tcp(80)
            .Client(Get + "HEAD /2 HTTP/1.1\r\n\r\n" + Get)
            .Server(Ok + "HTTP/1.1 404 No\r\nContent-Length: 9\r\n\r\n" + Ok)
            .End();

        Assert.Equal([("GET", 200), ("HEAD", 404), ("GET", 200)], _exchanges.Select(one => (one.Method!, one.Status)));
    }

    [Fact]
    public void ChunksAreCountedWithoutTheirFraming()
    {
        Tcp(80)
            .Client(Get)
            .Server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab")
            .Server("c\r\n2\r\nde\r\n0\r\nT: x\r\n\r\n")
            .Client(Get)
            .Server(Ok)
            .End();

        Assert.Equal([5L, 3L], _exchanges.Select(one => one.ResponseBytes));
        Assert.All(_exchanges, one => Assert.True(one.IsResponseComplete));
    }

    [Fact]
    public void AnInterimResponseIsNotTheAnswer()
    {
        Tcp(80).Client(Get).Server("HTTP/1.1 100 Continue\r\n\r\n").Server(Ok).End();

        HttpExchange one = Assert.Single(_exchanges);
        Assert.Equal((200, 1), (one.Status, one.InterimResponses));
        Assert.Equal(5, one.ResponseFirst!.Value.Frame);
    }

    [Fact]
    public void ContentUntilTheCloseEndsWithTheConnection()
    {
        Tcp(80).Client(Get).Server("HTTP/1.0 200 OK\r\n\r\nabc").Server("de").End();

        HttpExchange one = Assert.Single(_exchanges);
        Assert.Equal((5L, true), (one.ResponseBytes, one.IsResponseComplete));
    }

    [Fact]
    public void AnUnansweredRequestIsToldAtTheEnd()
    {
        Tcp(80).Client(Get).End();

        HttpExchange one = Assert.Single(_exchanges);
        Assert.Equal((0, null), (one.Status, one.ResponseFirst));
    }

    [Fact]
    public void AGapInContentOfKnownLengthKeepsTheNextMessageReadable()
    {
        Tcp(80)
            .Client("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\n01234")
            .LoseFromClient(2)
            .Client("789" + Get)
            .Server(Ok + Ok)
            .End();

        Assert.Equal(["POST", "GET"], _exchanges.Select(one => one.Method));
        Assert.Equal([(8L, false), (0L, true)], _exchanges.Select(one => (one.RequestBytes, one.IsRequestComplete)));
    }

    [Fact]
    public void AGapInAHeadCostsThatMessageOnly()
    {
        Tcp(80)
            .Client(Get)
            .Client("GET /lost HTTP/1.1\r\nHo")
            .LoseFromClient(9)
            .Client("\r\n\r\n")
            .Client(Get)
            .Server(Ok)
            .End();

        Assert.Equal(["/", "/"], _exchanges.Select(one => one.Target));
    }

    [Fact]
    public void AResponseWithoutItsRequestIsTold()
    {
        Talk.Middle(9999, Observers()).Server(Ok).Client(Get).Server(Ok).End();

        Assert.Equal([null, "GET"], _exchanges.Select(one => one.Method));
        Assert.All(_exchanges, one => Assert.Equal(9999, one.Carrier.Server.Port));
        Assert.Single(_transactions);
    }

    [Fact]
    public void AfterAnUpgradeItIsHttpNoMore()
    {
        Tcp(80)
            .Client("GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n")
            .Server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\u0081\u0005hello")
            .Client(Get)
            .End();

        Assert.Equal(101, _exchanges[0].Status);
        Assert.StartsWith("http", _streams[0], StringComparison.Ordinal);
    }

    [Fact]
    public void InsideATunnelTheApplicationIsFoundOutAnew()
    {
        Tcp(3128)
            .Client("CONNECT a:80 HTTP/1.1\r\n\r\n")
            .Server("HTTP/1.1 200 Connected\r\n\r\n")
            .Client(Get)
            .Server(Ok)
            .End();

        Assert.Equal(["CONNECT", "GET"], _exchanges.Select(one => one.Method));
        Assert.Equal(["http then http"], _streams);
    }

    [Fact]
    public void SecretsAreNotKept()
    {
        Tcp(80)
            .Client(
                "GET http://u:p@h/x?a=1&access_token=geheim&b=2#key=z HTTP/1.1\r\nAuthorization: Basic Z2VoZWlt\r\nCookie: s=geheim\r\n\r\n"
            )
            .Server(
                "HTTP/1.1 302 Found\r\nSet-Cookie: s=geheim\r\nLocation: /?code=geheim\r\nContent-Length: 0\r\n\r\n"
            )
            .End();

        HttpExchange one = Assert.Single(_exchanges);
        Assert.Equal("http://[redacted]@h/x?a=1&access_token=[redacted]&b=2#key=[redacted]", one.Target);
        Assert.Equal("/?code=[redacted]", one.Location);
        Assert.Equal(["Authorization", "Cookie", "Set-Cookie"], one.SecretHeaders);
    }

    [Fact]
    public void AHeadWithoutEndIsGivenUpAndSaid()
    {
        Talk talk = Tcp(80).Client("GET / HTTP/1.1\r\n");
        for (int i = 0; i < 100; i++)
            talk.Client("X: " + new string('y', 1000) + "\r\n");
        talk.Client(Get).Server(Ok).End();

        Assert.Equal(["http_head_octets"], _trouble);
        Assert.Equal("GET", Assert.Single(_exchanges).Method);
    }

    [Fact]
    public void RequestsWithoutAnswersAreBounded()
    {
        Talk talk = Tcp(80);
        for (int i = 0; i < 200; i++)
            talk.Client(Get + Get + Get);
        Assert.Equal(600 - 512, _exchanges.Count);
        talk.End();
        Assert.Equal(600, _exchanges.Count);
    }

    [Fact]
    public void RandomOctetsBehindAStartLineDoNoHarm()
    {
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            byte[] noise = new byte[random.Next(1, 300)];
            random.NextBytes(noise);
            Tcp(80)
                .Client(Get)
                .Client(noise)
                .Server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                .Server(noise)
                .End();
        }
        Assert.True(_exchanges.Count >= 200);
    }

    private Talk Tcp(int port) => Talk.Tcp(port, Observers());

    private IObserver[] Observers() =>
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
                                ended.Earlier.Append(ended.Application).OfType<IApplication>().Select(one => one.Name)
                            )
                        ),
                }
            ),
        ];
}
