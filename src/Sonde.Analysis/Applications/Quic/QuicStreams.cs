namespace Sonde.Analysis;

/// <summary>Told what the streams of a connection carried, each octet once and in order.</summary>
internal interface IQuicStreamSink
{
    /// <summary>The next octets of one direction of a stream.</summary>
    void Octets(bool fromClient, ulong stream, ReadOnlySpan<byte> octets, StreamPlace place);

    /// <summary>The next octets are missing, and will not come.</summary>
    void Gap(bool fromClient, ulong stream, long length, StreamPlace place);

    /// <summary>Nothing more comes in this direction.</summary>
    /// <param name="fromClient">Sent by the client.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="isWhole">It was sent to its end, and not given up.</param>
    /// <param name="place">The frame that ended it.</param>
    void End(bool fromClient, ulong stream, bool isWhole, StreamPlace place);

    /// <summary>A limit was reached.</summary>
    void Trouble(string limit);
}

/// <summary>Octets that wait in all connections of a capture.</summary>
internal sealed class QuicWaiting
{
    /// <summary>Octets that may wait together.</summary>
    public const long MostOctets = 64L << 20;

    /// <summary>Octets that wait.</summary>
    public long Octets { get; set; }
}

/// <summary>Puts the octets of the streams of one connection in order, RFC 9000 §2.2.</summary>
/// <remarks>
/// Memory: at most <see cref="MostStreams"/> directions of streams, in each at most <see cref="QuicStreamSide.MostPieces"/>
/// pieces that wait for others, and together no more than <see cref="QuicWaiting.MostOctets"/> in a capture. A stream that
/// ended stays known by its number, so that what is sent again begins nothing anew.
/// </remarks>
internal sealed class QuicStreams(IQuicStreamSink sink, QuicWaiting waiting)
{
    /// <summary>Directions of streams that are followed at once.</summary>
    public const int MostStreams = 4096;

    private const int MostOneWay = 64; // streams that go one way, which live as long as the connection
    private const int OneWay = 2; // RFC 9000 §2.1: the bit of the stream's number that says so

    private readonly Dictionary<(ulong Id, bool FromClient), QuicStreamSide> _open = [];
    private readonly Queue<(ulong Id, bool FromClient)> _order = []; // of opening; some may have ended
    private readonly QuicEndedStreams _endedOfClient = new();
    private readonly QuicEndedStreams _endedOfServer = new();
    private int _oneWay;

    /// <summary>Takes octets of a stream, in whatever order they come.</summary>
    public void Add(bool fromClient, ulong id, ulong offset, ReadOnlySpan<byte> octets, bool isLast, StreamPlace place)
    {
        if (Find(fromClient, id) is not { } side)
            return;
        if (side.Add(offset, octets, isLast, place))
            Close((id, fromClient));
    }

    /// <summary>The sender gave a stream up.</summary>
    public void Reset(bool fromClient, ulong id, StreamPlace place)
    {
        if (!_open.TryGetValue((id, fromClient), out QuicStreamSide? side))
            return;
        side.Drain(place);
        sink.End(fromClient, id, isWhole: false, place);
        Close((id, fromClient));
    }

    /// <summary>The connection is over: gives what waits, with gaps.</summary>
    public void End()
    {
        foreach (((ulong _, bool _), QuicStreamSide side) in _open.OrderBy(one => one.Key.Id))
            side.Drain(place: null);
        _open.Clear();
    }

    private QuicStreamSide? Find(bool fromClient, ulong id)
    {
        (ulong Id, bool FromClient) key = (id, fromClient);
        if (_open.TryGetValue(key, out QuicStreamSide? side))
            return side;
        if ((fromClient ? _endedOfClient : _endedOfServer).Contains(id))
            return null;
        bool isOneWay = (id & OneWay) != 0;
        if (isOneWay && _oneWay >= MostOneWay)
        {
            sink.Trouble("quic_streams");
            return null;
        }
        _open.Add(key, side = new QuicStreamSide(fromClient, id, sink, waiting));
        if (isOneWay)
            _oneWay++;
        else
            MakeRoom(key);
        return side;
    }

    private void MakeRoom((ulong Id, bool FromClient) key)
    {
        _order.Enqueue(key);
        while (_open.Count > MostStreams && _order.TryDequeue(out (ulong Id, bool FromClient) oldest))
        {
            if (!_open.TryGetValue(oldest, out QuicStreamSide? given))
                continue;
            sink.Trouble("quic_streams");
            given.Drain(place: null);
            sink.End(oldest.FromClient, oldest.Id, isWhole: false, given.Last);
            Close(oldest);
        }
        if (_order.Count <= 4 * MostStreams)
            return;
        (ulong Id, bool FromClient)[] open = [.. _order.Where(_open.ContainsKey)];
        _order.Clear();
        foreach ((ulong Id, bool FromClient) one in open)
            _order.Enqueue(one);
    }

    private void Close((ulong Id, bool FromClient) key)
    {
        if (_open.Remove(key, out QuicStreamSide? side))
            side.Forget();
        _oneWay -= (key.Id & OneWay) != 0 ? 1 : 0;
        if (!(key.FromClient ? _endedOfClient : _endedOfServer).TryAdd(key.Id))
            sink.Trouble("quic_streams");
    }
}

/// <summary>The streams that ended in one direction.</summary>
/// <remarks>Memory: at most <see cref="MostApart"/> numbers; streams are opened in their order, so that nearly all lie below one number.</remarks>
internal sealed class QuicEndedStreams
{
    private const int MostApart = 4096; // that ended before older ones
    private const int Kinds = 4; // RFC 9000 §2.1: who opened it, and whether it goes one way

    private readonly ulong[] _below = new ulong[Kinds]; // all of a kind below this one have ended
    private readonly HashSet<ulong> _apart = [];

    /// <summary>Whether a stream ended.</summary>
    public bool Contains(ulong id) => id / Kinds < _below[id % Kinds] || _apart.Contains(id);

    /// <summary>A stream ended. False where too many did so apart from each other: then all before the greatest of them count as ended.</summary>
    public bool TryAdd(ulong id)
    {
        _apart.Add(id);
        ref ulong below = ref _below[id % Kinds];
        while (_apart.Remove(below * Kinds + id % Kinds))
            below++;
        if (_apart.Count <= MostApart)
            return true;
        foreach (ulong ended in _apart)
            _below[ended % Kinds] = Math.Max(_below[ended % Kinds], ended / Kinds + 1);
        _apart.Clear();
        return false;
    }
}
