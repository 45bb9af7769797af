using System.IO.Compression;
using System.Text;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class SearchInsideTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatWasDecryptedIsFoundInTheFramesThatCarriedIt()
    {
        SearchResult answer = Ask(Repo.Path("samples", "tls13-with-keys.pcapng"), "A page to look at");

        Assert.Equal(
            [(12L, "decrypted"), (51L, "decrypted"), (72L, "decrypted")],
            answer.Matches.Select(one => (one.Frame, one.Where))
        );
        Assert.Equal(
            (4L, 0L),
            (answer.Coverage.Decryption!.StreamsDecrypted, answer.Coverage.Decryption.StreamsEncrypted)
        );
    }

    [Theory]
    [InlineData("http.pcapng", 75)]
    [InlineData("http2.pcapng", 15)]
    public void ContentIsFoundBehindItsCoding(string sample, long frame)
    {
        SearchResult answer = Ask(Repo.Path("samples", sample), "line 399 of");

        Assert.Contains(answer.Matches, one => one.Where == "content" && one.Frame == frame);
    }

    [Fact]
    public void WhatFramesShowIsNotSaidTwice()
    {
        SearchResult answer = Ask(Repo.Path("samples", "http.pcapng"), "A page to look at");

        Assert.All(answer.Matches, one => Assert.Equal("packet", one.Where));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public void EveryCodingIsTakenOff(string coding)
    {
        SearchResult answer = Ask(Made(coding, Packed(coding, "some needle in hay"u8)), "needle");

        Assert.Contains(answer.Matches, one => one.Where == "content" && one.Matched == "needle");
    }

    [Fact]
    public void ContentThatGrowsWithoutEndIsALimit()
    {
        SearchResult answer = Ask(Made("gzip", Packed("gzip", new byte[70 << 20])), "needle");

        Assert.Equal(0, answer.TotalMatches);
        Assert.Contains(answer.Coverage.Limits!, limit => limit.Name == "http_content_decoded_octets");
    }

    [Fact]
    public void DamagedContentIsSearchedAsFarAsItGoes()
    {
        byte[] packed = Packed("gzip", Encoding.ASCII.GetBytes("needle " + string.Concat(Enumerable.Range(0, 5000))));
        packed[^100] ^= 0xff;

        Assert.True(Ask(Made("gzip", packed), "needle").TotalMatches <= 1);
        Assert.Equal(0, Ask(Made("gzip", new byte[50]), "needle").TotalMatches);
        Assert.Equal(0, Ask(Made("made-up, gzip", packed), "needle").TotalMatches);
    }

    private static byte[] Packed(string coding, ReadOnlySpan<byte> octets)
    {
        using var packed = new MemoryStream();
        using (
            Stream packer = coding switch
            {
                "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
                "br" => new BrotliStream(packed, CompressionLevel.Fastest),
                _ => new ZLibStream(packed, CompressionLevel.Fastest),
            }
        )
            packer.Write(octets);
        return packed.ToArray();
    }

    private string Made(string coding, byte[] content)
    {
        List<byte[]> frames =
        [
            Make.Tcp("10.0.0.1:40000", "10.0.0.2:80", 100, 500, TcpFlags.Ack, "GET / HTTP/1.1\r\n\r\n"u8),
        ];
        byte[] answer =
        [
            .. Encoding.ASCII.GetBytes(
                $"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nContent-Length: {content.Length}\r\n\r\n"
            ),
            .. content,
        ];
        for (int at = 0; at < answer.Length; at += 60_000)
        {
            ReadOnlySpan<byte> piece = answer.AsSpan(at, Math.Min(60_000, answer.Length - at));
            frames.Add(Make.Tcp("10.0.0.2:80", "10.0.0.1:40000", 500 + (uint)at, 118, TcpFlags.Ack, piece));
        }
        return SampleEngine.Write(_folder, [.. frames]);
    }

    private SearchResult Ask(string path, string pattern) =>
        SearchQuestion.Ask(
            SampleEngine.Over(_folder.Path),
            new SearchArguments { FilePath = path, SearchPattern = pattern },
            new AskContext()
        );
}
