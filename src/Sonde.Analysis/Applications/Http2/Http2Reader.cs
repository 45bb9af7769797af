using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Reads one HTTP/2 connection: its frames, the header fields of both directions, and requests with their responses by stream.</summary>
/// <remarks>Memory: the tables of two directions, and the exchanges under way, see <see cref="OpenExchanges"/>.</remarks>
internal sealed class Http2Reader : IApplicationReader, IHttp2Sink
{
    private readonly ApplicationStream _stream;
    private readonly ApplicationSinks _sinks;
    private readonly Http2Side _client;
    private readonly Http2Side _server;
    private readonly HpackDecoder _clientHeaders = new();
    private readonly HpackDecoder _serverHeaders = new();
    private readonly OpenExchanges _open;
    private bool _isTableCut;

    public Http2Reader(ApplicationStream stream, ApplicationSinks sinks)
    {
        (_stream, _sinks, _open) = (stream, sinks, new OpenExchanges(stream, sinks, "http2_streams"));
        _client = new Http2Side(fromClient: true, this);
        _server = new Http2Side(fromClient: false, this);
        if (stream.Handover is not HttpExchange request)
            return;
        request.Http2Stream = 1; // RFC 7540 §3.2: the request that asked for the upgrade
        _open.Add(1, request);
        stream.Handover = null;
    }

    /// <inheritdoc/>
    public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place) =>
        (fromClient ? _client : _server).Feed(octets, place);

    /// <inheritdoc/>
    public void OnGap(bool fromClient, long length, StreamPlace place)
    {
        _open.MarkGaps(); // whose octets they were is not known
        (fromClient ? _client : _server).Skip(length);
    }

    /// <inheritdoc/>
    public void OnEnd() => _open.End();

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
        if (_open.Find(frame.Stream) is not { } exchange)
            return;
        if (fromClient)
            (exchange.RequestBytes, exchange.RequestLast) = (exchange.RequestBytes + octets.Length, place);
        else
            (exchange.ResponseBytes, exchange.ResponseLast) = (exchange.ResponseBytes + octets.Length, place);
        _sinks.Contents?.Add(exchange, fromClient, octets);
    }

    void IHttp2Sink.ContentEnd(bool fromClient, Http2Frame frame, StreamPlace place)
    {
        if ((frame.Flags & Http2Flags.EndStream) != 0 && _open.Find(frame.Stream) is { } exchange)
            _open.EndOf(frame.Stream, exchange, fromClient, place);
    }

    void IHttp2Sink.Reset(bool fromClient, uint stream, StreamPlace place) => _open.GiveUp(stream);

    void IHttp2Sink.Lost(bool fromClient)
    {
        (fromClient ? _clientHeaders : _serverHeaders).Lose();
        _open.MarkGaps();
    }

    void IHttp2Sink.Trouble(bool fromClient, string limit) => _sinks.Trouble?.Invoke(_stream, limit);

    private void Request(uint stream, ReadOnlySpan<byte> block, bool isEnd, StreamPlace first, StreamPlace last)
    {
        HttpExchange? known = _open.Find(stream);
        bool isTrailer = known?.Method is not null;
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
            _open.Add(stream, exchange);
        if (isEnd)
            _open.EndOf(stream, exchange, fromClient: true, last);
    }

    private void Promise(uint stream, ReadOnlySpan<byte> block, StreamPlace first, StreamPlace last)
    {
        HttpExchange exchange = NewExchange(stream);
        Decode(_serverHeaders, block, (name, value) => Http2HeaderText.ReadRequest(name, value, exchange));
        (exchange.RequestFirst, exchange.RequestLast, exchange.IsRequestComplete) = (first, last, true);
        _open.Add(stream, exchange);
    }

    private void Response(uint stream, ReadOnlySpan<byte> block, bool isEnd, StreamPlace first, StreamPlace last)
    {
        HttpExchange? known = _open.Find(stream);
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
        if (known is null)
            _open.Add(stream, exchange);
        if (isEnd)
            _open.EndOf(stream, exchange, fromClient: false, last);
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
}
