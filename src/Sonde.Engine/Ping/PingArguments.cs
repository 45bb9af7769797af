using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>How hosts are pinged.</summary>
public record PingOptions
{
    /// <summary>Probes to each host.</summary>
    [Description("Probes to each host.")]
    [DefaultValue(4)]
    [Range(1, 1000)]
    public int? Count { get; init; }

    /// <summary>Seconds an answer may take.</summary>
    [Description("Seconds an answer may take; fractions allowed, at most 300.")]
    [DefaultValue(5.0)]
    public double? Timeout { get; init; }

    /// <summary>Milliseconds between two probes to one host.</summary>
    [Description("Milliseconds between two probes to one host.")]
    [DefaultValue(1000)]
    [Range(0, 600_000)]
    public int? IntervalMs { get; init; }

    /// <summary>What probes are made of.</summary>
    [Description(
        "icmp; tcp connects to port, and a reset counts as alive; udp, where port unreachable counts as alive."
    )]
    [DefaultValue("icmp")]
    [AllowedValues("icmp", "tcp", "udp")]
    public string? Method { get; init; }

    /// <summary>Port of tcp and udp.</summary>
    [Description("Port for tcp (default 443) and udp (default 33434).")]
    [Range(1, 65_535)]
    public int? Port { get; init; }

    /// <summary>Octets of data.</summary>
    [Description("Octets of data in a probe, without headers; of icmp and udp.")]
    [DefaultValue(56)]
    [Range(0, 65_467)]
    public int? Size { get; init; }

    /// <summary>Time to live.</summary>
    [Description("Time to live or hop limit of probes.")]
    [DefaultValue(64)]
    [Range(1, 255)]
    public int? Ttl { get; init; }

    /// <summary>Forbid fragmentation.</summary>
    [Description("Forbid fragmentation: a probe too large for a link is reported, not cut.")]
    [DefaultValue(false)]
    public bool? Df { get; init; }

    /// <summary>Address family.</summary>
    [Description("4 or 6 for one family of addresses only.")]
    [Range(4, 6)]
    public int? IpVersion { get; init; }
}

/// <summary>Which host is pinged, and how.</summary>
public sealed record PingArguments : PingOptions
{
    /// <summary>The host.</summary>
    [Description("Host name, IPv4 or IPv6 address.")]
    public required string Target { get; init; }
}

/// <summary>Which hosts are pinged, and how.</summary>
public sealed record BatchPingArguments : PingOptions
{
    /// <summary>The hosts.</summary>
    [Description("Host names, addresses, blocks (10.0.0.0/24) and ranges (10.0.0.1-20).")]
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Hosts at once.</summary>
    [Description("Hosts pinged at the same time.")]
    [DefaultValue(10)]
    [Range(1, 1000)]
    public int? MaxConcurrent { get; init; }

    /// <summary>Which rows are shown.</summary>
    [Description("Which rows are listed; the counts are always of all.")]
    [DefaultValue("all")]
    [AllowedValues("all", "alive", "failed")]
    public string? Show { get; init; }

    /// <summary>Most rows.</summary>
    [Description("Rows listed at most.")]
    [DefaultValue(1000)]
    [Range(0, 100_000)]
    public int? Limit { get; init; }
}
