using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>What can be wrong, by cause.</summary>
internal enum Cause
{
    LossBeforeCapture,
    LossBehindCapture,
    UnnecessaryRetransmission,
    ReorderingOnPath,
    ResetOnPath,
    ResetByClient,
    ResetByServer,
    RefusedByServer,
    RefusedOnPath,
    RejectedByIcmp,
    DroppedOnPath,
    NoAnswer,
    HandshakeNotFinished,
    SynFlood,
    PeerSilent,
    ReceiverDoesNotRead,
    SlowServer,
    RateLimit,
    PathMtuBlackHole,
    CapturedTwice,
    CaptureMissedPackets,
}

/// <summary>One connection that shows a cause.</summary>
internal sealed record Finding(Cause Cause, TcpFlow Flow, bool IsClient)
{
    /// <summary>0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>0 info, 1 low, 2 medium, 3 high.</summary>
    public required int Severity { get; init; }

    /// <summary>Packets or events.</summary>
    public required long Count { get; init; }

    /// <summary>Packets that could have shown it; 0 where a share means nothing.</summary>
    public long Of { get; init; }

    /// <summary>The frames that show it, exactly.</summary>
    public required FirstFrames Frames { get; init; }

    /// <summary>What selects frames like these in a display filter, when there are too many for their numbers.</summary>
    public string? Test { get; init; }

    /// <summary>The frames that <see cref="Test"/> selects in this connection.</summary>
    public FirstFrames? Tested { get; init; }

    public required IReadOnlyList<string> Supports { get; init; }

    public IReadOnlyList<string> Against { get; init; } = [];

    /// <summary>The end whose packets show it.</summary>
    public TcpFlowSide Side => IsClient ? Flow.Client : Flow.Server;

    /// <summary>The other end.</summary>
    public TcpFlowSide Other => IsClient ? Flow.Server : Flow.Client;
}

/// <summary>What the rules look at.</summary>
internal sealed class FindingContext
{
    private readonly UsualHops _hops;

    public FindingContext(ConnectionReading read, TcpPaces paces, UsualHops hops) =>
        (Read, Paces, _hops) = (read, paces, hops);

    public ConnectionReading Read { get; }

    public TcpPaces Paces { get; }

    public IReadOnlyList<TcpFlow> Flows => Read.Flows;

    /// <summary>Nanoseconds from a connection's first segment to the end of the capture.</summary>
    public long ToEnd(TcpFlow flow) =>
        Read.Reading.Pass.Totals.Latest is { } latest && flow.First is { } first ? latest - first : 0;

    /// <summary>TTL or hop limit that packets of this address usually come with; null when none but resets were captured.</summary>
    public int? Hops(Wire.Address address) => _hops.Of(address);
}
