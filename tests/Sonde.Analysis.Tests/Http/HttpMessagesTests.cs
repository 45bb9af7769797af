using Sonde.Analysis.Tests.Applications;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Http;

/// <summary>Which frames show which messages; expectations are what tshark 4.0.17 shows for the same octets.</summary>
public sealed class HttpMessagesTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";

    private readonly List<string> _seen = []; // a line a frame with HTTP
    private readonly HttpFacts _facts = new(StandardProtocols.Create());

    [Fact]
    public void AMessageIsShownInTheFrameThatCompletesIt()
    {
        Talk(80).Client("POST / HTTP/1.1\r\nContent-Le").Client("ngth: 5\r\n\r\nab").Client("cde").Server(Ok).End();
        Assert.Equal(["5: POST", "6: 200"], _seen);
    }

    [Fact]
    public void PipelinedMessagesStandInOneFrame()
    {
        Talk(80).Client(Get + Get).Server(Ok + Ok).End();
        Assert.Equal(["3: GET GET", "4: 200 200"], _seen);
    }

    [Fact]
    public void ChunksEndWithTheirTrailers()
    {
        Talk(80)
            .Client(Get)
            .Server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
            .Server("2\r\nde\r\n0\r\nX: y\r\n\r\n" + Ok)
            .End();
        Assert.Equal(["3: GET", "5: 200 200"], _seen);
    }

    [Fact]
    public void AnAnswerToHeadHasNoContent()
    {
        Talk(80).Client(Get.Replace("GET", "HEAD")).Server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n").End();
        Assert.Equal(["3: HEAD", "4: 200"], _seen);
    }

    [Fact]
    public void AContinueAndItsFinalAnswerAreTwoMessages()
    {
        Talk(80).Client(Get).Server("HTTP/1.1 100 Continue\r\n\r\n" + Ok).End();
        Assert.Equal(["3: GET", "4: 100 200"], _seen);
    }

    [Fact]
    public void AGapInsideContentOfKnownLengthHidesThatMessageOnly()
    {
        Talk(80)
            .Client("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\n01234")
            .LoseFromClient(2)
            .Client("789")
            .Client(Get)
            .End();
        Assert.Equal(["5: GET"], _seen);
    }

    [Fact]
    public void ContentWithoutEndIsNeverShown()
    {
        Talk(80).Client(Get).Server("HTTP/1.1 200 OK\r\n\r\nabc").Server(Ok).End();
        Assert.Equal(["3: GET"], _seen);
    }

    [Fact]
    public void OtherPortsNeedAWholeStartLine()
    {
        Talk(9999).Client("GET / HT").Client("TP/1.1\r\n\r\n").Server(Ok).Client(Get).End();
        Assert.Equal(["5: 200", "6: GET"], _seen);
    }

    [Theory]
    [InlineData(22)]
    [InlineData(3306)]
    [InlineData(5060)]
    public void PortsOfOthersAreLeftToThem(int port)
    {
        Talk(port).Client(Get).Server(Ok).End();
        Assert.Empty(_seen);
    }

    [Fact]
    public void WhatIsNoMessageIsShownOnceTheConnectionIsSure()
    {
        Talk(80).Client("noise\r\n").Client(Get).Client("noise\r\n").End();
        Assert.Equal(["4: GET", "5: ..."], _seen);
    }

    [Fact]
    public void AHeadWithoutEndIsGivenUp()
    {
        Talk talk = Talk(80).Client("GET / HTTP/1.1\r\n");
        string line = "X: " + new string('y', 1000) + "\r\n";
        for (int i = 0; i < 400; i++)
            talk.Client(line);
        talk.Client(Get).End();
        Assert.Contains("404: GET", _seen);
    }

    [Fact]
    public void FactsListRequestsWithTheirHosts()
    {
        Talk(80).Client(Get).Server(Ok).Client("PUT /x HTTP/1.1\r\n\r\n").End();
        Assert.Equal([new(3, "GET", "a", "/"), new(5, "PUT", null, "/x")], _facts.List);
        Assert.Equal((2, 1L), (_facts.Requests, _facts.Statuses["200"]));
    }

    private Talk Talk(int port) => Applications.Talk.Tcp(port, new Frames(_seen), _facts);

    private sealed class Frames(List<string> seen) : IObserver
    {
        public void OnPacket(in Packet packet)
        {
            string line = "";
            for (int i = 0; i < packet.Layers.Length; i++)
            {
                if (!packet.TryRead(i, out Wire.Http http))
                    continue;
                line += http.Head.Kind switch
                {
                    HttpKind.Response => " " + http.Head.Status,
                    HttpKind.None => " ...",
                    _ => " " + System.Text.Encoding.ASCII.GetString(http.Head.FirstWord),
                };
            }
            if (line.Length > 0)
                seen.Add(packet.Frame.Number + ":" + line);
        }
    }
}
