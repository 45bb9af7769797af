using System.Net;

namespace Sonde.Capture;

/// <summary>What happened.</summary>
public enum KernelEvent
{
    /// <summary>An outgoing connection was established.</summary>
    Connected = 1,

    /// <summary>An outgoing connection failed.</summary>
    Failed = 2,

    /// <summary>A connection ended.</summary>
    Closed = 3,

    /// <summary>A segment was sent again.</summary>
    Retransmitted = 4,

    /// <summary>A reset was sent.</summary>
    ResetSent = 5,

    /// <summary>A reset was received.</summary>
    ResetReceived = 6,

    /// <summary>A packet was dropped.</summary>
    Dropped = 7,
}

/// <summary>Who opened a connection.</summary>
public enum KernelDirection
{
    /// <summary>It began before the watch.</summary>
    Unknown,

    /// <summary>This machine.</summary>
    Outgoing,

    /// <summary>The other side.</summary>
    Incoming,
}

/// <summary>Two ends, and whose the near one is.</summary>
public sealed record KernelParty
{
    /// <summary>Process; 0 when the kernel did not see who it is.</summary>
    public required int ProcessId { get; init; }

    /// <summary>Its name, at most 15 octets; empty when unknown. A process chooses it itself.</summary>
    public required string Command { get; init; }

    /// <summary>User who has the socket.</summary>
    public required uint UserId { get; init; }

    /// <summary>Number of the control group (cgroup v2); 0 when unknown.</summary>
    public required ulong Cgroup { get; init; }

    /// <summary>Number of the socket's file; 0 when no process holds it.</summary>
    public required ulong Inode { get; init; }

    /// <summary>Number of the network namespace; 0 when unknown.</summary>
    public required uint Namespace { get; init; }

    /// <summary>Protocol that IP carries: 6 for TCP.</summary>
    public required int Protocol { get; init; }

    /// <summary>Near address, or that of a dropped packet's sender; null when there is none.</summary>
    public required IPAddress? Local { get; init; }

    /// <summary>Its port; 0 when there is none.</summary>
    public required int LocalPort { get; init; }

    /// <summary>Far address, or that of a dropped packet's receiver.</summary>
    public required IPAddress? Remote { get; init; }

    /// <summary>Its port.</summary>
    public required int RemotePort { get; init; }

    /// <summary>Who opened it.</summary>
    public required KernelDirection Direction { get; init; }

    /// <summary>State by RFC 9293 §3.3.2 at that moment; of an ending, the one before.</summary>
    public required string State { get; init; }
}

/// <summary>One thing that happened in the kernel.</summary>
public sealed record KernelRecord
{
    /// <summary>What.</summary>
    public required KernelEvent Event { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whose.</summary>
    public required KernelParty Party { get; init; }

    /// <summary>Since when the connection was there or wanted; null when it began before the watch.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>System error number; 0 for none.</summary>
    public int Error { get; init; }

    /// <summary>Octets of data sent, each once.</summary>
    public long Sent { get; init; }

    /// <summary>Octets of data received.</summary>
    public long Received { get; init; }

    /// <summary>Segments of the connection sent again so far.</summary>
    public long Retransmissions { get; init; }

    /// <summary>Smoothed round-trip time; null when none was measured.</summary>
    public TimeSpan? RoundTripTime { get; init; }

    /// <summary>Octets of the segment or packet that it is about.</summary>
    public long Length { get; init; }

    /// <summary>The kernel's reason for a reset or a drop, by its name; null when it gives none.</summary>
    public string? Reason { get; init; }

    /// <summary>Function of the kernel that dropped the packet; null when it may not be named.</summary>
    public string? Place { get; init; }

    /// <summary>Number of the interface; 0 for none.</summary>
    public int Interface { get; init; }
}
