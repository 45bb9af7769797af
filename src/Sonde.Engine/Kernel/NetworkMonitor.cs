using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What the kernel saw while it was watched.</summary>
public sealed record NetworkMonitor : IAnswer
{
    /// <inheritdoc/>
    [Description("The watch was possible.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Lines + Summary;

    JsonSerializerContext IAnswer.Json => KernelJson.Default;

    /// <summary>The one-line forms in front of the sentence: a rate, or a line for each connection.</summary>
    [JsonIgnore]
    internal string Lines { get; init; } = "";

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>Operation.</summary>
    [Description("What was watched.")]
    public required string Operation { get; init; }

    /// <summary>Interface.</summary>
    [Description("incoming: the interface.")]
    public string? Interface { get; init; }

    /// <summary>Duration.</summary>
    [Description("Seconds that were watched.")]
    public required double DurationSeconds { get; init; }

    /// <summary>Method.</summary>
    [Description(
        "xdp native, xdp generic, tracepoints, packet socket, socket tables, interface counters, kernel counters."
    )]
    public required string Method { get; init; }

    /// <summary>Packets.</summary>
    [Description("incoming: packets received.")]
    public long? Packets { get; init; }

    /// <summary>Rate of packets.</summary>
    [Description("incoming: packets a second.")]
    public double? PacketsPerSecond { get; init; }

    /// <summary>Octets.</summary>
    [Description("incoming: bytes received, with the link layer's header.")]
    public long? Bytes { get; init; }

    /// <summary>Rate of bits.</summary>
    [Description("incoming: bits a second.")]
    public double? BitsPerSecond { get; init; }

    /// <summary>By kind.</summary>
    [Description("incoming: by kind: ipv4, ipv6, not_ip; of IP tcp, udp, other_ip.")]
    public IReadOnlyList<MonitorKind>? Kinds { get; init; }

    /// <summary>Time series.</summary>
    [Description("incoming: steps of time.")]
    public IReadOnlyList<MonitorStep>? Series { get; init; }

    /// <summary>Events.</summary>
    [Description("What happened, in its order.")]
    public IReadOnlyList<MonitorEvent>? Events { get; init; }

    /// <summary>Timed out.</summary>
    [Description("The time was over before max_events (1 when left out) had happened.")]
    public bool? TimedOut { get; init; }

    /// <summary>Outcomes.</summary>
    [Description("Events by result, kind or reason, also those not listed.")]
    public IReadOnlyDictionary<string, long>? Counts { get; init; }

    /// <summary>Round-trip times.</summary>
    [Description("rtt: connections, the slowest first.")]
    public IReadOnlyList<MonitorRoundTrips>? Connections { get; init; }

    /// <summary>Distribution.</summary>
    [Description("rtt: samples by powers of two of microseconds.")]
    public IReadOnlyList<MonitorBucket>? Histogram { get; init; }

    /// <summary>Bandwidth.</summary>
    [Description("bandwidth: processes, the busiest first.")]
    public IReadOnlyList<MonitorTraffic>? Processes { get; init; }

    /// <summary>Drops.</summary>
    [Description("drops: by reason and place, the most first.")]
    public IReadOnlyList<MonitorDrops>? Drops { get; init; }

    /// <summary>Kernel counters.</summary>
    [Description("Counters of the kernel that changed meanwhile, where they answer instead of single events.")]
    public IReadOnlyDictionary<string, long>? KernelCounters { get; init; }

    /// <summary>Total.</summary>
    [Description("Rows there were.")]
    public required long Total { get; init; }

    /// <summary>Returned.</summary>
    [Description("Rows listed.")]
    public required int Returned { get; init; }

    /// <summary>What the answer rests on.</summary>
    [Description("What the answer rests on.")]
    public required MonitorCoverage Coverage { get; init; }
}

/// <summary>What a watch saw and what it could not.</summary>
public sealed record MonitorCoverage
{
    /// <summary>Nothing was missed.</summary>
    [Description("Everything that was asked for was seen; false when something below says otherwise.")]
    public required bool Complete { get; init; }

    /// <summary>Why it ended.</summary>
    [Description("duration, max_events, cancelled, or why it broke off.")]
    public required string Ended { get; init; }

    /// <summary>By whose rights.</summary>
    [Description("daemon, when sonde daemon watched for this user.")]
    public string? ServedBy { get; init; }

    /// <summary>Places.</summary>
    [Description("Places of the kernel or tables that were watched.")]
    public required IReadOnlyList<string> Places { get; init; }

    /// <summary>Seen.</summary>
    [Description("Events that the kernel's programs saw.")]
    public long? EventsSeen { get; init; }

    /// <summary>Lost.</summary>
    [Description("Events lost because they were not taken in time.")]
    public long? EventsLost { get; init; }

    /// <summary>Tables full.</summary>
    [Description("Entries that a table of the kernel's programs had no room for.")]
    public long? TableOverflows { get; init; }

    /// <summary>What is missing.</summary>
    [Description("What this kernel, this method or this user does not get to know, and how to change that.")]
    public IReadOnlyList<string>? NotAvailable { get; init; }

    /// <summary>Limits.</summary>
    [Description("Limits that were reached.")]
    public IReadOnlyList<LimitReached>? Limits { get; init; }
}
