using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What the packets of one connection carried for the application: its streams, read as HTTP/3 where that was agreed.</summary>
/// <remarks>Memory: see <see cref="QuicStreams"/> and <see cref="Http3Reader"/>.</remarks>
internal sealed class QuicContent : IQuicStreamSink
{
    private readonly DatagramStream _stream;
    private readonly ApplicationSinks _sinks;
    private readonly TlsConnection _connection;
    private readonly QuicStreams? _streams; // null where nobody wants them
    private readonly ApplicationStream _carrier;
    private readonly Dictionary<(ulong Id, bool FromClient), ApplicationStream> _clear = []; // directions of which octets are told
    private Http3Reader? _http;
    private bool _isNamed;

    /// <summary>The content of a connection.</summary>
    public QuicContent(DatagramStream stream, ApplicationSinks sinks, TlsConnection connection, QuicWaiting waiting)
    {
        (_stream, _sinks, _connection) = (stream, sinks, connection);
        _carrier = Carried(outer: null);
        if (WantsHttp || sinks.ClearText is not null)
            _streams = new QuicStreams(this, waiting);
    }

    /// <summary>What comes now came before the server's word on the protocol: Wireshark does not show it as HTTP/3.</summary>
    public bool IsFromBefore { get; set; }

    private bool WantsHttp =>
        _sinks is not { Http: null, Transactions: null, Contents: null, HttpBeyondLayers: null, Http3Frames: null };

    /// <summary>Takes a STREAM frame.</summary>
    public void Add(bool fromClient, in QuicFrameReader frame, StreamPlace place)
    {
        if (!_isNamed)
            Name();
        _streams?.Add(fromClient, frame.StreamId, frame.Offset, frame.Data, frame.IsLast, place);
    }

    /// <summary>The sender gave a stream up.</summary>
    public void Reset(bool fromClient, ulong stream, StreamPlace place) => _streams?.Reset(fromClient, stream, place);

    /// <summary>Nothing more comes.</summary>
    public void End()
    {
        _streams?.End();
        _http?.End();
        foreach (ApplicationStream stream in _clear.Values)
            _sinks.ClearTextEnded?.Invoke(stream);
        _clear.Clear();
    }

    /// <inheritdoc/>
    public void Trouble(string limit) => _sinks.Trouble?.Invoke(_carrier, limit);

    void IQuicStreamSink.Octets(bool fromClient, ulong stream, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (_sinks.ClearText is { } told)
            told(ClearOf((stream, fromClient)), fromClient, octets, place);
        _http?.Octets(fromClient, stream, octets, place);
    }

    void IQuicStreamSink.Gap(bool fromClient, ulong stream, long length, StreamPlace place)
    {
        _connection.HasGaps = true;
        _http?.Gap(fromClient, stream, length);
    }

    void IQuicStreamSink.End(bool fromClient, ulong stream, bool isWhole, StreamPlace place)
    {
        _http?.End(fromClient, stream, isWhole, place);
        if (_clear.Remove((stream, fromClient), out ApplicationStream? told))
            _sinks.ClearTextEnded?.Invoke(told);
    }

    // The hellos offer, and the message behind the server's hello says what was agreed on.
    private void Name()
    {
        _isNamed = true;
        string? agreed = _connection.Choice?.Protocol ?? (_connection.Offer?.Protocols is [string only] ? only : null);
        bool isHttp = agreed is null || agreed == "h3" || agreed.StartsWith("h3-", StringComparison.Ordinal);
        _stream.Inside = isHttp && agreed is not null ? Http3Frame.Name : agreed;
        if (isHttp && WantsHttp)
            _http = new Http3Reader(Carried(_carrier), _sinks with { Http3Frames = ShownAs(_sinks.Http3Frames) });
    }

    private Action<StreamPlace>? ShownAs(Action<StreamPlace>? told) =>
        told is null
            ? null
            : place =>
            {
                if (!IsFromBefore)
                    told(place);
            };

    private ApplicationStream Carried(ApplicationStream? outer) =>
        ApplicationStream.Carried(_stream.Flow, clientIsResponder: _stream.Client != _stream.Flow.Initiator, outer);

    private ApplicationStream ClearOf((ulong Id, bool FromClient) direction)
    {
        if (!_clear.TryGetValue(direction, out ApplicationStream? stream))
            _clear.Add(direction, stream = Carried(_carrier));
        return stream;
    }
}
