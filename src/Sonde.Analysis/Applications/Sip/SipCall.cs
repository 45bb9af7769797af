namespace Sonde.Analysis;

/// <summary>How a call ended, or why it never began.</summary>
public enum SipOutcome : byte
{
    /// <summary>Nobody answered it while the capture ran, or the network gave it up (408, 480).</summary>
    Unanswered,

    /// <summary>It was answered (2xx).</summary>
    Answered,

    /// <summary>The other end was busy (486, 600).</summary>
    Busy,

    /// <summary>The caller gave up before an answer (CANCEL, 487).</summary>
    Cancelled,

    /// <summary>The caller was sent elsewhere (3xx).</summary>
    Redirected,

    /// <summary>It was refused with another status, a challenge that nobody met included.</summary>
    Failed,

    /// <summary>It was up before the capture began.</summary>
    Earlier,
}

/// <summary>One call: what belongs to an INVITE that opens a dialog, RFC 3261 §12 and §13.</summary>
/// <remarks>Memory: the first 20 frame numbers and at most <see cref="MostMedia"/> announced media.</remarks>
public sealed class SipCall
{
    /// <summary>Most announced media kept of a call.</summary>
    public const int MostMedia = 32;

    private readonly List<(SessionMedium Medium, Endpoint By)> _media = [];
    private bool _isCancelled;
    private long? _openingSequence;

    internal SipCall(SipMessage first, bool isMiddle)
    {
        (CallId, CallerTag, Started) = (first.CallId, first.FromTag, first.Place);
        (From, To) = (first.Value("from") ?? "", first.Value("to") ?? "");
        (Caller, Callee) = first.IsRequest ? (first.Source, first.Destination) : (first.Destination, first.Source);
        (Uri, Transport, IsMiddle) = (first.Uri, first.Transport, isMiddle);
        Last = first.Place;
    }

    /// <summary><c>Call-ID</c>.</summary>
    public string CallId { get; }

    /// <summary>Tag of the end that called.</summary>
    public string CallerTag { get; }

    /// <summary><c>From</c>, as sent.</summary>
    public string From { get; }

    /// <summary><c>To</c>, as sent.</summary>
    public string To { get; }

    /// <summary>Request-URI of the first INVITE.</summary>
    public string? Uri { get; }

    /// <summary>UDP, TCP or TLS.</summary>
    public string Transport { get; }

    /// <summary>Who sent the first message that was captured.</summary>
    public Endpoint Caller { get; }

    /// <summary>Where that went.</summary>
    public Endpoint Callee { get; }

    /// <summary>Its opening was not captured.</summary>
    public bool IsMiddle { get; }

    /// <summary>The first message.</summary>
    public StreamPlace Started { get; }

    /// <summary>The last message.</summary>
    public StreamPlace Last { get; private set; }

    /// <summary>The first provisional answer that came from the other end (180 to 189).</summary>
    public StreamPlace? Progress { get; private set; }

    /// <summary>The first 180: it rings.</summary>
    public StreamPlace? Ringing { get; private set; }

    /// <summary>The first 2xx.</summary>
    public StreamPlace? Answered { get; private set; }

    /// <summary>The last final answer that was no 2xx.</summary>
    public StreamPlace? Refused { get; private set; }

    /// <summary>The first BYE.</summary>
    public StreamPlace? Ended { get; private set; }

    /// <summary>The caller sent the BYE; null without one.</summary>
    public bool? IsEndedByCaller { get; private set; }

    /// <summary>The final status to the opening INVITE; 0 without.</summary>
    public int Status { get; private set; }

    /// <summary>Words behind it.</summary>
    public string? Reason { get; private set; }

    /// <summary>Challenges (401, 407).</summary>
    public int Challenges { get; private set; }

    /// <summary>Messages that were sent again.</summary>
    public int Retransmissions { get; internal set; }

    /// <summary>INVITEs within the dialog: hold, new media.</summary>
    public int Reinvites { get; private set; }

    /// <summary>What the ends announced, once each.</summary>
    public IReadOnlyList<(SessionMedium Medium, Endpoint By)> Media => _media;

    /// <summary>Further media came after the limit.</summary>
    public bool MediaAreCut { get; private set; }

    /// <summary>Its frames.</summary>
    public FirstFrames Frames { get; } = new();

    /// <summary>How it went.</summary>
    public SipOutcome Outcome =>
        Answered is not null ? SipOutcome.Answered
        : IsMiddle ? SipOutcome.Earlier
        : Status is 486 or 600 ? SipOutcome.Busy
        : _isCancelled || Status == 487 ? SipOutcome.Cancelled
        : Status is 0 or 408 or 480 ? SipOutcome.Unanswered
        : Status < 400 ? SipOutcome.Redirected
        : SipOutcome.Failed;

    /// <summary>Whether a message is of this call: one of its ends has the caller's tag.</summary>
    internal bool Has(SipMessage message) => message.FromTag == CallerTag || message.ToTag == CallerTag;

    internal void Add(SipMessage message, bool isRepeated)
    {
        Frames.AddOnce(message.Place.Frame);
        Last = message.Place;
        if (isRepeated)
        {
            Retransmissions++;
            return;
        }
        if (message.Session is { } session)
            Announce(session, message.Source);
        if (message.IsRequest)
            AddRequest(message);
        else if (message.SequenceMethod == "INVITE")
            AddAnswer(message);
    }

    private void AddRequest(SipMessage request)
    {
        switch (request.Method)
        {
            case "INVITE" when request.ToTag.Length == 0:
                _openingSequence = request.Sequence;
                break;
            case "INVITE":
                Reinvites++;
                break;
            case "CANCEL":
                _isCancelled = true;
                break;
            case "BYE" when Ended is null:
                (Ended, IsEndedByCaller) = (request.Place, request.FromTag == CallerTag);
                break;
        }
    }

    private void AddAnswer(SipMessage answer)
    {
        // An answer to an INVITE within the dialog says nothing of how the call began.
        bool isOpening =
            !IsMiddle && Answered is null && (_openingSequence is null || answer.Sequence == _openingSequence);
        if (!isOpening)
            return;
        switch (answer.Status)
        {
            case 180:
                Ringing ??= answer.Place;
                Progress ??= answer.Place;
                break;
            case > 180 and < 190:
                Progress ??= answer.Place;
                break;
            case >= 200 and < 300:
                (Answered, Status, Reason) = (answer.Place, answer.Status, answer.Reason);
                break;
            case >= 300:
                if (answer.Status is 401 or 407)
                    Challenges++;
                (Refused, Status, Reason) = (answer.Place, answer.Status, answer.Reason);
                break;
        }
    }

    private void Announce(SessionDescription session, Endpoint by)
    {
        foreach (SessionMedium medium in session.Media)
        {
            bool isKnown = _media.Exists(one =>
                one.Medium.Port == medium.Port && one.Medium.Address == medium.Address && one.Medium.Kind == medium.Kind
            );
            if (isKnown)
                continue;
            MediaAreCut |= _media.Count >= MostMedia;
            if (_media.Count < MostMedia)
                _media.Add((medium, by));
        }
    }
}
