using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Ties echo replies and errors to the echo requests they are about.</summary>
/// <remarks>
/// Memory: about 150 octets a request, at most <see cref="RequestLimit"/>, the oldest forgotten first; at most
/// <see cref="SessionLimit"/> sessions and <see cref="RoundTripLimit"/> round-trip times.
/// </remarks>
public sealed class EchoPairing
{
    /// <summary>Most requests remembered at a time.</summary>
    public const int RequestLimit = 200_000;

    /// <summary>Most sessions kept.</summary>
    public const int SessionLimit = 50_000;

    /// <summary>Most round-trip times kept for averages and percentiles.</summary>
    public const int RoundTripLimit = 1_000_000;

    private readonly Dictionary<EchoKey, Exchange> _exchanges = [];
    private readonly Queue<(EchoKey Key, long Frame)> _order = new();
    private readonly Dictionary<(Address Requester, Address Responder, ushort Identifier), EchoSession> _sessions = [];
    private int _roundTrips;

    /// <summary>The sessions, in the order of their first messages.</summary>
    public IReadOnlyCollection<EchoSession> Sessions => _sessions.Values;

    /// <summary>Requests forgotten: replies that came after that count as without a request.</summary>
    public long RequestsForgotten { get; private set; }

    /// <summary>Messages of sessions that came after the limit; they are in no session.</summary>
    public long NotKept { get; private set; }

    /// <summary>Round-trip times that are in no average.</summary>
    public long RoundTripsNotKept { get; private set; }

    /// <summary>Requests so far without a reply and without an error about them, in no order.</summary>
    public IEnumerable<(EchoKey Key, long Frame, Timestamp At)> Silent =>
        _exchanges
            .Where(one => one.Value is { IsAnswered: false, HasError: false })
            .Select(one => (one.Key, one.Value.Frame, one.Value.At));

    internal void See(IcmpMessage message, bool isShown, bool isTimeless)
    {
        if (message.Quoted?.Echo is { } about)
            SeeError(about, message);
        if (message.Identifier is not { } identifier || message.Sequence is not { } sequence)
            return;
        if (message.IsEchoRequest)
            SeeRequest(
                new EchoKey(message.Source, message.Destination, (ushort)identifier, (ushort)sequence),
                message,
                isShown
            );
        else if (message.IsEchoReply)
            SeeReply(
                new EchoKey(message.Destination, message.Source, (ushort)identifier, (ushort)sequence),
                message,
                isTimeless
            );
    }

    private void SeeRequest(EchoKey key, IcmpMessage message, bool isShown)
    {
        if (SessionOf(key) is not { } session)
            return;
        session.Requests++;
        session.Frames.Add(message.Frame);
        _exchanges[key] = new Exchange(message.Frame, message.At, isShown ? message : null);
        _order.Enqueue((key, message.Frame));
        while (_order.Count > RequestLimit)
        {
            (EchoKey oldest, long frame) = _order.Dequeue();
            if (_exchanges.TryGetValue(oldest, out Exchange? old) && old.Frame == frame)
            {
                _exchanges.Remove(oldest);
                RequestsForgotten++;
            }
        }
    }

    private void SeeReply(EchoKey key, IcmpMessage message, bool isTimeless)
    {
        if (SessionOf(key) is not { } session)
            return;
        session.Replies++;
        session.Frames.Add(message.Frame);
        if (!_exchanges.TryGetValue(key, out Exchange? exchange))
        {
            session.WithoutRequest++;
            return;
        }
        message.RequestFrame = exchange.Frame;
        if (exchange.IsAnswered)
        {
            session.Duplicates++;
            message.IsDuplicate = true;
            return;
        }
        exchange.IsAnswered = true;
        session.Answered++;
        if (exchange.Shown is { } request)
            request.ReplyFrame = message.Frame;
        long roundTrip = message.At - exchange.At;
        if (isTimeless || roundTrip < 0)
        {
            RoundTripsNotKept++;
            return;
        }
        message.RoundTrip = roundTrip;
        if (_roundTrips < RoundTripLimit)
        {
            _roundTrips++;
            session.Add(roundTrip);
        }
        else
            RoundTripsNotKept++;
    }

    private void SeeError(EchoKey key, IcmpMessage error)
    {
        if (!_exchanges.TryGetValue(key, out Exchange? exchange) || SessionOf(key) is not { } session)
            return;
        error.RequestFrame = exchange.Frame;
        if (error.IsRedirect || exchange.HasError)
            return;
        exchange.HasError = true;
        session.Errors++;
        if (exchange.Shown is { } request)
            request.ErrorFrame = error.Frame;
    }

    private EchoSession? SessionOf(EchoKey key)
    {
        (Address, Address, ushort) name = (key.Requester, key.Responder, key.Identifier);
        if (_sessions.TryGetValue(name, out EchoSession? session))
            return session;
        if (_sessions.Count >= SessionLimit)
        {
            NotKept++;
            return null;
        }
        session = new EchoSession(key.Requester, key.Responder, key.Identifier);
        _sessions.Add(name, session);
        return session;
    }

    private sealed class Exchange(long frame, Timestamp at, IcmpMessage? shown)
    {
        public long Frame { get; } = frame;
        public Timestamp At { get; } = at;
        public IcmpMessage? Shown { get; } = shown;
        public bool IsAnswered { get; set; }
        public bool HasError { get; set; }
    }
}
