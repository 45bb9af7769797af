using Xunit;

namespace Sonde.Wire.Tests.App.Http;

public sealed class HttpTests : LayerLaws<Wire.Http>
{
    protected override byte[] Sample { get; } =
        "POST /a?b HTTP/1.1\r\nHost: example.net\r\nContent-Length: 3\r\n\r\nabc"u8.ToArray();

    [Fact]
    public void TheHeadIsTheHeader()
    {
        Assert.Equal(ReadStatus.Ok, Wire.Http.TryRead(Sample, out Wire.Http http));
        Assert.Equal((Sample.Length - 3, 3), (http.HeaderLength, http.PayloadLength));
        Assert.Equal(["POST"], Values("http.request.method"));
        Assert.Equal(["/a?b"], Values("http.request.uri"));
        Assert.Equal(["http://example.net/a?b"], Values("http.request.full_uri"));
        Assert.Equal(["3"], Values("http.content_length"));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", 200)]
    [InlineData("HTTP/1.1  404 Not\r\n\r\n", 404)]
    [InlineData("HTTP/1.1 20x OK\r\n\r\n", 20)]
    [InlineData("HTTP/1.1 2 OK\r\n\r\n", 0)]
    [InlineData("HTTP/1.1\r\n\r\n", 0)]
    public void AStatusIsTheDigitsOfAWordOfThree(string text, int status)
    {
        Wire.Http.TryRead(System.Text.Encoding.ASCII.GetBytes(text), out Wire.Http http);
        Assert.Equal(status, http.Head.Status);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", false, HttpBody.None)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n", false, HttpBody.Length)]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n", false, HttpBody.Chunked)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", false, HttpBody.UntilClose)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\n", false, HttpBody.UntilClose)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", true, HttpBody.None)]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n", false, HttpBody.None)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", false, HttpBody.None)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n", false, HttpBody.None)]
    public void TheHeadSaysHowTheContentEnds(string text, bool answersHead, HttpBody body)
    {
        byte[] octets = System.Text.Encoding.ASCII.GetBytes(text);
        Assert.True(HttpHead.TryRead(octets, out HttpHead head));
        Assert.Equal(body, HttpFraming.Of(head, octets, answersHead).Content);
    }

    [Theory]
    [InlineData("3\r\nabc\r\n0\r\n\r\n", "abc", HttpChunkStatus.End)]
    [InlineData("3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: v\r\n\r\nrest", "abc0123456789", HttpChunkStatus.End)]
    [InlineData("3\nabc\n0\n\n", "abc", HttpChunkStatus.End)]
    [InlineData("3\r\nab", "ab", HttpChunkStatus.NeedMore)]
    [InlineData("3\r\nabcd", "abc", HttpChunkStatus.Bad)]
    [InlineData("fffffffffffffffff\r\n", "", HttpChunkStatus.Bad)]
    [InlineData("zz\r\n", "", HttpChunkStatus.Bad)]
    [InlineData("\r\n", "", HttpChunkStatus.Bad)]
    public void ChunksComeApartAtEveryBorder(string text, string content, HttpChunkStatus end)
    {
        byte[] octets = System.Text.Encoding.ASCII.GetBytes(text);
        foreach (int step in (ReadOnlySpan<int>)[1, 2, 7, 100])
        {
            var chunks = new HttpChunks();
            string seen = "";
            HttpChunkStatus status = HttpChunkStatus.NeedMore;
            for (int start = 0; start < octets.Length && status == HttpChunkStatus.NeedMore; start += step)
            {
                ReadOnlySpan<byte> piece = octets.AsSpan(start, Math.Min(step, octets.Length - start));
                int at = 0;
                while ((status = chunks.Read(piece, ref at, out Range data)) == HttpChunkStatus.Data)
                    seen += System.Text.Encoding.ASCII.GetString(piece[data]);
            }
            Assert.Equal((content, end), (seen, status));
        }
    }
}
