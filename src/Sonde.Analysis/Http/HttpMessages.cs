using System.Buffers.Text;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Finds the HTTP/1 messages in TCP segments where Wireshark does: on HTTP's ports, and where a segment begins with a whole start line.</summary>
/// <remarks>
/// A message is shown in the frame that completes it. Content is counted and skipped; see <see cref="HttpSide"/> for what
/// is kept of an unfinished one.
/// </remarks>
internal sealed class HttpMessages
{
    private const int ShortestLine = 10; // octets that a segment of an unknown connection needs before it is looked at

    private readonly Protocols _protocols;
    private readonly Sources _sources;
    private readonly LayerReader _reader;
    private readonly LayerReader? _webSocket;

    public HttpMessages(Protocols protocols, Sources sources, LayerReader reader)
    {
        (_protocols, _sources, _reader) = (protocols, sources, reader);
        _webSocket = protocols.Find("websocket");
    }

    /// <summary>Octets up to the empty line that ends a head, that line included; 0 when there is none.</summary>
    public static int EndOfHead(ReadOnlySpan<byte> octets)
    {
        for (int at = 0; ; )
        {
            int line = octets[at..].IndexOf((byte)'\n');
            if (line < 0)
                return 0;
            at += line + 1;
            if (at < octets.Length && octets[at] == '\n')
                return at + 1;
            if (at + 1 < octets.Length && octets[at] == '\r' && octets[at + 1] == '\n')
                return at + 2;
        }
    }

    /// <summary>Whether one of the ports is HTTP's.</summary>
    public bool IsOnPort(NextLayer next) =>
        _protocols.Find(NextSpace.TcpPort, next.First) == _reader
        || _protocols.Find(NextSpace.TcpPort, next.Second) == _reader;

    /// <summary>The HTTP connection to which a segment belongs, or that begins with it; null when it is none.</summary>
    public HttpConversation? Find(in FlowMark mark, ReadOnlySpan<byte> data, NextLayer next)
    {
        Flow flow = mark.Flow;
        if (flow.Http is not null || mark.IsQuoted)
            return mark.IsQuoted ? null : flow.Http;
        if (flow.StreamReader is not null)
            return null; // found to be of another protocol by its content
        bool isOnPort = IsOnPort(next);
        if (!isOnPort && (data.IsEmpty || data[0] is < (byte)'A' or > (byte)'Z'))
            return null; // most segments of other protocols end here
        if (OtherPorts.Contain(next.First) || (!isOnPort && (OtherPorts.Contain(next.Second) || !BeginsLikeHttp(data))))
            return null;
        return flow.Http = new HttpConversation { IsSure = !isOnPort };
    }

    /// <summary>Reads a segment of an HTTP connection. Returns how many layers there are now.</summary>
    public int Read(
        HttpConversation talk,
        in FlowMark mark,
        ReadOnlySpan<byte> octets,
        in LayerSpan segment,
        in Tcp tcp,
        LayerSpan[] layers,
        int count
    )
    {
        HttpSide side = mark.FromInitiator == mark.Flow.InitiatorIsLow ? talk.Low : talk.High;
        // of the first octet that is HTTP: a proxy's header may stand in front of it
        uint sequence = tcp.SequenceNumber + (uint)(segment.Payload - segment.Start - tcp.HeaderLength);
        if (tcp.Flags.HasFlag(TcpFlags.Syn))
            sequence++;
        int ahead = (int)(sequence - (side.Expected ?? sequence));
        long start = side.Position + ahead;
        int length = segment.End - segment.Payload;
        var work = new Work(layers, segment, octets) { Count = count, At = segment.Payload };
        if (ahead < 0 && -ahead >= length)
            return count; // all of it was read before
        if (side.Wait == HttpWait.Length && ahead != 0)
            work.At += SkipContent(side, start, length);
        else if (ahead != 0 && side.Wait is not (HttpWait.Close or HttpWait.Nothing))
            side.Drop(); // a gap, or octets sent again at other borders: a message may begin here
        else if (ahead != 0)
            side.Wait = HttpWait.Nothing; // content that ends with the connection is never whole
        if (start + length > side.Position)
            (side.Expected, side.Position) = (sequence + (uint)length, start + length);
        if (segment.Status == ReadStatus.Cut)
        {
            side.Drop();
            if (HttpHead.TryRead(work.Rest, out _) || talk.IsSure)
                Show(work.At, work.End, ref work);
            return work.Count;
        }
        while (work.At < segment.End && work.Count < layers.Length)
            Step(talk, side, ref work);
        if (tcp.Flags.HasFlag(TcpFlags.Fin))
            Finish(side, ref work);
        return work.Count;
    }

    /// <summary>Shows a segment as what a proxy passes on. Returns how many layers there are now.</summary>
    public int ShowTunnel(ReadOnlySpan<byte> octets, in LayerSpan segment, LayerSpan[] layers, int count) =>
        _protocols.WalkFrom(_reader, octets, segment.Payload, segment.End, segment.Source, layers, count);

    /// <summary>Sees a segment without data, which may end a connection.</summary>
    public int ReadEmpty(
        in FlowMark mark,
        ReadOnlySpan<byte> octets,
        in LayerSpan segment,
        LayerSpan[] layers,
        int count
    )
    {
        if (mark.IsQuoted || mark.Flow.Http is not { } talk)
            return count;
        if (Tcp.TryRead(octets[segment.Start..segment.Limit], out Tcp tcp) > ReadStatus.Cut)
            return count;
        HttpSide side = mark.FromInitiator == mark.Flow.InitiatorIsLow ? talk.Low : talk.High;
        var work = new Work(layers, segment, octets) { Count = count };
        if (tcp.Flags.HasFlag(TcpFlags.Fin) && tcp.SequenceNumber == side.Expected)
            Finish(side, ref work);
        return work.Count;
    }

    // A segment that does not continue content of known length, but may end behind it. Returns how much of it is content.
    private static int SkipContent(HttpSide side, long start, int length)
    {
        long end = side.End;
        side.IsBroken = true;
        if (start + length > end)
            side.Drop();
        return (int)Math.Clamp(end - start, 0, length);
    }

    private void Step(HttpConversation talk, HttpSide side, ref Work work)
    {
        ReadOnlySpan<byte> rest = work.Rest;
        switch (side.Wait)
        {
            case HttpWait.Message when talk.Upgraded != HttpUpgrade.None:
            case HttpWait.Nothing when talk.Upgraded != HttpUpgrade.None:
                ShowUpgraded(talk, ref work);
                break;
            case HttpWait.Message:
                Begin(talk, side, rest, ref work);
                break;
            case HttpWait.Head:
                ReadHead(talk, side, rest, ref work);
                break;
            case HttpWait.Line:
                EndLine(talk, side, rest, ref work);
                break;
            case HttpWait.Length:
                ReadContent(side, rest, ref work);
                break;
            case HttpWait.Chunks:
                ReadChunks(side, rest, ref work);
                break;
            default:
                work.At = work.End;
                break;
        }
    }

    private void Begin(HttpConversation talk, HttpSide side, ReadOnlySpan<byte> rest, ref Work work)
    {
        int blank = rest.Length - rest.TrimStart("\r\n"u8).Length;
        if (blank < rest.Length && (work.At > work.Segment.Payload || !rest[blank..].StartsWith("HTTP/"u8)))
        {
            work.At += blank;
            rest = rest[blank..];
        }
        if (HttpHead.TryRead(rest, out HttpHead head) && rest.Contains((byte)'\n'))
        {
            int end = EndOfHead(rest);
            if (end > 0)
                BeginContent(talk, side, head, rest[..end], isKept: false, ref work);
            else
                Keep(side, rest, ref work);
        }
        else if (!rest.Contains((byte)'\n') && (head.Kind != HttpKind.None || MayBegin(rest)))
        {
            Keep(side, rest, ref work);
        }
        else
        {
            EndLine(talk, side, rest, ref work);
        }
    }

    private static bool MayBegin(ReadOnlySpan<byte> octets) => HttpHead.MayBegin(octets);

    private static void Keep(HttpSide side, ReadOnlySpan<byte> octets, ref Work work)
    {
        if (side.Keep(octets))
            side.Wait = HttpWait.Head;
        work.At = work.End;
    }

    private void ReadHead(HttpConversation talk, HttpSide side, ReadOnlySpan<byte> rest, ref Work work)
    {
        int before = side.Kept.Length;
        if (!side.Keep(rest))
        {
            work.At = work.End;
            return;
        }
        int end = side.FindEnd();
        ReadOnlySpan<byte> kept = side.Kept.Span;
        if (!HttpHead.TryRead(kept[..(end > 0 ? end : kept.Length)], out HttpHead head))
        {
            if (kept.Contains((byte)'\n') || !MayBegin(kept))
            {
                side.Drop();
                EndLine(talk, side, kept, ref work);
            }
            work.At = work.End;
        }
        else if (end > 0)
        {
            side.Trim(end);
            work.At += end - before;
            BeginContent(talk, side, head, side.Kept.Span, isKept: true, ref work);
        }
        else
        {
            work.At = work.End;
        }
    }

    // No message begins here: everything up to the end of the segment is taken as it is, when there is a line in it.
    private void EndLine(HttpConversation talk, HttpSide side, ReadOnlySpan<byte> rest, ref Work work)
    {
        side.Wait = rest.Contains((byte)'\n') ? HttpWait.Message : HttpWait.Line;
        if (side.Wait == HttpWait.Message && talk.IsSure)
            Show(work.At, work.End, ref work);
        work.At = work.End;
    }

    private void BeginContent(
        HttpConversation talk,
        HttpSide side,
        in HttpHead head,
        ReadOnlySpan<byte> octets,
        bool isKept,
        ref Work work
    )
    {
        talk.IsSure = true;
        HttpFraming framing = HttpFraming.Of(head, octets, talk.AskedForHead);
        if (head.Kind != HttpKind.Response)
        {
            talk.AskedForHead = head.FirstWord.SequenceEqual("HEAD"u8);
            talk.AskedForTunnel = head.FirstWord.SequenceEqual("CONNECT"u8) ? PortOf(head.SecondWord) : null;
        }
        else if (head.Status == 101)
        {
            talk.Upgraded = framing.Upgrade == HttpUpgrade.None ? HttpUpgrade.Other : framing.Upgrade;
        }
        else if (talk.AskedForTunnel is { } port && head.Status is >= 200 and < 300)
        {
            framing = new(HttpBody.None, 0, HttpUpgrade.None);
            talk.Upgraded = HttpUpgrade.Other;
            talk.Tunnel = port;
        }
        int start = work.At;
        if (!isKept)
            work.At += octets.Length;
        int here = work.End - work.At;
        if (framing.Content == HttpBody.None || (framing.Content == HttpBody.Length && framing.Length <= here))
        {
            if (isKept)
                ShowKept(side, ref work);
            else
                Show(start, work.At, ref work);
            work.At += (int)Math.Min(framing.Length, here);
            return;
        }
        if (!isKept && !side.Keep(octets))
        {
            work.At = work.End;
            return;
        }
        side.Await(framing, side.Position - here);
    }

    // RFC 9110 §9.3.6: host and port, the host in brackets when it is an IPv6 address
    private static ushort PortOf(ReadOnlySpan<byte> target) =>
        Utf8Parser.TryParse(target[(target.LastIndexOf((byte)':') + 1)..], out ushort port, out int used) && used > 0
            ? port
            : (ushort)0;

    private void ReadContent(HttpSide side, ReadOnlySpan<byte> rest, ref Work work)
    {
        long start = side.Position - rest.Length;
        long left = side.End - start;
        work.At += (int)Math.Min(left, rest.Length);
        if (left > rest.Length)
            return;
        if (side.IsBroken)
            side.Drop();
        else
            ShowKept(side, ref work);
    }

    private void ReadChunks(HttpSide side, ReadOnlySpan<byte> rest, ref Work work)
    {
        int at = 0;
        HttpChunkStatus status = side.ReadChunks(rest, ref at);
        work.At += at;
        if (status == HttpChunkStatus.NeedMore)
            return;
        ShowKept(side, ref work);
        if (status == HttpChunkStatus.Bad)
            work.At = work.End;
    }

    private void Finish(HttpSide side, ref Work work)
    {
        if (side.Wait == HttpWait.Close)
            ShowKept(side, ref work);
    }

    private void ShowUpgraded(HttpConversation talk, ref Work work)
    {
        int before = work.Count;
        Show(work.At, work.End, ref work);
        bool isWebSocket = talk.Upgraded == HttpUpgrade.WebSocket && _webSocket is not null;
        if (isWebSocket && work.Count > before)
            work.Count = Walk(_webSocket!, work.Octets, work.At, work.End, work.Segment.Source, work);
        work.At = work.End;
    }

    private void Show(int start, int end, ref Work work)
    {
        if (start < end)
            work.Count = Walk(_reader, work.Octets, start, end, work.Segment.Source, work);
    }

    private void ShowKept(HttpSide side, ref Work work)
    {
        ReadOnlyMemory<byte> kept = side.Kept;
        side.Drop();
        byte source = _sources.Add(kept);
        if (source > 0)
            work.Count = Walk(_reader, kept.Span, 0, kept.Length, source, work);
    }

    private int Walk(LayerReader reader, ReadOnlySpan<byte> octets, int start, int end, byte source, in Work work) =>
        _protocols.WalkFrom(reader, octets, start, end, source, work.Layers, work.Count);

    private static bool BeginsLikeHttp(ReadOnlySpan<byte> data)
    {
        if (
            data.Length < ShortestLine
            || data[0] is < (byte)'A' or > (byte)'Z'
            || !HttpHead.TryRead(data, out HttpHead head)
        )
            return false;
        int line = data.IndexOf((byte)'\n');
        if (line < 0)
            return false;
        ReadOnlySpan<byte> version = head.Kind == HttpKind.Response ? data : LastWord(data[..line].TrimEnd((byte)'\r'));
        return version.StartsWith("HTTP/1."u8);
    }

    private static ReadOnlySpan<byte> LastWord(ReadOnlySpan<byte> line) => line[(line.LastIndexOf((byte)' ') + 1)..];

    // A segment while it is read.
    private ref struct Work(LayerSpan[] layers, in LayerSpan segment, ReadOnlySpan<byte> octets)
    {
        public readonly LayerSpan[] Layers = layers;
        public readonly LayerSpan Segment = segment;
        public readonly ReadOnlySpan<byte> Octets = octets;

        public int Count { get; set; }

        public int At { get; set; }

        public readonly int End => Segment.End;

        public readonly ReadOnlySpan<byte> Rest => Octets[At..Segment.End];
    }
}
