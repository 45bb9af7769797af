using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>At which point of its life a connection was reset.</summary>
public enum TcpResetStage
{
    /// <summary>Instead of a SYN-ACK: nobody listens, or a firewall refuses.</summary>
    Refused,

    /// <summary>After the SYN or the SYN-ACK, by the end that had asked: it gave up, or only wanted to know.</summary>
    Handshake,

    /// <summary>After the handshake, before any data.</summary>
    BeforeData,

    /// <summary>The client's data was the last: the request was not answered, or not to its end.</summary>
    AfterRequest,

    /// <summary>While data went.</summary>
    MidTransfer,

    /// <summary>After a FIN.</summary>
    AfterClose,

    /// <summary>The capture shows neither an opening nor data before it.</summary>
    Unknown,
}

/// <summary>Signs that a reset does not come from the end in whose name it was sent.</summary>
[Flags]
public enum TcpResetSigns
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>TTL or hop limit differs by three or more from the sender's other packets.</summary>
    HopsLeft = 1,

    /// <summary>The IP identification breaks the sender's counting.</summary>
    Identification = 2,

    /// <summary>Its sequence number is neither the sender's next one nor the one that was acknowledged to it.</summary>
    Sequence = 4,

    /// <summary>It came sooner after the packet before it than the sender ever answered.</summary>
    Timing = 8,

    /// <summary>The sender went on sending data.</summary>
    SenderWentOn = 16,

    /// <summary>Several resets with different sequence numbers came at once.</summary>
    Volley = 32,
}

/// <summary>The first reset of a connection.</summary>
public sealed class TcpReset
{
    private const long AtOnce = 10_000_000; // 10 ms
    private const long ShortestTelling = 1_000_000; // a round trip that can be undercut

    private uint _sequence;
    private long _at;

    /// <summary>Its frame.</summary>
    public long Frame { get; private init; }

    /// <summary>Its time.</summary>
    public Timestamp At { get; private init; }

    /// <summary>TTL or hop limit it came with.</summary>
    public int HopsLeft { get; private init; }

    /// <summary>TTL or hop limit of the sender's packet before it; null without one.</summary>
    public int? UsualHopsLeft { get; private init; }

    /// <summary>What speaks against its sender.</summary>
    public TcpResetSigns Signs { get; private set; }

    /// <summary>Two signs or more: somebody between the ends may have sent it.</summary>
    public bool LooksInjected => (Signs & (Signs - 1)) != 0;

    /// <summary>Nanoseconds of silence of both ends before it; null when it is the first segment that was captured.</summary>
    public long? IdleBefore { get; private init; }

    internal bool FromLow { get; private init; }

    internal static TcpReset Of(
        in TcpSegment segment,
        in NetworkFacts network,
        TcpFlowSide sender,
        TcpFlowSide receiver,
        long now
    )
    {
        long latest = Math.Max(sender.LastAt, receiver.LastAt);
        var reset = new TcpReset
        {
            Frame = segment.Frame,
            At = segment.At,
            FromLow = segment.FromLow,
            HopsLeft = network.HopsLeft,
            UsualHopsLeft = sender.Trail.IsKnown ? sender.Trail.HopsLeft : null,
            IdleBefore = latest > 0 ? Math.Max(0, now - latest) : null,
            _sequence = segment.Sequence,
            _at = now,
        };
        if (sender.Trail.CameAnotherWay(network))
            reset.Signs |= TcpResetSigns.HopsLeft;
        if (sender.Trail.BreaksCounting(network))
            reset.Signs |= TcpResetSigns.Identification;
        bool isExpected =
            !sender.Seen.HasBegun
            || segment.Sequence == sender.Seen.Next
            || (receiver.HasAcknowledged && segment.Sequence == receiver.Acknowledged);
        if (!isExpected)
            reset.Signs |= TcpResetSigns.Sequence;
        long fastest = TcpLimits.ToSender(sender);
        bool isAnswer = receiver.LastAt > sender.LastAt;
        if (isAnswer && fastest >= ShortestTelling && now - receiver.LastAt < fastest / 2)
            reset.Signs |= TcpResetSigns.Timing;
        return reset;
    }

    /// <summary>A later segment of the connection.</summary>
    internal void See(in TcpSegment segment, long now)
    {
        if (segment.FromLow != FromLow)
            return;
        if ((segment.Flags & TcpFlags.Rst) == 0)
        {
            if (segment.Length > 0 && now > _at)
                Signs |= TcpResetSigns.SenderWentOn;
        }
        else if (segment.Sequence != _sequence && now - _at < AtOnce)
        {
            Signs |= TcpResetSigns.Volley;
        }
    }
}
