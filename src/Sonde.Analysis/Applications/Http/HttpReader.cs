using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Reads one HTTP/1 connection: messages in both directions, paired in their order.</summary>
/// <remarks>
/// Memory: the head under way in each direction, at most <see cref="LongestHead"/>, and at most <see cref="MostPending"/>
/// requests without an answer. Content is counted and skipped. Behind a gap in a head or in chunks, reading goes on where a
/// segment begins with a start line.
/// </remarks>
internal sealed class HttpReader(ApplicationStream stream, ApplicationSinks sinks) : IApplicationReader
{
    /// <summary>Longest head that is read; what is longer is given up, and counted.</summary>
    public const int LongestHead = 1 << 16;

    /// <summary>Requests that may wait for their answers.</summary>
    public const int MostPending = 512;

    private readonly Side _client = new();
    private readonly Side _server = new();
    private readonly Queue<HttpExchange> _pending = [];
    private bool _isUpgraded;

    private enum Wait : byte
    {
        Head,
        Length,
        Chunks,
        Close,
        StartLine, // lost: until a segment begins with one
    }

    public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        Side side = fromClient ? _client : _server;
        if (side.Wait == Wait.StartLine && HttpHead.TryRead(octets, out HttpHead head))
            side.Wait = IsExpected(head.Kind, fromClient) ? Wait.Head : Wait.StartLine;
        int at = 0;
        while (at < octets.Length && !_isUpgraded)
            at += Step(side, fromClient, octets[at..], place);
        if (_isUpgraded && at < octets.Length)
            stream.Feed(fromClient, octets[at..], place);
    }

    public void OnGap(bool fromClient, long length, StreamPlace place)
    {
        Side side = fromClient ? _client : _server;
        if (side.Current is { } current)
            current.HasGap = true;
        if (side.Wait == Wait.Close)
            return;
        if (side.Wait == Wait.Length && length <= side.Left)
        {
            side.Left -= length;
            if (side.Left == 0)
                Complete(side, fromClient, isWhole: false);
            return;
        }
        Lose(side, fromClient);
    }

    public void OnEnd()
    {
        if (_client.Current is not null)
            Complete(_client, fromClient: true, isWhole: false);
        if (_server.Current is not null)
            Complete(_server, fromClient: false, isWhole: _server.Wait == Wait.Close && !_server.Current.HasGap);
        while (_pending.TryDequeue(out HttpExchange? unanswered))
            Tell(unanswered);
    }

    private static bool IsExpected(HttpKind kind, bool fromClient) => kind == HttpKind.Response != fromClient;

    private int Step(Side side, bool fromClient, ReadOnlySpan<byte> rest, StreamPlace place)
    {
        if (side.Current is not null)
            Extend(side, fromClient, place);
        switch (side.Wait)
        {
            case Wait.Head:
                return ReadHead(side, fromClient, rest, place);
            case Wait.Length:
                int here = (int)Math.Min(side.Left, rest.Length);
                side.Left -= here;
                Count(side, fromClient, rest[..here]);
                if (side.Left == 0)
                    Complete(side, fromClient, isWhole: !side.Current!.HasGap);
                return here;
            case Wait.Chunks:
                return ReadChunks(side, fromClient, rest);
            case Wait.Close:
                Count(side, fromClient, rest);
                return rest.Length;
            default:
                return rest.Length;
        }
    }

    private int ReadHead(Side side, bool fromClient, ReadOnlySpan<byte> rest, StreamPlace place)
    {
        if (side.Head.Length == 0)
        {
            int blank = rest.Length - rest.TrimStart("\r\n"u8).Length; // RFC 9112 §2.2
            if (blank > 0)
                return blank;
        }
        int before = side.Head.Length;
        if (!side.Head.TryAdd(rest, place))
        {
            sinks.Trouble?.Invoke(stream, "http_head_octets");
            Lose(side, fromClient);
            return rest.Length;
        }
        ReadOnlySpan<byte> octets = side.Head.Octets;
        int from = Math.Max(0, before - 3);
        int end = HttpMessages.EndOfHead(octets[from..]);
        bool isHttp = HttpHead.TryRead(octets, out HttpHead head)
            ? IsExpected(head.Kind, fromClient)
            : HttpHead.MayBegin(octets);
        if (!isHttp)
        {
            Lose(side, fromClient);
            return rest.Length;
        }
        if (end == 0)
            return rest.Length;
        end += from;
        octets = octets[..end];
        HttpHead.TryRead(octets, out head);
        if (fromClient)
            BeginRequest(side, head, octets, place);
        else
            BeginResponse(side, head, octets, place);
        side.Head.Clear();
        return end - before;
    }

    private void BeginRequest(Side side, in HttpHead head, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        var exchange = new HttpExchange(stream) { RequestFirst = side.Head.First, RequestLast = place };
        HttpHeadText.ReadRequest(head, octets, exchange);
        if (_pending.Count == MostPending)
            Tell(_pending.Dequeue());
        _pending.Enqueue(exchange);
        Begin(side, exchange, fromClient: true, HttpFraming.Of(head, octets, answersHead: false));
    }

    private void BeginResponse(Side side, in HttpHead head, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        int status = head.Status;
        HttpExchange? asked = _pending.Count > 0 ? _pending.Peek() : null;
        if (status is >= 100 and < 200 and not 101)
        {
            if (asked is not null)
                asked.InterimResponses++;
            return;
        }
        HttpExchange exchange = asked ?? new HttpExchange(stream);
        if (asked is not null)
            _pending.Dequeue();
        (exchange.ResponseFirst, exchange.ResponseLast) = (side.Head.First, place);
        HttpHeadText.ReadResponse(head, octets, exchange);
        HttpFraming framing = HttpFraming.Of(head, octets, exchange.Method == "HEAD");
        if (status == 101 && framing.Upgrade == HttpUpgrade.Http2 && stream.Agreed("h2") is { } http2)
        {
            BeginHttp2(exchange, http2);
            return;
        }
        bool isTunnel = status == 101 || (exchange.Method == "CONNECT" && status is >= 200 and < 300);
        Begin(side, exchange, fromClient: false, isTunnel ? default : framing);
        if (!isTunnel)
            return;
        _isUpgraded = true;
        while (_pending.TryDequeue(out HttpExchange? unanswered))
            Tell(unanswered);
        stream.Upgrade();
    }

    // RFC 7540 §3.2: the response to the request that asked for the upgrade comes over HTTP/2.
    private void BeginHttp2(HttpExchange exchange, IApplication http2)
    {
        _isUpgraded = true;
        while (_pending.TryDequeue(out HttpExchange? unanswered))
            Tell(unanswered);
        if (exchange.Method is null)
            Tell(exchange);
        else
            stream.Handover = exchange;
        stream.Upgrade(http2);
    }

    private void Begin(Side side, HttpExchange exchange, bool fromClient, HttpFraming framing)
    {
        (side.Current, side.Left, side.Chunks) = (exchange, framing.Length, default);
        side.Wait = framing.Content switch
        {
            HttpBody.Length => Wait.Length,
            HttpBody.Chunked => Wait.Chunks,
            HttpBody.UntilClose => Wait.Close,
            _ => Wait.Head,
        };
        if (side.Wait == Wait.Head)
            Complete(side, fromClient, isWhole: true);
    }

    private int ReadChunks(Side side, bool fromClient, ReadOnlySpan<byte> rest)
    {
        int at = 0;
        HttpChunkStatus status = side.Chunks.Read(rest, ref at, out Range piece);
        if (status == HttpChunkStatus.Data)
            Count(side, fromClient, rest[piece]);
        else if (status == HttpChunkStatus.End)
            Complete(side, fromClient, isWhole: true);
        else if (status == HttpChunkStatus.Bad)
            Lose(side, fromClient);
        return Math.Max(at, 1);
    }

    private void Count(Side side, bool fromClient, ReadOnlySpan<byte> octets)
    {
        HttpExchange exchange = side.Current!;
        if (fromClient)
            exchange.RequestBytes += octets.Length;
        else
            exchange.ResponseBytes += octets.Length;
        sinks.Contents?.Add(exchange, fromClient, octets);
    }

    private static void Extend(Side side, bool fromClient, StreamPlace place)
    {
        if (fromClient)
            side.Current!.RequestLast = place;
        else
            side.Current!.ResponseLast = place;
    }

    private void Complete(Side side, bool fromClient, bool isWhole)
    {
        HttpExchange exchange = side.Current!;
        (side.Current, side.Wait) = (null, Wait.Head);
        if (fromClient)
        {
            exchange.IsRequestComplete = isWhole;
            return;
        }
        exchange.IsResponseComplete = isWhole;
        Tell(exchange);
    }

    private void Lose(Side side, bool fromClient)
    {
        side.Head.Clear();
        if (side.Current is { } current)
        {
            current.HasGap = true;
            Complete(side, fromClient, isWhole: false);
        }
        side.Wait = Wait.StartLine;
    }

    private void Tell(HttpExchange exchange)
    {
        sinks.Contents?.End(exchange);
        exchange.IsTold = true;
        sinks.Http?.Invoke(exchange);
        if (stream.Outer is not null)
            sinks.HttpBeyondLayers?.Invoke(exchange);
        if (sinks.Transactions is { } told && Transaction.Of(exchange) is { } transaction)
            told(transaction);
    }

    private sealed class Side
    {
        public readonly OctetQueue Head = new(LongestHead);
        public HttpChunks Chunks;

        public Wait Wait { get; set; }

        public long Left { get; set; }

        /// <summary>The exchange whose content is coming.</summary>
        public HttpExchange? Current { get; set; }
    }
}
