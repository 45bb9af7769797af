using System.Net;

namespace Sonde.Host;

/// <summary>A TCP or UDP socket of this machine.</summary>
public sealed record HostSocket
{
    /// <summary>TCP, otherwise UDP.</summary>
    public required bool IsTcp { get; init; }

    /// <summary>Local address; of the unspecified address every one.</summary>
    public required IPAddress LocalAddress { get; init; }

    /// <summary>Local port.</summary>
    public required int LocalPort { get; init; }

    /// <summary>Address of the other side; null when there is none.</summary>
    public IPAddress? RemoteAddress { get; init; }

    /// <summary>Port of the other side.</summary>
    public int? RemotePort { get; init; }

    /// <summary>TCP: state by RFC 9293 §3.3.2, <c>ESTABLISHED</c>; null for UDP, which has none.</summary>
    public string? State { get; init; }

    /// <summary>Interface that the socket is bound to, or that a link-local address belongs to; 0 for none.</summary>
    public int InterfaceIndex { get; init; }

    /// <summary>Octets received that the process has not read; of a listener, connections not yet accepted.</summary>
    public long? ReceiveQueue { get; init; }

    /// <summary>Octets not yet sent and acknowledged; of a listener, how many connections may wait.</summary>
    public long? SendQueue { get; init; }

    /// <summary>Number of the user who opened it.</summary>
    public long? UserId { get; init; }

    /// <summary>Number of the socket's file; 0 when no process holds it any more.</summary>
    public ulong Inode { get; init; }

    /// <summary>Processes that hold it, in the order of their numbers.</summary>
    public IReadOnlyList<SocketOwner> Owners { get; init; } = [];

    /// <summary>What the kernel knows of the connection.</summary>
    public SocketTcpFacts? Tcp { get; init; }
}

/// <summary>A process that holds a socket.</summary>
/// <param name="ProcessId">Its number.</param>
/// <param name="Name">Its name; null when it ended meanwhile.</param>
public readonly record struct SocketOwner(int ProcessId, string? Name);

/// <summary>What the kernel knows of a TCP connection; null where an older kernel says nothing.</summary>
public sealed record SocketTcpFacts
{
    /// <summary>Name of the congestion control.</summary>
    public string? CongestionControl { get; init; }

    /// <summary>Smoothed round-trip time (RFC 6298 §2).</summary>
    public TimeSpan? RoundTripTime { get; init; }

    /// <summary>Its variation.</summary>
    public TimeSpan? RoundTripVariation { get; init; }

    /// <summary>Shortest round-trip time seen lately.</summary>
    public TimeSpan? LeastRoundTripTime { get; init; }

    /// <summary>Retransmission timeout (RFC 6298).</summary>
    public TimeSpan? RetransmissionTimeout { get; init; }

    /// <summary>Timeouts in a row without an answer.</summary>
    public int Backoff { get; init; }

    /// <summary>Segments sent again over the connection's life.</summary>
    public long? Retransmissions { get; init; }

    /// <summary>Segments sent again that are not yet acknowledged.</summary>
    public long? RetransmissionsOpen { get; init; }

    /// <summary>Segments held to be lost just now.</summary>
    public long? Lost { get; init; }

    /// <summary>Segments sent and not acknowledged.</summary>
    public long? Unacknowledged { get; init; }

    /// <summary>Congestion window in segments.</summary>
    public long? CongestionWindow { get; init; }

    /// <summary>Slow start threshold in segments; null while none was set.</summary>
    public long? SlowStartThreshold { get; init; }

    /// <summary>Longest segment sent, in octets.</summary>
    public int? SendSegmentLength { get; init; }

    /// <summary>Path MTU in octets.</summary>
    public int? PathMtu { get; init; }

    /// <summary>Window that the other side allows, in octets, scaled.</summary>
    public long? SendWindow { get; init; }

    /// <summary>Window that we allow, in octets, scaled.</summary>
    public long? ReceiveWindow { get; init; }

    /// <summary>Octets of data sent, with those sent again.</summary>
    public long? OctetsSent { get; init; }

    /// <summary>Octets acknowledged by the other side; SYN counts as one.</summary>
    public long? OctetsAcknowledged { get; init; }

    /// <summary>Octets of data received.</summary>
    public long? OctetsReceived { get; init; }

    /// <summary>Octets of data sent again.</summary>
    public long? OctetsRetransmitted { get; init; }

    /// <summary>Rate of delivery as measured last, octets per second.</summary>
    public long? DeliveryRate { get; init; }

    /// <summary>Time since data was sent last.</summary>
    public TimeSpan? SinceSent { get; init; }

    /// <summary>Time since data was received last.</summary>
    public TimeSpan? SinceReceived { get; init; }

    /// <summary>Time spent sending.</summary>
    public TimeSpan? Busy { get; init; }

    /// <summary>Time for which the other side's window held sending up.</summary>
    public TimeSpan? LimitedByReceiver { get; init; }

    /// <summary>Time for which the socket's own buffer held sending up.</summary>
    public TimeSpan? LimitedBySendBuffer { get; init; }
}
