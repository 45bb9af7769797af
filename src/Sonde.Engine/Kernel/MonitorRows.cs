using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>Packets of one kind.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Packets">Packets.</param>
/// <param name="Bytes">Octets.</param>
/// <param name="PacketsPerSecond">Rate.</param>
/// <param name="BitsPerSecond">Rate.</param>
public sealed record MonitorKind(
    [property: Description("Kind.")] string Kind,
    [property: Description("Packets.")] long Packets,
    [property: Description("Bytes.")] long Bytes,
    [property: Description("Packets a second.")] double PacketsPerSecond,
    [property: Description("Bits a second.")] double BitsPerSecond
);

/// <summary>One step of time.</summary>
/// <param name="Timestamp">Its end.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="Packets">Packets.</param>
/// <param name="Bytes">Octets.</param>
/// <param name="PacketsPerSecond">Rate.</param>
/// <param name="BitsPerSecond">Rate.</param>
public sealed record MonitorStep(
    [property: Description("End of the step, ISO 8601 UTC.")] string Timestamp,
    [property: Description("Its seconds.")] double Seconds,
    [property: Description("Packets.")] long Packets,
    [property: Description("Bytes.")] long Bytes,
    [property: Description("Packets a second.")] double PacketsPerSecond,
    [property: Description("Bits a second.")] double BitsPerSecond
);

/// <summary>One thing that happened.</summary>
public sealed record MonitorEvent
{
    /// <summary>When.</summary>
    [Description("When, ISO 8601 UTC.")]
    public required string Timestamp { get; init; }

    /// <summary>What.</summary>
    [Description("connected, failed, pending, closed, open, retransmitted, reset sent, reset received, dropped.")]
    public required string Event { get; init; }

    /// <summary>Process.</summary>
    [Description("Process; absent when unknown.")]
    public int? Pid { get; init; }

    /// <summary>Its name.</summary>
    [Description("Its name.")]
    public string? Comm { get; init; }

    /// <summary>Program.</summary>
    [Description("Path of its program.")]
    public string? Executable { get; init; }

    /// <summary>User.</summary>
    [Description("User who has the socket, by name or number.")]
    public string? User { get; init; }

    /// <summary>Number of the user.</summary>
    [Description("Number of that user.")]
    public long? Uid { get; init; }

    /// <summary>Container.</summary>
    [Description("Container that the process runs in.")]
    public string? Container { get; init; }

    /// <summary>Control group.</summary>
    [Description("Its control group.")]
    public string? Cgroup { get; init; }

    /// <summary>Network namespace.</summary>
    [Description("Number of the network namespace.")]
    public long? Namespace { get; init; }

    /// <summary>Own address.</summary>
    [Description("Own address; of a dropped packet the sender's.")]
    public string? SrcIp { get; init; }

    /// <summary>Own port.</summary>
    [Description("Its port.")]
    public int? SrcPort { get; init; }

    /// <summary>Other address.</summary>
    [Description("Address of the other side.")]
    public string? DstIp { get; init; }

    /// <summary>Other port.</summary>
    [Description("Its port.")]
    public int? DstPort { get; init; }

    /// <summary>Family.</summary>
    [Description("IPv4 or IPv6.")]
    public string? Family { get; init; }

    /// <summary>Protocol.</summary>
    [Description("TCP, UDP, ICMP, … or its number.")]
    public string? Protocol { get; init; }

    /// <summary>Who opened it.</summary>
    [Description("Who opened the connection: outgoing or incoming; absent when it began before.")]
    public string? Direction { get; init; }

    /// <summary>State.</summary>
    [Description("TCP state at that moment; of an end, the one before.")]
    public string? State { get; init; }

    /// <summary>Result.</summary>
    [Description("established, refused, timed out, host unreachable, network unreachable, reset, abandoned, pending …")]
    public string? Result { get; init; }

    /// <summary>Error.</summary>
    [Description("The system's name of the error: ECONNREFUSED.")]
    public string? Error { get; init; }

    /// <summary>Duration.</summary>
    [Description("Milliseconds since the connection began or was wanted.")]
    public double? DurationMs { get; init; }

    /// <summary>Sent.</summary>
    [Description("Bytes of data sent, each counted once.")]
    public long? BytesSent { get; init; }

    /// <summary>Received.</summary>
    [Description("Bytes of data received.")]
    public long? BytesReceived { get; init; }

    /// <summary>Retransmissions.</summary>
    [Description("Segments of the connection sent again so far.")]
    public long? Retransmissions { get; init; }

    /// <summary>Round-trip time.</summary>
    [Description("Smoothed round-trip time, milliseconds.")]
    public double? RttMs { get; init; }

    /// <summary>Length.</summary>
    [Description("Bytes of the packet or the segment's data.")]
    public long? Length { get; init; }

    /// <summary>Reason.</summary>
    [Description("The kernel's reason.")]
    public string? Reason { get; init; }

    /// <summary>Place.</summary>
    [Description("Function of the kernel.")]
    public string? Place { get; init; }

    /// <summary>Interface.</summary>
    [Description("Interface.")]
    public string? Interface { get; init; }
}

/// <summary>Round-trip times of one connection.</summary>
public sealed record MonitorRoundTrips
{
    /// <summary>Process.</summary>
    [Description("Process.")]
    public int? Pid { get; init; }

    /// <summary>Its name.</summary>
    [Description("Its name.")]
    public string? Comm { get; init; }

    /// <summary>Container.</summary>
    [Description("Container that it runs in.")]
    public string? Container { get; init; }

    /// <summary>Own address.</summary>
    [Description("Own address.")]
    public string? SrcIp { get; init; }

    /// <summary>Own port.</summary>
    [Description("Own port.")]
    public int? SrcPort { get; init; }

    /// <summary>Other address.</summary>
    [Description("Address of the other side.")]
    public string? DstIp { get; init; }

    /// <summary>Other port.</summary>
    [Description("Its port.")]
    public int? DstPort { get; init; }

    /// <summary>Samples.</summary>
    [Description("Round trips measured.")]
    public required long Samples { get; init; }

    /// <summary>Least.</summary>
    [Description("Shortest, milliseconds.")]
    public double? MinMs { get; init; }

    /// <summary>Mean.</summary>
    [Description("Mean, milliseconds.")]
    public double? AvgMs { get; init; }

    /// <summary>Most.</summary>
    [Description("Longest, milliseconds.")]
    public double? MaxMs { get; init; }

    /// <summary>Smoothed.</summary>
    [Description("Smoothed round-trip time at the end, milliseconds.")]
    public double? SmoothedMs { get; init; }

    /// <summary>Variation.</summary>
    [Description("Its variation, milliseconds.")]
    public double? VariationMs { get; init; }

    /// <summary>Retransmissions.</summary>
    [Description("Segments sent again over the connection's life.")]
    public required long Retransmissions { get; init; }
}

/// <summary>Round trips of one length.</summary>
/// <param name="FromUs">From so many microseconds.</param>
/// <param name="ToUs">To so many.</param>
/// <param name="Samples">How many.</param>
public sealed record MonitorBucket(
    [property: Description("From, microseconds.")] long FromUs,
    [property: Description("To, microseconds.")] long ToUs,
    [property: Description("Round trips.")] long Samples
);

/// <summary>What one process sent and received.</summary>
public sealed record MonitorTraffic
{
    /// <summary>Process.</summary>
    [Description("Process.")]
    public int? Pid { get; init; }

    /// <summary>Its name.</summary>
    [Description("Its name.")]
    public string? Comm { get; init; }

    /// <summary>Program.</summary>
    [Description("Path of its program.")]
    public string? Executable { get; init; }

    /// <summary>User.</summary>
    [Description("Its user, by name or number.")]
    public string? User { get; init; }

    /// <summary>Container.</summary>
    [Description("Container that it runs in.")]
    public string? Container { get; init; }

    /// <summary>Protocol.</summary>
    [Description("TCP, UDP … or its number.")]
    public required string Protocol { get; init; }

    /// <summary>Family.</summary>
    [Description("Family of the sockets: IPv4 or IPv6.")]
    public required string Family { get; init; }

    /// <summary>Sent.</summary>
    [Description("Bytes of data sent.")]
    public required long BytesSent { get; init; }

    /// <summary>Received.</summary>
    [Description("Bytes of data received.")]
    public required long BytesReceived { get; init; }

    /// <summary>Rate.</summary>
    [Description("Bits of data sent a second.")]
    public required double SentBitsPerSecond { get; init; }

    /// <summary>Rate.</summary>
    [Description("Bits of data received a second.")]
    public required double ReceivedBitsPerSecond { get; init; }
}

/// <summary>Packets dropped for one reason at one place.</summary>
/// <param name="Reason">The kernel's reason, or the counter that rose.</param>
/// <param name="Place">Function of the kernel, or the interface.</param>
/// <param name="Protocol">Protocol.</param>
/// <param name="Packets">Packets.</param>
/// <param name="Bytes">Octets.</param>
public sealed record MonitorDrops(
    [property: Description("The kernel's reason, or the counter that rose.")] string? Reason,
    [property: Description("Function of the kernel, or the interface.")] string? Place,
    [property: Description("TCP, UDP, ICMP, ARP … or its number.")] string? Protocol,
    [property: Description("Packets.")] long Packets,
    [property: Description("Bytes.")] long? Bytes
);
