using System.Numerics;

namespace Sonde.Analysis;

/// <summary>One conversation whose application is found out from its first octets and then read by that application's reader.</summary>
/// <remarks>
/// Also what runs inside another application: a tunnel's or a decrypted stream, made with <see cref="Inside"/>. Memory:
/// the first octets of each direction until the application is known, at most <see cref="MostHead"/> each.
/// </remarks>
public sealed class ApplicationStream
{
    /// <summary>Octets of a direction after which a decision is taken.</summary>
    public const int MostHead = 4096;

    private const int MostWatched = 1 << 16; // octets of a stream that nobody reads in which an upgrade is looked for

    private const int DeepestNesting = 4; // streams in streams; hostile upgrades end here

    private readonly ApplicationTable _table;
    private readonly int _depth;
    private List<IApplication>? _earlier;
    private OpeningOctets? _opening; // made when the first octets do not say enough
    private bool _isUndecided = true;
    private ulong _alive; // candidates that have not said no
    private bool _clientIsResponder;
    private IApplicationReader? _reader;
    private ConversationFacts? _facts;
    private bool _hasEnded;
    private int _watched;

    internal ApplicationStream(ApplicationTable table, Flow flow, bool isFromTheStart, ApplicationStream? outer = null)
    {
        _table = table;
        _alive = table.All;
        _depth = outer is null ? 0 : outer._depth + 1;
        (Flow, Outer, IsFromTheStart) = (flow, outer, isFromTheStart);
        _isUndecided = _depth <= DeepestNesting;
    }

    /// <summary>The conversation that carries it.</summary>
    public Flow Flow { get; }

    /// <summary>The stream inside which it runs, such as the TLS connection that was decrypted; null for the TCP stream itself.</summary>
    public ApplicationStream? Outer { get; }

    /// <summary>The stream inside this one; null where there is none, or it was not decrypted.</summary>
    public ApplicationStream? Inner { get; private set; }

    /// <summary>No octet before the first one was missed.</summary>
    public bool IsFromTheStart { get; private set; }

    /// <summary>The application; null while unknown, and for one that nobody recognised.</summary>
    public IApplication? Application { get; private set; }

    /// <summary>How sure that is.</summary>
    public Certainty Certainty { get; private set; }

    /// <summary>The applications that it was before an upgrade, the first one first.</summary>
    public IReadOnlyList<IApplication> Earlier => _earlier ?? (IReadOnlyList<IApplication>)[];

    /// <summary>Records of it were decrypted; what was in them is a stream of its own inside this one.</summary>
    public bool IsDecrypted { get; internal set; }

    /// <summary>What it says of itself; null where nothing was asked for or said. A stream inside another one says it there.</summary>
    public ConversationFacts? Facts => Outer is null ? _facts : Outer.Facts;

    /// <summary>What the reader before an upgrade leaves to the one behind it, such as the request whose response is still to come.</summary>
    internal object? Handover { get; set; }

    /// <summary>The end that asks.</summary>
    public Endpoint Client => _clientIsResponder ? Flow.Responder : Flow.Initiator;

    /// <summary>The end that answers.</summary>
    public Endpoint Server => _clientIsResponder ? Flow.Initiator : Flow.Responder;

    /// <summary>The application for which one of the ports is usual; null when there is none.</summary>
    public IApplication? PortSuggests => _table.ByPort(Flow.Responder.Port) ?? _table.ByPort(Flow.Initiator.Port);

    /// <summary>Nothing more is read of it, whatever comes.</summary>
    internal bool IsDone =>
        !_isUndecided && _reader is null && (_watched >= MostWatched || Outer is not null || _depth > DeepestNesting);

    /// <summary>The application that ALPN, or an upgrade in clear, names so; null where there is none.</summary>
    internal IApplication? Agreed(string name) => _table.ByAgreement(name);

    /// <summary>A stream inside this one, read like any other: its reader is found out from its content.</summary>
    /// <param name="agreed">The application that both ends agreed on, by its name in ALPN; null to find out.</param>
    public ApplicationStream Inside(string? agreed = null)
    {
        var inner = new ApplicationStream(_table, Flow, isFromTheStart: true, this)
        {
            _clientIsResponder = _clientIsResponder,
        };
        // What left something for the time after an upgrade goes on inside; what left nothing is found out.
        IApplication? known =
            agreed is not null ? _table.ByAgreement(agreed)
            : Handover is not null && Earlier is [.., var last] ? last
            : null;
        if (known is not null && inner._isUndecided)
            inner.Take(known, new Recognition(Certainty.Certain, _clientIsResponder));
        return Inner = inner;
    }

    /// <summary>A stream that something else finds and reads, such as a connection of QUIC, or a stream in it.</summary>
    internal static ApplicationStream Carried(Flow flow, bool clientIsResponder, ApplicationStream? outer = null) =>
        new(ApplicationTable.None, flow, isFromTheStart: true, outer) { _clientIsResponder = clientIsResponder };

    /// <summary>What follows is of another application, as after STARTTLS: the octets that come from now on are looked at anew.</summary>
    /// <remarks>Octets at hand that belong to what follows are given again, with <see cref="Feed"/>, by the reader that upgrades.</remarks>
    /// <param name="to">What it becomes, when that is agreed; null to find out.</param>
    public void Upgrade(IApplication? to = null)
    {
        if (Application is { } was)
            (_earlier ??= []).Add(was);
        (_reader, Application, Certainty, IsFromTheStart) = (null, null, default, true);
        (_isUndecided, _alive) = (_earlier is null || _earlier.Count <= DeepestNesting, _table.All);
        if (_isUndecided && to is not null)
            Take(to, new Recognition(Certainty.Certain, _clientIsResponder));
    }

    /// <summary>The next octets. The client of an inner stream is that of the outer one.</summary>
    public void Feed(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place) =>
        FeedFrom(fromClient != _clientIsResponder, octets, place);

    /// <summary>The next octets of one direction are missing.</summary>
    public void Skip(bool fromClient, long length, StreamPlace place) =>
        SkipFrom(fromClient != _clientIsResponder, length, place);

    /// <summary>Nothing more comes, or nobody reads what does: decides on what there is.</summary>
    public void End()
    {
        if (_hasEnded)
            return;
        _hasEnded = true;
        if (_opening is { } opening)
            Decide(opening.View(this), isLast: true);
        _reader?.OnEnd();
        _table.Ended(this);
    }

    internal void FeedFrom(bool initiator, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (_opening is { } opening)
        {
            if (BecomesAnother(initiator, octets, place))
                return;
            opening.Add(initiator, octets, place);
            Decide(opening.View(this), isLast: opening.IsFull);
        }
        else if (!_isUndecided && _reader is null)
        {
            _watched += octets.Length;
            BecomesAnother(initiator, octets, place);
        }
        else if (!_isUndecided || DecidesAtOnce(initiator, octets))
        {
            _reader?.OnOctets(initiator != _clientIsResponder, octets, place);
        }
        else
        {
            _opening = new OpeningOctets();
            _opening.Add(initiator, octets, place);
        }
        if (IsDone)
            End();
    }

    // Who speaks STARTTLS to a reader that is not there: the client's hello shows it.
    private bool BecomesAnother(bool initiator, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        bool isOver = _watched >= MostWatched || _earlier?.Count >= DeepestNesting;
        if (isOver || _table.BegunBy(octets) is not { } begun || begun == Application)
            return false;
        _clientIsResponder = !initiator;
        _opening = null;
        Upgrade(begun);
        _watched = MostWatched;
        _reader?.OnOctets(fromClient: true, octets, place);
        return true;
    }

    internal void SkipFrom(bool initiator, long length, StreamPlace place)
    {
        if (_opening is { } opening)
            Decide(opening.View(this), isLast: true);
        else if (_isUndecided)
            IsFromTheStart = false;
        _reader?.OnGap(initiator != _clientIsResponder, length, place);
    }

    /// <summary>What it says of itself, to be added to.</summary>
    internal ConversationFacts KeepFacts(FactsBudget budget) =>
        Outer is null ? _facts ??= new ConversationFacts(budget) : Outer.KeepFacts(budget);

    // Most connections tell by their first segment what they are; then nothing of them is kept.
    private bool DecidesAtOnce(bool initiator, ReadOnlySpan<byte> octets)
    {
        bool isNew = Outer is null && _earlier is null;
        if (isNew && _table.Expected?.Take(Flow, out bool turned) is { } expected)
        {
            Take(expected, new Recognition(Certainty.Certain, turned));
            return true;
        }
        Decide(
            new StreamOpening
            {
                FromInitiator = initiator ? octets : [],
                FromResponder = initiator ? [] : octets,
                IsFromTheStart = IsFromTheStart,
                InitiatorPort = Flow.Initiator.Port,
                ResponderPort = Flow.Responder.Port,
            },
            isLast: octets.Length >= MostHead
        );
        return !_isUndecided;
    }

    private void Decide(in StreamOpening opening, bool isLast)
    {
        (IApplication App, Recognition Said)? unsure = null;
        bool isOpen = false;
        for (ulong left = _alive; left != 0; left &= left - 1)
        {
            int index = BitOperations.TrailingZeroCount(left);
            IApplication candidate = _table[index];
            Recognition said = candidate.Recognize(opening);
            switch (said.Certainty)
            {
                case Certainty.Certain:
                    Take(candidate, said);
                    return;
                case Certainty.NotMine:
                    _alive &= ~(1UL << index);
                    break;
                case Certainty.NeedMore:
                    isOpen = true;
                    break;
                case Certainty.Unsure when unsure is null || (!IsUsual(unsure.Value.App) && IsUsual(candidate)):
                    unsure = (candidate, said);
                    break;
            }
        }
        if (isOpen && !isLast)
            return;
        if (unsure is { } best && (isLast || IsUsual(best.App)))
            Take(best.App, best.Said);
        else if (isLast || _alive == 0)
            (_isUndecided, _opening) = (false, null);
    }

    private bool IsUsual(IApplication application) =>
        application.Ports.Contains(Flow.Responder.Port) || application.Ports.Contains(Flow.Initiator.Port);

    private void Take(IApplication application, Recognition said)
    {
        (Application, Certainty) = (application, said.Certainty);
        if (Outer is null && _earlier is null)
            _clientIsResponder = said.ClientIsResponder;
        OpeningOctets? opening = _opening;
        (_isUndecided, _opening) = (false, null);
        _reader = application.Open(this);
        opening?.Replay(this);
    }

    // What came while the application was unknown, in the order in which it came.
    private sealed class OpeningOctets
    {
        private readonly List<(bool Initiator, int Start, int Length, StreamPlace Place)> _pieces = [];
        private readonly byte[]?[] _octets = [null, null];
        private readonly int[] _lengths = [0, 0];

        public bool IsFull => _lengths[0] >= MostHead || _lengths[1] >= MostHead;

        public void Add(bool initiator, ReadOnlySpan<byte> octets, StreamPlace place)
        {
            int side = initiator ? 1 : 0;
            int start = _lengths[side];
            byte[] kept = _octets[side] ?? [];
            if (start + octets.Length > kept.Length)
                Array.Resize(ref kept, Math.Max(start + octets.Length, Math.Min(kept.Length * 2, MostHead)));
            octets.CopyTo(kept.AsSpan(start));
            (_octets[side], _lengths[side]) = (kept, start + octets.Length);
            _pieces.Add((initiator, start, octets.Length, place));
        }

        public StreamOpening View(ApplicationStream stream) =>
            new()
            {
                FromInitiator = Side(1),
                FromResponder = Side(0),
                IsFromTheStart = stream.IsFromTheStart,
                InitiatorPort = stream.Flow.Initiator.Port,
                ResponderPort = stream.Flow.Responder.Port,
            };

        public void Replay(ApplicationStream stream)
        {
            foreach ((bool initiator, int start, int length, StreamPlace place) in _pieces)
                stream.FeedFrom(initiator, Side(initiator ? 1 : 0).Slice(start, length), place);
        }

        private ReadOnlySpan<byte> Side(int side) => _octets[side].AsSpan(0, _lengths[side]);
    }
}
