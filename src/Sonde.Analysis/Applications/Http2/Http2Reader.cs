using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Reads one HTTP/2 connection: its frames, the header fields of both directions, and requests with their responses by stream.</summary>
/// <remarks>Memory: the tables of two directions, and at most <see cref="MostStreams"/> exchanges under way.</remarks>
internal sealed class Http2Reader : IApplicationReader, IHttp2Sink
{
    /// <summary>Exchanges that may be under way at once.</summary>
    public const int MostStreams = 1024;

    private readonly ApplicationStream _stream;
    private readonly ApplicationSinks _sinks;
    private readonly Http2Side _client;
    private readonly Http2Side _server;
    private readonly HpackDecoder _clientHeaders = new();
    private readonly HpackDecoder _serverHeaders = new();
    private readonly Dictionary<uint, HttpExchange> _open = [];
    private readonly Queue<uint> _order = []; // of opening; some may have ended
    private bool _isTableCut;
    private bool _haveGaps; // all that are open; frames that tell of a loss cost nothing more then

    public Http2Reader(ApplicationStream stream, ApplicationSinks sinks)
    {
        (_stream, _sinks) = (stream, sinks);
        _client = new Http2Side(fromClient: true, this);
        _server = new Http2Side(fromClient: false, this);
        if (stream.Handover is not HttpExchange request)
            return;
        request.Http2Stream = 1; // RFC 7540 §3.2: the request that asked for the upgrade
        Add(1, request);
        stream.Handover = null;
    }

    /// <inheritdoc/>
    public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place) =>
        (fromClient ? _client : _server).Feed(octets, place);

    /// <inheritdoc/>
    public void OnGap(bool fromClient, long length, StreamPlace place)
    {
        MarkGaps(); // whose octets they were is not known
        (fromClient ? _client : _server).Skip(length);
    }

    /// <inheritdoc/>
    public void OnEnd()
    {
        foreach (HttpExchange exchange in _open.Values.OrderBy(one => one.Http2Stream))
            Tell(exchange);
        _open.Clear();
    }

    void IHttp2Sink.Headers(
        bool fromClient,
        Http2Frame frame,
        ReadOnlySpan<byte> block,
        StreamPlace first,
        StreamPlace last
    )
    {
        if (frame.Type == Http2FrameTypes.PushPromise)
        {
            if (!fromClient && block.Length >= 4)
                Promise(ReadUInt32BigEndian(block) & int.MaxValue, block[4..], first, last);
            return;
        }
        bool isEnd = (frame.Flags & Http2Flags.EndStream) != 0;
        if (fromClient)
            Request(frame.Stream, block, isEnd, first, last);
        else
            Response(frame.Stream, block, isEnd, first, last);
    }

    void IHttp2Sink.Content(bool fromClient, Http2Frame frame, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (!_open.TryGetValue(frame.Stream, out HttpExchange? exchange))
            return;
        if (fromClient)
            (exchange.RequestBytes, exchange.RequestLast) = (exchange.RequestBytes + octets.Length, place);
        else
            (exchange.ResponseBytes, exchange.ResponseLast) = (exchange.ResponseBytes + octets.Length, place);
        _sinks.Contents?.Add(exchange, fromClient, octets);
    }

    void IHttp2Sink.ContentEnd(bool fromClient, Http2Frame frame, StreamPlace place)
    {
        if ((frame.Flags & Http2Flags.EndStream) != 0 && _open.TryGetValue(frame.Stream, out HttpExchange? exchange))
            EndOf(exchange, fromClient, place);
    }

    void IHttp2Sink.Reset(bool fromClient, uint stream, StreamPlace place)
    {
        if (_open.Remove(stream, out HttpExchange? exchange))
            Tell(exchange);
    }

    void IHttp2Sink.Lost(bool fromClient)
    {
        (fromClient ? _clientHeaders : _serverHeaders).Lose();
        MarkGaps();
    }

    void IHttp2Sink.Trouble(bool fromClient, string limit) => _sinks.Trouble?.Invoke(_stream, limit);

    private void Request(uint stream, ReadOnlySpan<byte> block, bool isEnd, StreamPlace first, StreamPlace last)
    {
        bool isTrailer = _open.TryGetValue(stream, out HttpExchange? known) && known.Method is not null;
        HttpExchange exchange = known ?? NewExchange(stream);
        Decode(
            _clientHeaders,
            block,
            (name, value) =>
            {
                if (!isTrailer)
                    Http2HeaderText.ReadRequest(name, value, exchange);
            }
        );
        exchange.RequestFirst ??= first;
        exchange.RequestLast = last;
        if (known is null)
            Add(stream, exchange);
        if (isEnd)
            EndOf(exchange, fromClient: true, last);
    }

    private void Promise(uint stream, ReadOnlySpan<byte> block, StreamPlace first, StreamPlace last)
    {
        HttpExchange exchange = NewExchange(stream);
        Decode(_serverHeaders, block, (name, value) => Http2HeaderText.ReadRequest(name, value, exchange));
        (exchange.RequestFirst, exchange.RequestLast, exchange.IsRequestComplete) = (first, last, true);
        Add(stream, exchange);
    }

    private void Response(uint stream, ReadOnlySpan<byte> block, bool isEnd, StreamPlace first, StreamPlace last)
    {
        bool isKnown = _open.TryGetValue(stream, out HttpExchange? known);
        HttpExchange exchange = known ?? NewExchange(stream);
        int status = 0;
        Decode(
            _serverHeaders,
            block,
            (name, value) =>
            {
                if (name.SequenceEqual(":status"u8))
                    status = Http2HeaderText.Number(value) ?? 0;
                else if (status is 0 or >= 200)
                    Http2HeaderText.ReadResponse(name, value, exchange);
            }
        );
        if (status is >= 100 and < 200)
        {
            exchange.InterimResponses++;
            return;
        }
        if (status > 0)
            exchange.Status = status;
        exchange.ResponseFirst ??= first;
        exchange.ResponseLast = last;
        if (!isKnown)
            Add(stream, exchange);
        if (isEnd)
            EndOf(exchange, fromClient: false, last);
    }

    private HttpExchange NewExchange(uint stream) => new(_stream) { Version = "2", Http2Stream = stream };

    private void Decode(HpackDecoder decoder, ReadOnlySpan<byte> block, HpackField told)
    {
        HpackOutcome outcome = decoder.Decode(block, told);
        if (outcome == HpackOutcome.Damaged)
            _sinks.Trouble?.Invoke(_stream, "http2_header_block_damaged");
        else if (outcome == HpackOutcome.TooLong)
            _sinks.Trouble?.Invoke(_stream, "http2_header_list_octets");
        if (decoder.IsTableCut && !_isTableCut)
            _sinks.Trouble?.Invoke(_stream, "http2_table_octets");
        _isTableCut |= decoder.IsTableCut;
    }

    private void Add(uint stream, HttpExchange exchange)
    {
        if (!_open.TryAdd(stream, exchange))
            return;
        _haveGaps = false;
        _order.Enqueue(stream);
        while (_open.Count > MostStreams && _order.TryDequeue(out uint oldest))
        {
            if (!_open.Remove(oldest, out HttpExchange? given))
                continue;
            _sinks.Trouble?.Invoke(_stream, "http2_streams");
            Tell(given);
        }
        if (_order.Count > 4 * MostStreams)
            Forget();
    }

    private void MarkGaps()
    {
        if (_haveGaps)
            return;
        _haveGaps = true;
        foreach (HttpExchange exchange in _open.Values)
            exchange.HasGap = true;
    }

    // Streams that ended stand in the order as well until their turn comes.
    private void Forget()
    {
        uint[] open = [.. _order.Where(_open.ContainsKey)];
        _order.Clear();
        foreach (uint stream in open)
            _order.Enqueue(stream);
    }

    private void EndOf(HttpExchange exchange, bool fromClient, StreamPlace place)
    {
        if (fromClient)
            (exchange.IsRequestComplete, exchange.RequestLast) = (!exchange.HasGap, place);
        else
            (exchange.IsResponseComplete, exchange.ResponseLast) = (!exchange.HasGap, place);
        exchange.HasRequestEnded |= fromClient;
        exchange.HasResponseEnded |= !fromClient;
        bool isRequestOver = exchange.HasRequestEnded || exchange.IsRequestComplete || exchange.Method is null;
        if (isRequestOver && exchange.HasResponseEnded && _open.Remove(exchange.Http2Stream!.Value))
            Tell(exchange);
    }

    private void Tell(HttpExchange exchange)
    {
        _sinks.Contents?.End(exchange);
        exchange.IsTold = true;
        if (exchange is { Method: null, Status: 0 })
            return; // nothing of it could be read
        _sinks.Http?.Invoke(exchange);
        _sinks.HttpBeyondLayers?.Invoke(exchange);
        if (_sinks.Transactions is { } told && Transaction.Of(exchange) is { } transaction)
            told(transaction);
    }
}
