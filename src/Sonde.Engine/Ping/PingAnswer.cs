using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>How a host answered pings.</summary>
public sealed record PingAnswer : IAnswer
{
    /// <inheritdoc/>
    [Description("At least one probe was answered.")]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => PingJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The host as typed.</summary>
    [Description("The host as given.")]
    public required string Target { get; init; }

    /// <summary>Its address.</summary>
    [Description("The address that was pinged; absent when the target is an address.")]
    public string? ResolvedIp { get; init; }

    /// <summary>What probes were made of.</summary>
    [Description("What probes were made of.")]
    public required string Method { get; init; }

    /// <summary>Probes sent.</summary>
    [Description("Probes sent whose fate is known.")]
    public required int PacketsSent { get; init; }

    /// <summary>Probes answered.</summary>
    [Description("Probes answered in time; answers that came twice count once.")]
    public required int PacketsReceived { get; init; }

    /// <summary>Loss.</summary>
    [Description("Probes without answer, percent.")]
    public required double PacketLossPercent { get; init; }

    /// <summary>Shortest.</summary>
    [Description("Shortest round-trip time.")]
    public double? MinLatencyMs { get; init; }

    /// <summary>Mean.</summary>
    [Description("Mean round-trip time.")]
    public double? AvgLatencyMs { get; init; }

    /// <summary>Longest.</summary>
    [Description("Longest round-trip time.")]
    public double? MaxLatencyMs { get; init; }

    /// <summary>Standard deviation.</summary>
    [Description("Standard deviation of round-trip times.")]
    public double? StddevLatencyMs { get; init; }

    /// <summary>Jitter.</summary>
    [Description("Mean difference between consecutive round-trip times.")]
    public double? JitterMs { get; init; }

    /// <summary>Median.</summary>
    [Description("Median round-trip time.")]
    public double? P50LatencyMs { get; init; }

    /// <summary>90th percentile.</summary>
    [Description("90 % took no longer.")]
    public double? P90LatencyMs { get; init; }

    /// <summary>95th percentile.</summary>
    [Description("95 % took no longer.")]
    public double? P95LatencyMs { get; init; }

    /// <summary>99th percentile.</summary>
    [Description("99 % took no longer.")]
    public double? P99LatencyMs { get; init; }

    /// <summary>Duplicates.</summary>
    [Description("Answers that came more than once.")]
    public required int Duplicates { get; init; }

    /// <summary>Reordered.</summary>
    [Description("Answers that came after that of a later probe.")]
    public required int Reordered { get; init; }

    /// <summary>Late.</summary>
    [Description("Answers that came after the timeout; their probes count as lost.")]
    public required int Late { get; init; }

    /// <summary>The probes.</summary>
    [Description("The first probes, at most 100.")]
    public required IReadOnlyList<PingProbeRow> Probes { get; init; }

    /// <summary>ICMP errors.</summary>
    [Description("ICMP errors that came for probes, by kind and sender.")]
    public IReadOnlyList<IcmpErrorRow>? IcmpErrors { get; init; }

    /// <summary>Why no probe was answered.</summary>
    [Description("Why no probe was answered.")]
    public string? Error { get; init; }

    /// <summary>How much was done.</summary>
    [Description("How much of what was asked was done.")]
    public required ProbeCoverage Coverage { get; init; }
}

/// <summary>One probe.</summary>
/// <param name="Seq">Number.</param>
/// <param name="Status">Fate.</param>
/// <param name="LatencyMs">Round-trip time.</param>
/// <param name="Ttl">Time to live of the answer.</param>
/// <param name="From">Who answered instead.</param>
/// <param name="Detail">What the answer was.</param>
public sealed record PingProbeRow(
    [property: Description("Number, from 1.")] int Seq,
    [property: Description("answered, lost, error (ICMP) or not_sent.")] string Status,
    [property: Description("Round-trip time.")] double? LatencyMs = null,
    [property: Description("Time to live or hop limit with which the answer came.")] int? Ttl = null,
    [property: Description("Who answered, when not the host itself.")] string? From = null,
    [property: Description("What the answer or the error was.")] string? Detail = null
);

/// <summary>ICMP errors of one kind from one sender.</summary>
/// <param name="Type">Type.</param>
/// <param name="Code">Code.</param>
/// <param name="Text">In words.</param>
/// <param name="From">Sender.</param>
/// <param name="Count">How many.</param>
/// <param name="Mtu">Largest packet that fits.</param>
public sealed record IcmpErrorRow(
    [property: Description("ICMP type.")] int Type,
    [property: Description("ICMP code.")] int Code,
    [property: Description("Type and code in words.")] string Text,
    [property: Description("Who sent it; absent when this machine itself did.")] string? From,
    [property: Description("How many.")] int Count,
    [property: Description("Largest packet that fits the next link, octets.")] int? Mtu = null
);

/// <summary>How hosts answered pings.</summary>
public sealed record BatchPingAnswer : IAnswer
{
    /// <inheritdoc/>
    [Description("Always true: silence is a result.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => PingJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>Hosts.</summary>
    [Description("Different hosts asked about.")]
    public required int TotalTargets { get; init; }

    /// <summary>Hosts that answered.</summary>
    [Description("Hosts that answered at least once.")]
    public required int Successful { get; init; }

    /// <summary>Hosts that did not.</summary>
    [Description("Hosts that did not.")]
    public required int Failed { get; init; }

    /// <summary>Rows here.</summary>
    [Description("Rows listed.")]
    public required int Returned { get; init; }

    /// <summary>The hosts.</summary>
    [Description("The hosts in the order given, each once.")]
    public required IReadOnlyList<BatchPingRow> Results { get; init; }

    /// <summary>How much was done.</summary>
    [Description("How much of what was asked was done.")]
    public required ProbeCoverage Coverage { get; init; }
}

/// <summary>How one host of several answered.</summary>
public sealed record BatchPingRow
{
    /// <summary>The host as typed.</summary>
    [Description("The host as given.")]
    public required string Target { get; init; }

    /// <summary>Its address.</summary>
    [Description("The address that was pinged; absent when the target is an address.")]
    public string? ResolvedIp { get; init; }

    /// <summary>It answered.</summary>
    [Description("At least one probe was answered.")]
    public required bool Success { get; init; }

    /// <summary>Probes sent.</summary>
    [Description("Probes sent whose fate is known.")]
    public required int PacketsSent { get; init; }

    /// <summary>Probes answered.</summary>
    [Description("Probes answered in time.")]
    public required int PacketsReceived { get; init; }

    /// <summary>Loss.</summary>
    [Description("Probes without answer, percent.")]
    public required double PacketLossPercent { get; init; }

    /// <summary>Shortest.</summary>
    [Description("Shortest round-trip time.")]
    public double? MinLatencyMs { get; init; }

    /// <summary>Mean.</summary>
    [Description("Mean round-trip time.")]
    public double? AvgLatencyMs { get; init; }

    /// <summary>Longest.</summary>
    [Description("Longest round-trip time.")]
    public double? MaxLatencyMs { get; init; }

    /// <summary>Why it did not answer.</summary>
    [Description("Why there was no answer.")]
    public string? Error { get; init; }

    /// <summary>The kind of failure.</summary>
    [Description("The kind of failure, when the host was not pinged at all.")]
    public string? ErrorType { get; init; }
}
