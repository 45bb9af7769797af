using System.Text;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Streams;

public sealed class StreamReassemblerTests : IStreamReader
{
    private const string Client = "10.0.0.1:40000";
    private const string Server = "10.0.0.2:80";

    private readonly List<string> _seen = []; // "> text" from the client, "< text" from the server, and what is to be said between
    private readonly Pass _pass;
    private long _frames;

    public StreamReassemblerTests() => _pass = new Pass(StandardProtocols.Create(), new StreamReassembler(_ => this));

    [Fact]
    public void OctetsOfBothEndsComeInTheirOrder()
    {
        Shake();
        FromClient(100, 500, "hello");
        FromServer(500, 105, "hi");
        FromClient(105, 502, "bye");

        Assert.Equal(["> 0 hello", "< 0 hi", "> 5 bye"], _seen);
    }

    [Fact]
    public void WhatCameTooEarlyWaitsForWhatIsBeforeIt()
    {
        Shake();
        FromClient(103, 500, "def");
        FromClient(106, 500, "ghi");
        FromClient(100, 500, "abc");

        Assert.Equal(["> 0 abc", "> 3 def", "> 6 ghi"], _seen);
    }

    [Fact]
    public void WhatIsSentAgainIsLeftOutAndSaid()
    {
        Shake();
        FromClient(100, 500, "abc");
        FromClient(100, 500, "abc");
        FromClient(102, 500, "cde");

        Assert.Equal(["> 0 abc", "> again 3", "> again 1", "> 3 de"], _seen);
    }

    [Fact]
    public void WhatWaitsAndComesOnceMoreIsSaid()
    {
        Shake();
        FromClient(103, 500, "def");
        FromClient(103, 500, "def");
        FromClient(102, 500, "cdefg");
        FromClient(100, 500, "abc");

        Assert.Equal(["> again 3", "> 0 abc", "> again 1", "> 3 defg", "> again 3"], _seen);
    }

    [Fact]
    public void OctetsThatTheOtherEndHasAreNotWaitedFor()
    {
        Shake();
        FromClient(110, 500, "behind");
        FromServer(500, 116, "ok");

        Assert.Equal(["> gap 10 Acknowledged at 0 in 4", "> 10 behind", "< 0 ok"], _seen);
    }

    [Fact]
    public void AnAcknowledgmentOfNothingBehindTheGapChangesNothing()
    {
        Shake();
        FromClient(110, 500, "behind");
        FromServer(500, 110, "");
        FromClient(100, 500, "0123456789");

        Assert.Equal(["> 0 0123456789", "> 10 behind"], _seen);
    }

    [Fact]
    public void WhatWaitsAtTheEndComesBehindAGap()
    {
        Shake();
        FromClient(110, 500, "behind");
        _pass.Finish();

        Assert.Equal(["> gap 10 Ended at 0 in 4", "> 10 behind", "end"], _seen);
    }

    [Fact]
    public void AConnectionThatBeganBeforeTheCaptureBeginsWithItsFirstSegment()
    {
        FromServer(500, 100, "middle");
        FromClient(100, 506, "then");
        FromServer(494, 100, "before");

        Assert.Equal(["> 0 middle", "< 0 then", "> again 6"], _seen);
    }

    [Fact]
    public void ACutFrameGivesWhatThereIsAndAGap()
    {
        Shake();
        Feed(Make.Tcp(Client, Server, 100, 500, TcpFlags.Ack, "abcdef"u8), cut: 2);
        FromClient(106, 500, "ghi");

        Assert.Equal(["> 0 abcd", "> gap 2 Cut at 4 in 4", "> 6 ghi"], _seen);
    }

    [Fact]
    public void NumbersWrap()
    {
        Feed(Make.Tcp(Client, Server, 0xffff_fffb, 0, TcpFlags.Syn, []));
        FromClient(2, 500, "ghi");
        FromClient(0xffff_fffc, 500, "abcdef");

        Assert.Equal(["> 0 abcdef", "> 6 ghi"], _seen);
    }

    [Fact]
    public void DataWithTheSynCounts()
    {
        Feed(Make.Tcp(Client, Server, 99, 0, TcpFlags.Syn, "early"u8));
        FromClient(105, 500, "later");

        Assert.Equal(["> 0 early", "> 5 later"], _seen);
    }

    [Fact]
    public void WhatWaitsIsBounded()
    {
        Shake();
        byte[] much = new byte[60_000];
        for (uint i = 0; i < 20; i++)
            Feed(Make.Tcp(Client, Server, 110 + i * 60_000, 500, TcpFlags.Ack, much));

        Assert.StartsWith("> gap 10 Limit at 0", _seen[0], StringComparison.Ordinal);
        Assert.True(_seen.Count > 10);
    }

    [Fact]
    public void SegmentsInAnyOrderGiveTheSameOctets()
    {
        var random = new Random(7);
        for (int round = 0; round < 50; round++)
        {
            var test = new StreamReassemblerTests();
            test.Shake();
            byte[] sent = new byte[500];
            random.NextBytes(sent);
            List<(int Start, int Length)> pieces = [];
            for (int at = 0; at < sent.Length; )
            {
                int length = Math.Min(random.Next(1, 60), sent.Length - at);
                pieces.Add((Math.Max(0, at - random.Next(0, 20)), 0));
                pieces[^1] = (pieces[^1].Start, at + length - pieces[^1].Start);
                at += length;
            }
            (int Start, int Length)[] shuffled = [.. pieces, .. pieces];
            random.Shuffle(shuffled);
            foreach ((int start, int length) in shuffled)
                test.Feed(Make.Tcp(Client, Server, 100 + (uint)start, 500, TcpFlags.Ack, sent.AsSpan(start, length)));
            Assert.Equal(sent, test._octets);
        }
    }

    private readonly List<byte> _octets = [];

    void IStreamReader.OnOctets(in StreamOctets octets)
    {
        _octets.AddRange(octets.Octets);
        _seen.Add($"{Mark(octets.FromInitiator)} {octets.Offset} {Encoding.Latin1.GetString(octets.Octets)}");
    }

    void IStreamReader.OnGap(in StreamGap gap) =>
        _seen.Add($"{Mark(gap.FromInitiator)} gap {gap.Length} {gap.Reason} at {gap.Offset} in {gap.Place.Frame}");

    void IStreamReader.OnRepeat(in StreamRepeat repeat) =>
        _seen.Add($"{Mark(repeat.FromInitiator)} again {repeat.Length}");

    void IStreamReader.OnEnd(Flow flow) => _seen.Add("end");

    private static char Mark(bool fromInitiator) => fromInitiator ? '>' : '<';

    private void Shake()
    {
        Feed(Make.Tcp(Client, Server, 99, 0, TcpFlags.Syn, []));
        Feed(Make.Tcp(Server, Client, 499, 100, TcpFlags.Syn | TcpFlags.Ack, []));
        Feed(Make.Tcp(Client, Server, 100, 500, TcpFlags.Ack, []));
    }

    private void FromClient(uint sequence, uint acknowledgment, string text) =>
        Feed(Make.Tcp(Client, Server, sequence, acknowledgment, TcpFlags.Ack, Encoding.Latin1.GetBytes(text)));

    private void FromServer(uint sequence, uint acknowledgment, string text) =>
        Feed(Make.Tcp(Server, Client, sequence, acknowledgment, TcpFlags.Ack, Encoding.Latin1.GetBytes(text)));

    private void Feed(byte[] octets, int cut = 0) =>
        _pass.Feed(
            new Frame
            {
                Octets = octets.AsSpan(0, octets.Length - cut),
                At = new Timestamp(++_frames * 1_000_000),
                OriginalLength = octets.Length,
                LinkType = LinkTypes.Ethernet,
                Number = _frames,
            }
        );
}
