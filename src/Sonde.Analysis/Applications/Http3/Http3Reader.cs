using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Reads one connection of HTTP/3, RFC 9114: requests with their responses by stream, and the tables of both directions.</summary>
/// <remarks>
/// Memory: two tables, what the directions of open streams keep, the exchanges under way, and field sections that wait for
/// the table, at most <see cref="MostBlocked"/> with <see cref="MostBlockedOctets"/> together. Pushes are passed over.
/// </remarks>
internal sealed class Http3Reader : IHttp3Sink
{
    /// <summary>Field sections that wait for the table.</summary>
    public const int MostBlocked = 256;

    /// <summary>Their octets.</summary>
    public const int MostBlockedOctets = 1 << 18;

    private const ulong OneWay = 2; // RFC 9000 §2.1
    private const ulong Unknown = ulong.MaxValue;

    private readonly ApplicationStream _carrier;
    private readonly ApplicationSinks _sinks;
    private readonly OpenExchanges _open;
    private readonly QpackDecoder _client = new();
    private readonly QpackDecoder _server = new();
    private readonly Dictionary<(ulong Id, bool FromClient), Http3Side> _sides = [];
    private readonly Dictionary<(ulong Id, bool FromClient), OneWayStream> _oneWay = [];
    private readonly List<Blocked> _blocked = []; // in their order
    private int _blockedOctets;
    private bool _isTableCut;

    /// <summary>A reader of a connection.</summary>
    /// <param name="carrier">The connection inside that of QUIC.</param>
    /// <param name="sinks">Who is told what.</param>
    public Http3Reader(ApplicationStream carrier, ApplicationSinks sinks) =>
        (_carrier, _sinks, _open) = (carrier, sinks, new OpenExchanges(carrier, sinks, "http3_streams"));

    /// <summary>The next octets of one direction of a stream.</summary>
    public void Octets(bool fromClient, ulong stream, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if ((stream & OneWay) != 0)
            FeedOneWay(fromClient, stream, octets, place);
        else if (IsRequest(stream))
            SideOf(fromClient, stream).Feed(octets, place);
    }

    /// <summary>The next octets are missing.</summary>
    public void Gap(bool fromClient, ulong stream, long length)
    {
        if ((stream & OneWay) == 0)
        {
            SideOf(fromClient, stream).Skip(length);
            if (_open.Find(stream) is { } exchange)
                exchange.HasGap = true;
            return;
        }
        OneWayStream lost = OneWayOf(fromClient, stream);
        lost.Control?.Skip(length);
        if (lost.Type == Http3StreamTypes.QpackEncoder)
            Lose(fromClient);
        if (lost.Type == Unknown)
            lost.IsLost = true;
    }

    /// <summary>Nothing more comes in one direction of a stream.</summary>
    public void End(bool fromClient, ulong stream, bool isWhole, StreamPlace place)
    {
        _sides.Remove((stream, fromClient));
        if (_open.Find(stream) is { } exchange)
            _open.EndOf(stream, exchange, fromClient, place, isWhole);
    }

    /// <summary>Nothing more comes at all.</summary>
    public void End()
    {
        Unblock(isLastChance: true);
        _open.End();
    }

    void IHttp3Sink.Section(Http3Side side, ReadOnlySpan<byte> section, StreamPlace first, StreamPlace last)
    {
        HttpExchange exchange = _open.Find(side.Stream) ?? Begin(side.Stream);
        if (side.FromClient)
            (exchange.RequestFirst, exchange.RequestLast) = (exchange.RequestFirst ?? first, last);
        var waiting = new Blocked(side.Stream, side.FromClient, side.Sections > 0, exchange, first, last, []);
        if (TryRead(waiting, section, isLastChance: false))
            return;
        exchange.SectionsWaiting++;
        _blocked.Add(waiting with { Octets = section.ToArray() });
        _blockedOctets += section.Length;
        if (_blocked.Count <= MostBlocked && _blockedOctets <= MostBlockedOctets)
            return;
        _sinks.Trouble?.Invoke(_carrier, "http3_sections_blocked");
        Unblock(isLastChance: true);
    }

    void IHttp3Sink.Content(Http3Side side, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (_open.Find(side.Stream) is not { } exchange)
            return;
        if (side.FromClient)
            (exchange.RequestBytes, exchange.RequestLast) = (exchange.RequestBytes + octets.Length, place);
        else
            (exchange.ResponseBytes, exchange.ResponseLast) = (exchange.ResponseBytes + octets.Length, place);
        _sinks.Contents?.Add(exchange, side.FromClient, octets);
    }

    // What one end allows bounds the table that the other one uses.
    void IHttp3Sink.Settings(Http3Side side, ReadOnlySpan<byte> settings)
    {
        ulong allowed = Http3Frame.SettingOf(settings, Http3Frame.MostTableCapacity) ?? 0;
        (side.FromClient ? _server : _client).Allowed = (long)Math.Min(allowed, int.MaxValue);
        Unblock(isLastChance: false);
    }

    void IHttp3Sink.Whole(StreamPlace place) => _sinks.Http3Frames?.Invoke(place);

    void IHttp3Sink.Trouble(string limit) => _sinks.Trouble?.Invoke(_carrier, limit);

    // RFC 9114 §6.1: those that the client opens and that go both ways
    private static bool IsRequest(ulong stream) => (stream & 3) == 0;

    private Http3Side SideOf(bool fromClient, ulong stream)
    {
        if (!_sides.TryGetValue((stream, fromClient), out Http3Side? side))
            _sides.Add((stream, fromClient), side = new Http3Side(fromClient, stream, this));
        return side;
    }

    private OneWayStream OneWayOf(bool fromClient, ulong stream)
    {
        if (!_oneWay.TryGetValue((stream, fromClient), out OneWayStream? found))
            _oneWay.Add((stream, fromClient), found = new OneWayStream());
        return found;
    }

    private void FeedOneWay(bool fromClient, ulong stream, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        OneWayStream found = OneWayOf(fromClient, stream);
        while (found.Type == Unknown && !octets.IsEmpty && !found.IsLost)
        {
            found.Begin(octets[0]);
            octets = octets[1..];
        }
        if (octets.IsEmpty || found.IsLost)
            return;
        if (found.Type != Http3StreamTypes.Control)
            _sinks.Http3Frames?.Invoke(place); // has no frames
        if (found.Type == Http3StreamTypes.Control)
        {
            (found.Control ??= new Http3Side(fromClient, stream, this)).Feed(octets, place);
            return;
        }
        if (found.Type != Http3StreamTypes.QpackEncoder)
            return;
        QpackDecoder decoder = fromClient ? _client : _server;
        decoder.Instruct(octets, place);
        if (decoder.IsLost)
            _sinks.Trouble?.Invoke(_carrier, "http3_table_damaged");
        if (decoder.IsTableCut && !_isTableCut)
            _sinks.Trouble?.Invoke(_carrier, "http3_table_octets");
        _isTableCut |= decoder.IsTableCut;
        Unblock(isLastChance: false);
    }

    private void Lose(bool fromClient)
    {
        (fromClient ? _client : _server).Lose();
        _open.MarkGaps();
        Unblock(isLastChance: false);
    }

    private void Unblock(bool isLastChance)
    {
        int kept = 0;
        for (int index = 0; index < _blocked.Count; index++)
        {
            Blocked one = _blocked[index];
            if (!TryRead(one, one.Octets, isLastChance))
            {
                _blocked[kept++] = one;
                continue;
            }
            _blockedOctets -= one.Octets.Length;
            one.Exchange.SectionsWaiting--;
            _open.Finish(one.Stream, one.Exchange);
        }
        _blocked.RemoveRange(kept, _blocked.Count - kept);
    }

    private HttpExchange Begin(ulong stream)
    {
        var exchange = new HttpExchange(_carrier) { Version = "3", Http3Stream = stream };
        _open.Add(stream, exchange);
        return exchange;
    }

    // False where fields of the table are still to come.
    private bool TryRead(Blocked one, ReadOnlySpan<byte> section, bool isLastChance)
    {
        int status = 0;
        HttpExchange exchange = one.Exchange;
        QpackDecoder decoder = one.FromClient ? _client : _server;
        QpackOutcome outcome = decoder.Decode(
            section,
            (name, value) =>
            {
                if (one.FromClient && !one.IsTrailer)
                    Http2HeaderText.ReadRequest(name, value, exchange);
                else if (name.SequenceEqual(":status"u8))
                    status = Http2HeaderText.Number(value) ?? 0;
                else if (!one.FromClient && status is 0 or >= 200)
                    Http2HeaderText.ReadResponse(name, value, exchange);
            },
            isLastChance
        );
        if (outcome == QpackOutcome.Blocked)
            return false;
        if (outcome == QpackOutcome.Damaged)
            _sinks.Trouble?.Invoke(_carrier, "http3_section_damaged");
        else if (outcome == QpackOutcome.TooLong)
            _sinks.Trouble?.Invoke(_carrier, "http3_field_octets");
        if (!one.FromClient)
            Answer(exchange, status, one);
        return true;
    }

    private static void Answer(HttpExchange exchange, int status, Blocked one)
    {
        if (status is >= 100 and < 200)
        {
            exchange.InterimResponses++;
            return;
        }
        if (status > 0)
            exchange.Status = status;
        exchange.ResponseFirst ??= one.First;
        if (exchange.ResponseLast is not { } last || last.Frame < one.Last.Frame)
            exchange.ResponseLast = one.Last;
    }

    private sealed record Blocked(
        ulong Stream,
        bool FromClient,
        bool IsTrailer,
        HttpExchange Exchange,
        StreamPlace First,
        StreamPlace Last,
        byte[] Octets
    );

    private sealed class OneWayStream
    {
        private const int LongestType = 8;

        private readonly byte[] _type = new byte[LongestType];
        private int _length;

        public ulong Type { get; private set; } = Unknown;

        public bool IsLost { get; set; }

        public Http3Side? Control { get; set; }

        /// <summary>The next octet of the number that says what the stream is for.</summary>
        public void Begin(byte octet)
        {
            _type[_length++] = octet;
            int at = 0;
            if (QuicLongHeader.TryVariable(_type.AsSpan(0, _length), ref at, out ulong type))
                Type = type;
        }
    }
}
