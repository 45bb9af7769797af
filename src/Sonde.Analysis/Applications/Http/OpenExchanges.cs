namespace Sonde.Analysis;

/// <summary>The exchanges under way on one connection, by the number of the stream that carries each.</summary>
/// <remarks>Memory: at most <see cref="Most"/> exchanges; the oldest ones are told as they are where there are more.</remarks>
/// <param name="carrier">The connection.</param>
/// <param name="sinks">Who is told.</param>
/// <param name="limit">The name of the limit.</param>
internal sealed class OpenExchanges(ApplicationStream carrier, ApplicationSinks sinks, string limit)
{
    /// <summary>Exchanges that may be under way at once.</summary>
    public const int Most = 1024;

    private readonly Dictionary<ulong, HttpExchange> _open = [];
    private readonly Queue<ulong> _order = []; // of opening; some may have ended
    private bool _haveGaps; // all that are open; what tells of a loss costs nothing more then

    /// <summary>The exchange of a stream; null where none is under way.</summary>
    public HttpExchange? Find(ulong stream) => _open.GetValueOrDefault(stream);

    /// <summary>Begins an exchange, if none is under way on this stream.</summary>
    public void Add(ulong stream, HttpExchange exchange)
    {
        if (!_open.TryAdd(stream, exchange))
            return;
        _haveGaps = false;
        _order.Enqueue(stream);
        while (_open.Count > Most && _order.TryDequeue(out ulong oldest))
        {
            if (!_open.Remove(oldest, out HttpExchange? given))
                continue;
            sinks.Trouble?.Invoke(carrier, limit);
            Tell(given);
        }
        if (_order.Count > 4 * Most)
            Forget();
    }

    /// <summary>A message came to its end, or was given up.</summary>
    public void EndOf(ulong stream, HttpExchange exchange, bool fromClient, StreamPlace place, bool isWhole = true)
    {
        isWhole &= !exchange.HasGap;
        if (fromClient)
            (exchange.IsRequestComplete, exchange.RequestLast) = (isWhole, place);
        else
            (exchange.IsResponseComplete, exchange.ResponseLast) = (isWhole, place);
        exchange.HasRequestEnded |= fromClient;
        exchange.HasResponseEnded |= !fromClient;
        Finish(stream, exchange);
    }

    /// <summary>Tells of an exchange when nothing more of it comes.</summary>
    public void Finish(ulong stream, HttpExchange exchange)
    {
        bool isRequestOver = exchange.HasRequestEnded || exchange.IsRequestComplete || exchange.Method is null;
        bool isOver = isRequestOver && exchange.HasResponseEnded && exchange.SectionsWaiting == 0;
        if (isOver && _open.Remove(stream))
            Tell(exchange);
    }

    /// <summary>A stream was given up: its exchange is told as it is.</summary>
    public void GiveUp(ulong stream)
    {
        if (_open.Remove(stream, out HttpExchange? exchange))
            Tell(exchange);
    }

    /// <summary>Octets are missing, and nobody knows of which exchange.</summary>
    public void MarkGaps()
    {
        if (_haveGaps)
            return;
        _haveGaps = true;
        foreach (HttpExchange exchange in _open.Values)
            exchange.HasGap = true;
    }

    /// <summary>Nothing more comes: tells of all.</summary>
    public void End()
    {
        foreach ((ulong _, HttpExchange exchange) in _open.OrderBy(one => one.Key))
            Tell(exchange);
        _open.Clear();
    }

    // Streams that ended stand in the order as well until their turn comes.
    private void Forget()
    {
        ulong[] open = [.. _order.Where(_open.ContainsKey)];
        _order.Clear();
        foreach (ulong stream in open)
            _order.Enqueue(stream);
    }

    private void Tell(HttpExchange exchange)
    {
        sinks.Contents?.End(exchange);
        exchange.IsTold = true;
        if (exchange is { Method: null, Status: 0 })
            return; // nothing of it could be read
        sinks.Http?.Invoke(exchange);
        sinks.HttpBeyondLayers?.Invoke(exchange);
        if (sinks.Transactions is { } told && Transaction.Of(exchange) is { } transaction)
            told(transaction);
    }
}
