using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>How a connection came to its end, as far as the capture shows.</summary>
public enum TcpClosing
{
    /// <summary>Neither FIN nor reset: still open when the capture ended, or silent.</summary>
    Open,

    /// <summary>One end sent FIN, the other not.</summary>
    HalfClosed,

    /// <summary>Both ends sent FIN.</summary>
    Fin,

    /// <summary>A reset, before both had sent FIN.</summary>
    Reset,

    /// <summary>The SYN was answered with a reset.</summary>
    Refused,

    /// <summary>Nobody answered the SYN.</summary>
    NoAnswer,
}

/// <summary>How it is known which end is the client.</summary>
public enum TcpRoles
{
    /// <summary>It sent the SYN.</summary>
    Syn,

    /// <summary>The other end sent a SYN-ACK.</summary>
    SynAck,

    /// <summary>Only the other end has a port below 1024.</summary>
    Port,

    /// <summary>It sent the first segment that was captured: a guess.</summary>
    FirstSegment,
}

/// <summary>The record of one TCP connection: both ends, its opening, its end, and what happened in between.</summary>
/// <remarks>Memory: 1 to 4 KB. Reads properly once the pass has finished; may be kept.</remarks>
public sealed class TcpFlow
{
    /// <summary>A silence of this many nanoseconds is an idle gap.</summary>
    public const long IdleAfter = 1_000_000_000;

    private const ushort FirstEphemeralPort = 1024;
    private const long LargestRequest = 65_536; // more in one go is a transfer

    private readonly Flow _flow;
    private FirstFrames?[]? _evidence; // most connections have nothing of this and the following
    private FirstFrames? _idleGaps;
    private FirstFrames? _icmpErrors;
    private FirstFrames? _icmpTooBig;
    private FirstFrames? _signs;
    private TcpHistory _history;
    private bool? _synFromLow;
    private bool? _answerFromLow;
    private bool? _firstFinFromLow;
    private bool _lastDataFromLow;
    private long _lastRun; // octets since the other end sent data
    private TcpResetStage _stage;
    private long _lastAt;
    private bool _hasTime;

    internal TcpFlow(Flow flow)
    {
        _flow = flow;
        Low = new TcpFlowSide(flow.Key.Low);
        High = new TcpFlowSide(flow.Key.High);
    }

    /// <summary>Wireshark's number of the connection (tcp.stream).</summary>
    public int Stream => _flow.Stream;

    /// <summary>The client: see <see cref="Roles"/>.</summary>
    public TcpFlowSide Client => ClientIsLow ? Low : High;

    /// <summary>The server.</summary>
    public TcpFlowSide Server => ClientIsLow ? High : Low;

    /// <summary>How it is known which end is the client.</summary>
    public TcpRoles Roles =>
        _synFromLow is not null ? TcpRoles.Syn
        : _answerFromLow is not null ? TcpRoles.SynAck
        : IsServerPort(Low) != IsServerPort(High) ? TcpRoles.Port
        : TcpRoles.FirstSegment;

    /// <summary>Number of the first frame.</summary>
    public long FirstFrame { get; private set; }

    /// <summary>Number of the last frame.</summary>
    public long LastFrame { get; private set; }

    /// <summary>Time of the first segment; null when none has a time.</summary>
    public Timestamp? First { get; private set; }

    /// <summary>Time of the last segment; null when none has a time.</summary>
    public Timestamp? Last { get; private set; }

    /// <summary>Nanoseconds from the first to the last segment.</summary>
    public long Duration => Last is { } last && First is { } first ? Math.Max(0, last - first) : 0;

    /// <summary>Segments both ways.</summary>
    public long Segments => Low.Segments + High.Segments;

    /// <summary>Segments with data both ways.</summary>
    public long DataSegments => Low.DataSegments + High.DataSegments;

    /// <summary>How it opened.</summary>
    public TcpHandshakeFacts Handshake { get; } = new();

    /// <summary>How it ended.</summary>
    public TcpClosing Closing =>
        FirstReset is not null && Stage == TcpResetStage.Refused ? TcpClosing.Refused
        : Low.Fins > 0 && High.Fins > 0 ? TcpClosing.Fin
        : FirstReset is not null ? TcpClosing.Reset
        : Low.Fins + High.Fins > 0 ? TcpClosing.HalfClosed
        : Handshake.SynFrame != 0 && Answerer.Segments == 0 ? TcpClosing.NoAnswer
        : TcpClosing.Open;

    /// <summary>Who closed first, by FIN or reset: true the client, false the server, null nobody.</summary>
    public bool? ClosedByClient =>
        _firstFinFromLow is { } fin ? fin == ClientIsLow
        : FirstReset is { } reset ? reset.FromLow == ClientIsLow
        : null;

    /// <summary>The first reset; null without one.</summary>
    public TcpReset? FirstReset { get; private set; }

    /// <summary>The client sent the first reset; null without one.</summary>
    public bool? ResetByClient => FirstReset is { } reset ? reset.FromLow == ClientIsLow : null;

    /// <summary>When the first reset came; meaningful with <see cref="FirstReset"/>.</summary>
    public TcpResetStage Stage =>
        _stage == TcpResetStage.AfterRequest && (_lastDataFromLow != ClientIsLow || _lastRun > LargestRequest)
            ? TcpResetStage.MidTransfer
            : _stage;

    /// <summary>What happened, a letter for each new thing, as Zeek writes it: S SYN, H SYN-ACK, A ACK, D data, F FIN, R reset, T retransmission, W zero window, G gap; capitals are the client's.</summary>
    public string History => _history.Show(ClientIsLow);

    /// <summary>Zeek's name for how far it came (conn_state): S0, S1, S2, S3, SF, REJ, RSTO, RSTR, RSTOS0, RSTRH, SH, SHR, OTH.</summary>
    public string ConnectionState => TcpConnectionState.Of(this);

    /// <summary>Silences of a second or more: the frames that ended them.</summary>
    public FirstFrames IdleGaps => _idleGaps ?? FirstFrames.None;

    /// <summary>Nanoseconds of the longest silence.</summary>
    public long LongestIdle { get; private set; }

    /// <summary>Frame that ended the longest silence; 0 when there was none of a second or more.</summary>
    public long LongestIdleFrame { get; private set; }

    /// <summary>Nanoseconds of all silences of a second or more.</summary>
    public long TotalIdle { get; private set; }

    /// <summary>ICMP errors that quote a segment of it.</summary>
    public FirstFrames IcmpErrors => _icmpErrors ?? FirstFrames.None;

    /// <summary>ICMP errors that say a segment was too big for the path (RFC 1191, RFC 8201).</summary>
    public FirstFrames IcmpTooBig => _icmpTooBig ?? FirstFrames.None;

    /// <summary>Frames with SYN, both ways.</summary>
    public FirstFrames SynFrames { get; } = new();

    /// <summary>Frames with a retransmission, a full or a closed window.</summary>
    public FirstFrames Signs => _signs ?? FirstFrames.None;

    /// <summary>Its ports were used before for another connection.</summary>
    public bool IsPortReuse { get; private set; }

    internal TcpFlowSide Low { get; }

    internal TcpFlowSide High { get; }

    /// <summary>First frames with this verdict; null when there is none.</summary>
    public FirstFrames? Evidence(TcpVerdicts verdict) =>
        _evidence?[System.Numerics.BitOperations.TrailingZeroCount((uint)verdict)];

    /// <summary>Segments both ways with this verdict.</summary>
    public long Count(TcpVerdicts verdict) => Low.Count(verdict) + High.Count(verdict);

    private bool ClientIsLow =>
        _synFromLow
        ?? !_answerFromLow
        ?? (IsServerPort(Low) != IsServerPort(High) ? IsServerPort(High) : _flow.InitiatorIsLow);

    private TcpFlowSide Answerer => _synFromLow == true ? High : Low;

    internal void See(in TcpSegment segment, in Packet packet)
    {
        long now = Clock(segment, packet);
        TcpFlowSide sender = segment.FromLow ? Low : High;
        TcpFlowSide receiver = segment.FromLow ? High : Low;
        TcpOptionFacts options = packet.TryRead(segment.Layer, out Tcp tcp)
            ? TcpOptionFacts.Read(tcp.Options)
            : default;
        NetworkFacts network = NetworkFacts.Of(packet, segment.Layer);
        uint before = sender.Acknowledged;
        bool hadAcknowledged = sender.HasAcknowledged;
        SeeOpening(segment, now, options);
        SeeClosing(segment, network, sender, receiver, now);
        bool isCopy = sender.Trail.IsCopy(segment, network, options, now);
        if (isCopy)
            sender.SeeCopy(segment.Frame);
        else if (sender.Segments > 0 && segment.Length > 0)
            sender.Limits?.Send(segment, sender, receiver, now);
        Placement placement = sender.See(segment, packet, options, now, isCopy);
        sender.SeeNetwork(segment, network);
        if (segment.Length > 0)
        {
            (sender.Arrivals ??= new TcpArrivals()).See(segment, options, placement, isCopy, sender, now);
            if (!isCopy)
                SeeData(segment, sender, options, placement, now);
        }
        sender.ZeroWindows.SeeOwn(segment, now);
        receiver.ZeroWindows.SeeOther(segment, now);
        bool isAck = (segment.Flags & (TcpFlags.Ack | TcpFlags.Rst)) == TcpFlags.Ack;
        if (isAck)
        {
            receiver.Seen.Acknowledge(segment.Acknowledgment);
            receiver.PathMtu.Acknowledge(segment.Acknowledgment);
            receiver.Limits?.Hear(segment, sender, TcpLimits.ToSender(receiver), now);
            SecondOpinionOf(segment, receiver, hadAcknowledged ? before : segment.Acknowledgment, options);
        }
        _history.See(segment, sender);
        Note(segment);
    }

    internal void SeeIcmpError(in Packet packet, int layer)
    {
        if (IcmpErrors.Numbers is [.., var last] && last == packet.Frame.Number)
            return;
        (_icmpErrors ??= new FirstFrames()).Add(packet.Frame.Number);
        for (int at = 0; at < layer; at++)
        {
            bool isTooBig = packet.TryRead(at, out Icmp icmp)
                ? icmp is { Type: 3, Code: 4 }
                : packet.TryRead(at, out Icmpv6 icmpv6) && icmpv6.Type == 2;
            if (!isTooBig)
                continue;
            (_icmpTooBig ??= new FirstFrames()).Add(packet.Frame.Number);
            return;
        }
    }

    private static bool IsServerPort(TcpFlowSide side) => side.Endpoint.Port < FirstEphemeralPort;

    private long Clock(in TcpSegment segment, in Packet packet)
    {
        if (FirstFrame == 0)
            FirstFrame = segment.Frame;
        LastFrame = segment.Frame;
        if (packet.Frame.IsTimeless)
            return _lastAt;
        long now = segment.At.Nanoseconds;
        if (segment.SincePrevious >= IdleAfter)
            SeeSilence(segment);
        First = First is { } first && first < segment.At ? first : segment.At;
        Last = Last is { } last && last > segment.At ? last : segment.At;
        _lastAt = _hasTime ? Math.Max(_lastAt, now) : now;
        _hasTime = true;
        return now;
    }

    private void SeeSilence(in TcpSegment segment)
    {
        (_idleGaps ??= new FirstFrames()).Add(segment.Frame);
        TotalIdle += segment.SincePrevious;
        if (segment.SincePrevious > LongestIdle)
            (LongestIdle, LongestIdleFrame) = (segment.SincePrevious, segment.Frame);
    }

    private void SeeOpening(in TcpSegment segment, long now, in TcpOptionFacts options)
    {
        bool isSyn = (segment.Flags & (TcpFlags.Syn | TcpFlags.Rst)) == TcpFlags.Syn;
        if ((segment.Flags & TcpFlags.Syn) != 0)
            SynFrames.Add(segment.Frame);
        if (isSyn && (segment.Flags & TcpFlags.Ack) != 0)
            _answerFromLow ??= segment.FromLow;
        else if (isSyn)
            _synFromLow ??= segment.FromLow;
        IsPortReuse |= segment.Has(TcpVerdicts.ReusedPorts);
        bool fromClient = segment.FromLow == ClientIsLow;
        bool isOfHandshake = isSyn ? fromClient != ((segment.Flags & TcpFlags.Ack) != 0) : fromClient;
        if (!isOfHandshake || (!isSyn && Handshake.AckFrame != 0))
            return;
        Handshake.See(segment, now, options);
        Server.HandshakeRtt = Handshake.ServerRtt ?? 0;
        Client.HandshakeRtt = Handshake.ClientRtt ?? 0;
    }

    private void SeeClosing(
        in TcpSegment segment,
        in NetworkFacts network,
        TcpFlowSide sender,
        TcpFlowSide receiver,
        long now
    )
    {
        FirstReset?.See(segment, now);
        if ((segment.Flags & TcpFlags.Rst) != 0 && FirstReset is null)
        {
            _stage = StageOf(segment);
            FirstReset = TcpReset.Of(segment, network, sender, receiver, now);
        }
        if ((segment.Flags & TcpFlags.Fin) != 0 && FirstReset is null)
            _firstFinFromLow ??= segment.FromLow;
    }

    private TcpResetStage StageOf(in TcpSegment reset)
    {
        bool hasData = DataSegments > 0;
        if (Low.Fins + High.Fins > 0)
            return TcpResetStage.AfterClose;
        if (hasData)
            return TcpResetStage.AfterRequest; // or in the middle: who is the client may only be known at the end
        if (_synFromLow is { } synFromLow && _answerFromLow is null)
            return reset.FromLow == synFromLow ? TcpResetStage.Handshake : TcpResetStage.Refused;
        if (Handshake.SynAckFrame != 0 && Handshake.AckFrame == 0)
            return TcpResetStage.Handshake;
        return Handshake.SynAckFrame != 0 ? TcpResetStage.BeforeData : TcpResetStage.Unknown;
    }

    private void SeeData(
        in TcpSegment segment,
        TcpFlowSide sender,
        in TcpOptionFacts options,
        in Placement placement,
        long now
    )
    {
        if (FirstReset is null)
        {
            _lastRun = _lastDataFromLow == segment.FromLow ? _lastRun + segment.Length : segment.Length;
            _lastDataFromLow = segment.FromLow;
        }
        sender.PathMtu.Send(segment);
        if (segment.Has(TcpVerdicts.Retransmission | TcpVerdicts.OutOfOrder))
            (sender.SecondOpinion ??= new TcpSecondOpinion()).Send(segment, options, placement);
        if (sender.Limits is null)
        {
            sender.Limits = new TcpLimits(now);
            sender.Limits.Send(segment, sender, sender == Low ? High : Low, now);
        }
    }

    private static void SecondOpinionOf(
        in TcpSegment segment,
        TcpFlowSide receiver,
        uint before,
        in TcpOptionFacts options
    )
    {
        if (
            receiver.SecondOpinion is null
            && TcpSecondOpinion.TryReadDuplicate(options.Sack, segment.Acknowledgment, out _, out _)
        )
            receiver.SecondOpinion = new TcpSecondOpinion();
        receiver.SecondOpinion?.Acknowledge(segment.Acknowledgment, before, options);
    }

    private void Note(in TcpSegment segment)
    {
        if (segment.Has(TcpVerdicts.Retransmission | TcpVerdicts.WindowFull | TcpVerdicts.ZeroWindow))
            (_signs ??= new FirstFrames()).Add(segment.Frame);
        for (uint rest = (uint)segment.Verdicts; rest != 0; rest &= rest - 1)
        {
            _evidence ??= new FirstFrames?[TcpVerdictNames.All.Count];
            FirstFrames frames = _evidence[System.Numerics.BitOperations.TrailingZeroCount(rest)] ??= new FirstFrames();
            if (LastNoted(frames) != segment.Frame)
                frames.Add(segment.Frame);
        }
    }

    private static long LastNoted(FirstFrames frames) => frames.Numbers is [.., var last] ? last : 0;
}
