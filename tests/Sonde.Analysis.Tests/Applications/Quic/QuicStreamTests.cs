using Sonde.Testing;
using Xunit;

namespace Sonde.Analysis.Tests.Applications;

/// <summary>Streams as they come: out of order, twice, with gaps, and as an attacker sends them.</summary>
public sealed class QuicStreamTests
{
    private readonly MadeQuic _made = new();
    private readonly List<HttpExchange> _exchanges = [];
    private readonly List<string> _trouble = [];
    private readonly List<(ApplicationStream Stream, string Text)> _clear = [];
    private readonly List<ApplicationStream> _ended = [];
    private ulong _number;

    [Fact]
    public void PiecesAreJoinedWhateverTheirOrderAndOverlap()
    {
        byte[] request = MakeHttp3.Get("/joined");
        Talk talk = Begin();
        Send(talk, Piece(0, request, 20..request.Length, isLast: true));
        Send(talk, Piece(0, request, 5..25));
        Send(talk, Piece(0, request, 10..15));
        Send(talk, Piece(0, request, 0..8));
        Send(talk, Piece(0, request, 0..8));
        talk.End();
        Assert.Equal("/joined", Assert.Single(_exchanges).Target);
        Assert.True(_exchanges[0].IsRequestComplete);
    }

    [Fact]
    public void WhatIsSentAgainBehindTheEndBeginsNothing()
    {
        byte[] request = MakeHttp3.Get("/once");
        Talk talk = Begin();
        for (int times = 0; times < 3; times++)
            Send(talk, Piece(0, request, 0..request.Length, isLast: true));
        talk.Server(_made.FromServer(0, MakeQuic.Stream(0, 0, MakeHttp3.Headers((":status", "204")), isLast: true)));
        talk.Server(_made.FromServer(1, MakeQuic.Stream(0, 0, MakeHttp3.Headers((":status", "204")), isLast: true)));
        talk.End();
        Assert.Equal(204, Assert.Single(_exchanges).Status);
    }

    [Fact]
    public void AGapInContentIsCountedAndTheRestIsRead()
    {
        byte[] answer = [.. MakeHttp3.Headers((":status", "200")), .. MakeHttp3.Data(new string('a', 60))];
        byte[] request = MakeHttp3.Get("/");
        Talk talk = Begin();
        Send(talk, Piece(0, request, 0..request.Length, isLast: true));
        talk.Server(_made.FromServer(0, Piece(0, answer, 0..30)));
        talk.Server(_made.FromServer(1, Piece(0, answer, 40..answer.Length, isLast: true)));
        talk.End();
        HttpExchange one = Assert.Single(_exchanges);
        Assert.Equal((200, 50L, true, false), (one.Status, one.ResponseBytes, one.HasGap, one.IsResponseComplete));
    }

    [Fact]
    public void AStreamThatIsGivenUpIsToldAsItIs()
    {
        byte[] request = MakeHttp3.Get("/given-up");
        Talk talk = Begin();
        Send(talk, Piece(0, request, 0..request.Length, isLast: true));
        talk.Server(_made.FromServer(0, [4, 0, 0x41, 0x0c, 0])); // RESET_STREAM
        talk.End();
        HttpExchange one = Assert.Single(_exchanges);
        Assert.Equal(("/given-up", 0, false), (one.Target, one.Status, one.IsResponseComplete));
    }

    [Fact]
    public void HugeOffsetsAndEndlessPiecesKeepMemoryBounded()
    {
        Talk talk = Begin();
        byte[] piece = new byte[8];
        var frames = new List<byte>();
        for (ulong count = 1; count <= 6000; count++)
        {
            frames.AddRange(MakeQuic.Stream(0, count * 1_000_003, piece));
            if (count % 50 != 0)
                continue;
            Send(talk, [.. frames]);
            frames.Clear();
        }
        Send(talk, MakeQuic.Stream(4, (1ul << 62) - 1, piece));
        Send(talk, MakeQuic.Stream(8, (1ul << 62) - 9, piece, isLast: true));
        talk.End();
        Assert.Contains("quic_pieces_waiting", _trouble);
        Assert.Empty(_exchanges);
    }

    [Fact]
    public void EndlessStreamsGiveUpTheOldest()
    {
        Talk talk = Begin();
        byte[] request = MakeHttp3.Get("/");
        for (ulong stream = 0; stream < 5000; stream++)
            Send(talk, Piece(stream * 4, request, 0..request.Length));
        for (ulong stream = 0; stream < 100; stream++)
            Send(talk, MakeQuic.Stream((stream * 4) + 2, 0, [0]));
        talk.End();
        Assert.Equal(5000, _exchanges.Count);
        Assert.Contains("quic_streams", _trouble);
        Assert.Contains("http3_streams", _trouble);
    }

    [Fact]
    public void StreamsThatEndInAnyOrderAreABoundedNumber()
    {
        Talk talk = Begin();
        for (ulong stream = 20_000; stream > 0; stream--)
            Send(talk, MakeQuic.Stream(stream * 8, 0, [], isLast: true));
        talk.End();
        Assert.Contains("quic_streams", _trouble);
    }

    [Fact]
    public void ASpoofedPacketDoesNotHideThoseBehindIt()
    {
        byte[] spoofed = Make.Hex("e0 00000001 02 c101 03 aabbcc 20");
        byte[] request = MakeHttp3.Get("/still");
        Talk talk = Begin().Server([.. spoofed, .. new byte[32]]);
        Send(talk, Piece(0, request, 0..request.Length, isLast: true));
        talk.End();
        Assert.Equal("/still", Assert.Single(_exchanges).Target);
    }

    [Fact]
    public void TheOctetsOfEachStreamAreToldByThemselves()
    {
        Talk talk = Begin();
        Send(talk, [.. MakeQuic.Stream(0, 0, "first "u8), .. MakeQuic.Stream(4, 0, "other"u8)]);
        Send(talk, MakeQuic.Stream(0, 6, "stream"u8, isLast: true));
        talk.End();
        Assert.Equal(
            ["first stream", "other"],
            _clear.GroupBy(one => one.Stream).Select(group => string.Concat(group.Select(one => one.Text)))
        );
        Assert.Equal(2, _ended.Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WhateverTheOctetsOfStreamsAreNothingBreaks(int seed)
    {
        var random = new Random(seed);
        byte[][] words =
        [
            MakeHttp3.Get("/"),
            MakeHttp3.Headers((":status", "200")),
            MakeHttp3.Data("abc"),
            Make.Hex("02 3fbd01 c00f7777772e6578616d706c652e636f6d 02 81 05"),
            Make.Hex("00 04 03 01 40dc"),
            Make.Hex("01 07 0381 10 11 80 51 00"),
            Make.Hex("3fe1ffff7f 4a ff 7f"),
        ];
        ulong[] streams = [0, 2, 3, 4, 6, 7, 10, 11];
        ulong[] offsets = new ulong[streams.Length];
        Talk talk = Begin();
        for (int count = 0; count < 3000; count++)
        {
            int at = random.Next(streams.Length);
            byte[] octets = [.. words[random.Next(words.Length)]];
            if (random.Next(2) == 0)
                octets[random.Next(octets.Length)] = (byte)random.Next(256);
            byte[] frames = MakeQuic.Stream(streams[at], offsets[at], octets, isLast: random.Next(200) == 0);
            offsets[at] += (ulong)octets.Length + (random.Next(100) == 0 ? 3ul : 0);
            if (random.Next(20) == 0)
                frames[random.Next(frames.Length)] = (byte)random.Next(256);
            if (random.Next(2) == 0)
                Send(talk, frames);
            else
                talk.Server(_made.FromServer(_number++, frames));
        }
        talk.End();
        Assert.All(_exchanges, one => Assert.InRange(one.Status, 0, 9999));
    }

    private static byte[] Piece(ulong stream, byte[] octets, Range range, bool isLast = false) =>
        MakeQuic.Stream(stream, (ulong)range.Start.Value, octets.AsSpan(range), isLast);

    private void Send(Talk talk, byte[] frames) => talk.Client(_made.FromClient(_number++, frames));

    private Talk Begin()
    {
        var sinks = new ApplicationSinks
        {
            Http = _exchanges.Add,
            Trouble = (_, limit) => _trouble.Add(limit),
            ClearText = (stream, _, octets, _) => _clear.Add((stream, System.Text.Encoding.Latin1.GetString(octets))),
            ClearTextEnded = _ended.Add,
            Keys = _made.Log,
        };
        return Talk.Udp(443, [.. StandardApplications.Observe(sinks)]).Client(_made.Hello()).Server(_made.Answer());
    }
}
