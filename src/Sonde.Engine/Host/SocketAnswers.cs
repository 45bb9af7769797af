using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Sonde.Host;

namespace Sonde.Engine;

/// <summary>The arguments of the question about sockets.</summary>
public sealed record SocketsArguments
{
    /// <summary>Entries of a page when nothing is said.</summary>
    internal const int Usual = 50;

    /// <summary>One protocol.</summary>
    [Description("tcp or udp; both when left out.")]
    public string? Protocol { get; init; }

    /// <summary>One state.</summary>
    [Description("TCP state in any spelling: ESTABLISHED, estab, LISTEN, TIME_WAIT, SYN-RECEIVED …")]
    public string? State { get; init; }

    /// <summary>One family.</summary>
    [Description("4 or 6; both when left out.")]
    [Range(4, 6)]
    public int? IpVersion { get; init; }

    /// <summary>One address.</summary>
    [Description("Only sockets with this local or remote address.")]
    public string? Address { get; init; }

    /// <summary>One port.</summary>
    [Description("Only sockets with this local or remote port.")]
    [Range(0, 65535)]
    public int? Port { get; init; }

    /// <summary>One process.</summary>
    [Description("Only sockets of processes with this number, or with this text in their name.")]
    public string? Process { get; init; }

    /// <summary>Entries to return.</summary>
    [Description("Entries to return at most.")]
    [DefaultValue(Usual)]
    [Range(0, 10_000)]
    public int? Limit { get; init; }

    /// <summary>Entries to skip.</summary>
    [Description("Entries to skip: next_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, int.MaxValue)]
    public int? Offset { get; init; }
}

/// <summary>The sockets of this machine.</summary>
public sealed record SocketList : IAnswer
{
    /// <inheritdoc/>
    [Description("The system was asked.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => HostJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>Sockets.</summary>
    [Description("The sockets of this page: TCP listeners, TCP connections, UDP; by address and port.")]
    public required IReadOnlyList<SocketEntry> Connections { get; init; }

    /// <summary>TCP listeners.</summary>
    [Description("TCP sockets that listen, before any filter.")]
    public required long ListeningCount { get; init; }

    /// <summary>TCP connections.</summary>
    [Description("TCP connections in state ESTABLISHED, before any filter.")]
    public required long EstablishedCount { get; init; }

    /// <summary>How many in which state.</summary>
    [Description("TCP sockets by state, and UDP sockets, before any filter.")]
    public required IReadOnlyDictionary<string, long> States { get; init; }

    /// <summary>How many there are.</summary>
    [Description("Sockets that fit the arguments.")]
    public required long Total { get; init; }

    /// <summary>On this page.</summary>
    [Description("Sockets on this page.")]
    public required int Returned { get; init; }

    /// <summary>Next page.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>What the answer rests on.</summary>
    [Description("What the answer rests on.")]
    public required HostCoverage Coverage { get; init; }
}

/// <summary>One socket.</summary>
public sealed record SocketEntry
{
    /// <summary>Protocol.</summary>
    [Description("TCP or UDP.")]
    public required string Protocol { get; init; }

    /// <summary>Version.</summary>
    [Description("4 or 6: the family of the socket.")]
    public required int IpVersion { get; init; }

    /// <summary>Local address.</summary>
    [Description("Local address; 0.0.0.0 or :: for every one.")]
    public required string LocalAddress { get; init; }

    /// <summary>Local port.</summary>
    [Description("Local port.")]
    public required int LocalPort { get; init; }

    /// <summary>Remote address.</summary>
    [Description("Address of the other side; absent when there is none.")]
    public string? RemoteAddress { get; init; }

    /// <summary>Remote port.</summary>
    [Description("Port of the other side.")]
    public int? RemotePort { get; init; }

    /// <summary>State.</summary>
    [Description("TCP: state by RFC 9293: LISTEN, SYN-SENT, SYN-RECEIVED, ESTABLISHED, FIN-WAIT-1 …; UDP has none.")]
    public string? State { get; init; }

    /// <summary>Process.</summary>
    [Description("Number of the first process that holds it.")]
    public int? Pid { get; init; }

    /// <summary>Its name.</summary>
    [Description("Name of that process.")]
    public string? ProcessName { get; init; }

    /// <summary>All owners.</summary>
    [Description("All processes that hold it, when several do.")]
    public IReadOnlyList<SocketProcess>? Processes { get; init; }

    /// <summary>User.</summary>
    [Description("User who opened it, by name or number.")]
    public string? User { get; init; }

    /// <summary>User's number.</summary>
    [Description("Number of that user.")]
    public long? Uid { get; init; }

    /// <summary>Interface.</summary>
    [Description("Interface that it is bound to, or that a link-local address belongs to.")]
    public string? Interface { get; init; }

    /// <summary>Receive queue.</summary>
    [Description("Octets received that the process has not read; of a listener, connections not yet accepted.")]
    public long? ReceiveQueue { get; init; }

    /// <summary>Send queue.</summary>
    [Description("Octets not yet acknowledged; of a listener, how many connections may wait.")]
    public long? SendQueue { get; init; }

    /// <summary>Facts of the connection.</summary>
    [Description("What the kernel knows of the TCP connection.")]
    public SocketTcp? Tcp { get; init; }
}

/// <summary>A process.</summary>
/// <param name="Pid">Number.</param>
/// <param name="Name">Name.</param>
public sealed record SocketProcess(
    [property: Description("Number.")] int Pid,
    [property: Description("Name.")] string? Name
)
{
    internal static SocketProcess Of(SocketOwner owner) => new(owner.ProcessId, Quote.Clean(owner.Name));
}

/// <summary>What the kernel knows of a TCP connection; what it does not say is absent.</summary>
/// <param name="CongestionControl">Congestion control.</param>
/// <param name="RttMs">Round-trip time.</param>
/// <param name="RttVariationMs">Its variation.</param>
/// <param name="MinRttMs">The shortest.</param>
/// <param name="RtoMs">Retransmission timeout.</param>
/// <param name="Backoff">Timeouts in a row.</param>
/// <param name="Retransmissions">Segments sent again.</param>
/// <param name="RetransmissionsOpen">Those not yet acknowledged.</param>
/// <param name="Lost">Segments held to be lost.</param>
/// <param name="Unacknowledged">Segments under way.</param>
/// <param name="CongestionWindow">Congestion window.</param>
/// <param name="SlowStartThreshold">Slow start threshold.</param>
/// <param name="SegmentLength">Longest segment.</param>
/// <param name="PathMtu">Path MTU.</param>
/// <param name="SendWindow">The other side's window.</param>
/// <param name="ReceiveWindow">Our window.</param>
/// <param name="OctetsSent">Octets sent.</param>
/// <param name="OctetsAcknowledged">Octets acknowledged.</param>
/// <param name="OctetsReceived">Octets received.</param>
/// <param name="OctetsRetransmitted">Octets sent again.</param>
/// <param name="DeliveryRate">Rate of delivery.</param>
/// <param name="SinceSentMs">Time since data was sent.</param>
/// <param name="SinceReceivedMs">Time since data came.</param>
/// <param name="BusyMs">Time spent sending.</param>
/// <param name="LimitedByReceiverMs">Time held up by the other side.</param>
/// <param name="LimitedBySendBufferMs">Time held up by the own buffer.</param>
public sealed record SocketTcp(
    [property: Description("Congestion control: cubic, bbr …")] string? CongestionControl,
    [property: Description("Smoothed round-trip time, milliseconds.")] double? RttMs,
    [property: Description("Its variation, milliseconds.")] double? RttVariationMs,
    [property: Description("Shortest round-trip time seen lately, milliseconds.")] double? MinRttMs,
    [property: Description("Retransmission timeout, milliseconds.")] double? RtoMs,
    [property: Description("Timeouts in a row without an answer.")] int? Backoff,
    [property: Description("Segments sent again over the connection's life.")] long? Retransmissions,
    [property: Description("Segments sent again and not yet acknowledged.")] long? RetransmissionsOpen,
    [property: Description("Segments held to be lost just now.")] long? Lost,
    [property: Description("Segments sent and not yet acknowledged.")] long? Unacknowledged,
    [property: Description("Congestion window, segments.")] long? CongestionWindow,
    [property: Description("Slow start threshold, segments; absent while none was set.")] long? SlowStartThreshold,
    [property: Description("Longest segment sent, octets.")] int? SegmentLength,
    [property: Description("Path MTU, octets.")] int? PathMtu,
    [property: Description("Window of the other side, octets.")] long? SendWindow,
    [property: Description("Our window, octets.")] long? ReceiveWindow,
    [property: Description("Octets of data sent, with those sent again.")] long? OctetsSent,
    [property: Description("Octets acknowledged; SYN counts as one.")] long? OctetsAcknowledged,
    [property: Description("Octets of data received.")] long? OctetsReceived,
    [property: Description("Octets of data sent again.")] long? OctetsRetransmitted,
    [property: Description("Rate of delivery as measured last, octets per second.")] long? DeliveryRate,
    [property: Description("Milliseconds since data was sent last.")] double? SinceSentMs,
    [property: Description("Milliseconds since data was received last.")] double? SinceReceivedMs,
    [property: Description("Milliseconds spent sending.")] double? BusyMs,
    [property: Description("Milliseconds for which the other side's window held sending up.")]
        double? LimitedByReceiverMs,
    [property: Description("Milliseconds for which the own send buffer held sending up.")] double? LimitedBySendBufferMs
);
