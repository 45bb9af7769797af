using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>Whose path is looked at, and how.</summary>
public record PathOptions
{
    /// <summary>The host.</summary>
    [Description("Host name, IPv4 or IPv6 address.")]
    public required string Target { get; init; }

    /// <summary>Farthest hop.</summary>
    [Description("Farthest hop that is asked.")]
    [DefaultValue(30)]
    [Range(1, 255)]
    public int? MaxHops { get; init; }

    /// <summary>Seconds an answer may take.</summary>
    [Description("Seconds an answer may take; fractions allowed, at most 300.")]
    [DefaultValue(5.0)]
    public double? Timeout { get; init; }

    /// <summary>What probes are made of.</summary>
    [Description("What probes are made of; absent: icmp, or udp where this user may not send icmp.")]
    [AllowedValues("icmp", "udp", "tcp")]
    public string? Method { get; init; }

    /// <summary>Port of udp and tcp.</summary>
    [Description("Port for udp (default 33434) and tcp (default 443).")]
    [Range(1, 65_535)]
    public int? Port { get; init; }

    /// <summary>Address family.</summary>
    [Description("4 or 6 for one family of addresses only.")]
    [Range(4, 6)]
    public int? IpVersion { get; init; }

    /// <summary>Reverse names.</summary>
    [Description("Ask this machine's resolver for the names of hops; waits for it one second at most.")]
    [DefaultValue(true)]
    public bool? Names { get; init; }

    /// <summary>Autonomous systems.</summary>
    [Description("Also say which AS announces each hop's address, as asn_lookup does; waits two seconds at most.")]
    [DefaultValue(false)]
    public bool? Asn { get; init; }

    /// <summary>Several flows.</summary>
    [Description("Vary the flow over 16 values to find parallel ways; method udp unless given.")]
    [DefaultValue(false)]
    public bool? Multipath { get; init; }
}

/// <summary>Whose path is traced, and how.</summary>
public sealed record TracerouteArguments : PathOptions
{
    /// <summary>Probes to each hop.</summary>
    [Description("Probes to each hop; with multipath one of each flow at least.")]
    [DefaultValue(3)]
    [Range(1, 10)]
    public int? Probes { get; init; }

    /// <summary>Path MTU.</summary>
    [Description("Also find the largest packet that the path carries whole, and which router limits it; needs icmp.")]
    [DefaultValue(false)]
    public bool? Pmtu { get; init; }
}

/// <summary>Whose path is watched for a while, and how.</summary>
public sealed record MtrArguments : PathOptions
{
    /// <summary>Rounds.</summary>
    [Description("Rounds; each sends one probe to every hop.")]
    [DefaultValue(10)]
    [Range(1, 1000)]
    public int? Count { get; init; }

    /// <summary>Milliseconds between rounds.</summary>
    [Description("Milliseconds between two rounds; routers limit their answers when it is short.")]
    [DefaultValue(500)]
    [Range(1, 600_000)]
    public int? IntervalMs { get; init; }

    /// <summary>Milliseconds after the last probe.</summary>
    [Description("Milliseconds to wait for answers after the last probe; absent: as long as answers can be expected.")]
    [Range(0, 300_000)]
    public int? GraceMs { get; init; }
}
