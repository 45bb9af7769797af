using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>A path, hop by hop.</summary>
public abstract record PathAnswer : IAnswer
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    [Description("The path was measured; whether the destination answered is another field.")]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => PathJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [JsonPropertyOrder(-1)]
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The host as typed.</summary>
    [JsonPropertyOrder(-1)]
    [Description("The host as given.")]
    public required string Target { get; init; }

    /// <summary>Its address.</summary>
    [JsonPropertyOrder(-1)]
    [Description("The address that was traced; absent when the target is an address.")]
    public string? ResolvedIp { get; init; }

    /// <summary>What probes were made of.</summary>
    [JsonPropertyOrder(-1)]
    [Description("What probes were made of.")]
    public required string Method { get; init; }

    /// <summary>The destination answered.</summary>
    [JsonPropertyOrder(-1)]
    [Description("The destination answered.")]
    public required bool ReachedDestination { get; init; }

    /// <summary>Problems.</summary>
    [JsonPropertyOrder(1)]
    [Description("Problems of the path: loss that persists to the end, jumps of delay that stay, where it ends.")]
    public required IReadOnlyList<string> IssuesDetected { get; init; }

    /// <summary>What looks like a problem and is none.</summary>
    [JsonPropertyOrder(1)]
    [Description("What looks like a problem and is none: routers that limit their answers or give none.")]
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>How much was done.</summary>
    [JsonPropertyOrder(1)]
    [Description("How much of what was asked was done.")]
    public required ProbeCoverage Coverage { get; init; }
}

/// <summary>A traced path.</summary>
public sealed record TracerouteAnswer : PathAnswer
{
    /// <summary>The hops.</summary>
    [Description("The hops, nearest first; those that never answer included.")]
    public required IReadOnlyList<TracerouteHop> Hops { get; init; }

    /// <summary>Rows.</summary>
    [Description("Rows of hops.")]
    public required int TotalHops { get; init; }

    /// <summary>Path MTU.</summary>
    [Description("The largest packet that the path carries whole; only when asked for.")]
    public PathMtuFacts? Pmtu { get; init; }
}

/// <summary>A path watched for a while.</summary>
public sealed record MtrAnswer : PathAnswer
{
    /// <summary>The hops.</summary>
    [Description("The hops, nearest first; those that never answer included.")]
    public required IReadOnlyList<MtrHop> Hops { get; init; }

    /// <summary>Rounds.</summary>
    [Description("Rounds that were made.")]
    public required int ReportCycles { get; init; }
}

/// <summary>What rows of hops share.</summary>
public abstract record HopRow
{
    /// <summary>Distance.</summary>
    [JsonPropertyOrder(-1)]
    [Description("Distance, from 1.")]
    public required int HopNumber { get; init; }

    /// <summary>Who answered.</summary>
    [JsonPropertyOrder(-1)]
    [Description("Who answered most often; absent when nobody did.")]
    public string? IpAddress { get; init; }

    /// <summary>Its name.</summary>
    [JsonPropertyOrder(-1)]
    [Description("Its name by reverse look-up, as the resolver says.")]
    public string? Hostname { get; init; }

    /// <summary>Its autonomous system.</summary>
    [JsonPropertyOrder(1)]
    [Description("Number of the AS that announces it, without AS; with asn only.")]
    public string? Asn { get; init; }

    /// <summary>The system's name.</summary>
    [JsonPropertyOrder(1)]
    [Description("Name of that AS.")]
    public string? AsName { get; init; }

    /// <summary>Growth.</summary>
    [JsonPropertyOrder(1)]
    [Description(
        "By how much the path is longer here than at the hop before that answered, milliseconds; what later hops do not show is left out."
    )]
    public double? DeltaMs { get; init; }

    /// <summary>What missing answers mean.</summary>
    [JsonPropertyOrder(1)]
    [Description(
        "What missing answers mean: none, rate_limited (the hop limits its answers, traffic passes), silent (never answers, traffic passes), real, unknown."
    )]
    public required string LossKind { get; init; }

    /// <summary>Notes as traceroute writes them.</summary>
    [JsonPropertyOrder(1)]
    [Description(
        "Refusals as traceroute writes them: !H host, !N network, !P protocol, !X prohibited, !F-1400 needs fragmentation, !13 other codes."
    )]
    public IReadOnlyList<string>? Annotations { get; init; }

    /// <summary>MPLS labels.</summary>
    [JsonPropertyOrder(1)]
    [Description("MPLS labels with which probes came to the hop, outermost first.")]
    public IReadOnlyList<MplsRow>? Mpls { get; init; }

    /// <summary>Other extensions.</summary>
    [JsonPropertyOrder(1)]
    [Description("Other ICMP extension objects, as class/type.")]
    public IReadOnlyList<string>? Extensions { get; init; }

    /// <summary>Everybody who answered.</summary>
    [JsonPropertyOrder(1)]
    [Description("Everybody who answered at this distance, when more than one did.")]
    public IReadOnlyList<ResponderRow>? Responders { get; init; }
}

/// <summary>A hop of a traced path.</summary>
public sealed record TracerouteHop : HopRow
{
    /// <summary>Round-trip times.</summary>
    [Description("Round-trip times in the order of the answers.")]
    public required IReadOnlyList<double> LatencyMs { get; init; }

    /// <summary>Mean.</summary>
    [Description("Mean round-trip time.")]
    public double? AvgLatencyMs { get; init; }

    /// <summary>Loss.</summary>
    [Description("A probe was not answered.")]
    public required bool PacketLoss { get; init; }

    /// <summary>Destination.</summary>
    [Description("It is the destination.")]
    public required bool IsDestination { get; init; }
}

/// <summary>A hop of a path watched for a while.</summary>
public sealed record MtrHop : HopRow
{
    /// <summary>Loss.</summary>
    [Description("Probes without answer, percent; loss_kind says whether that is loss of the path.")]
    public required double LossPercent { get; init; }

    /// <summary>Sent.</summary>
    [Description("Probes sent.")]
    public required int Sent { get; init; }

    /// <summary>Received.</summary>
    [Description("Probes answered.")]
    public required int Received { get; init; }

    /// <summary>Best.</summary>
    [Description("Shortest round-trip time.")]
    public double? BestMs { get; init; }

    /// <summary>Mean.</summary>
    [Description("Mean round-trip time.")]
    public double? AvgMs { get; init; }

    /// <summary>Worst.</summary>
    [Description("Longest round-trip time.")]
    public double? WorstMs { get; init; }

    /// <summary>Standard deviation.</summary>
    [Description("Standard deviation of round-trip times.")]
    public double? StddevMs { get; init; }

    /// <summary>Jitter.</summary>
    [Description("Mean difference between consecutive round-trip times.")]
    public double? JitterMs { get; init; }
}

/// <summary>One that answered at a distance.</summary>
/// <param name="IpAddress">Address.</param>
/// <param name="Hostname">Name.</param>
/// <param name="Received">Answers.</param>
/// <param name="AvgMs">Mean round-trip time.</param>
/// <param name="Flows">Flows that came to it.</param>
/// <param name="Asn">Its autonomous system.</param>
public sealed record ResponderRow(
    [property: Description("Address.")] string IpAddress,
    [property: Description("Name by reverse look-up.")] string? Hostname,
    [property: Description("Answers.")] int Received,
    [property: Description("Mean round-trip time.")] double AvgMs,
    [property: Description("Flows that came this way, from 0; with multipath.")] IReadOnlyList<int>? Flows,
    [property: Description("Number of its AS; with asn only.")] string? Asn = null
);

/// <summary>An MPLS label.</summary>
/// <param name="Label">Label.</param>
/// <param name="Exp">Traffic class.</param>
/// <param name="S">Bottom of stack.</param>
/// <param name="Ttl">Time to live.</param>
public sealed record MplsRow(
    [property: Description("Label.")] long Label,
    [property: Description("Traffic class.")] int Exp,
    [property: Description("Bottom of the stack.")] bool S,
    [property: Description("Time to live.")] int Ttl
);

/// <summary>The largest packet that a path carries whole.</summary>
/// <param name="Mtu">Path MTU.</param>
/// <param name="LimitedBy">Who said so.</param>
/// <param name="BlackHole">Too large packets vanish.</param>
/// <param name="Error">Why it is not known.</param>
public sealed record PathMtuFacts(
    [property: Description("Octets with the IP header; absent when not known.")] int? Mtu,
    [property: Description("The router that said that larger packets do not fit.")] string? LimitedBy,
    [property: Description("Larger packets vanish without a word: connections hang when they send much.")]
        bool BlackHole,
    [property: Description("Why it is not known.")] string? Error = null
);
