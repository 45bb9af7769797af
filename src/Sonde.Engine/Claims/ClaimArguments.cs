using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>A statement about a capture, to be judged: its kind, and the members that the kind takes.</summary>
public sealed record ClaimArguments : CaptureArguments
{
    /// <summary>What is stated.</summary>
    [Description(
        "What is stated. reset (by, of, after_idle_s); connection_refused, no_answer (client, server); retransmissions, packet_loss "
            + "(client, server, least/most_count/percent); rtt (client, server, most_ms or least_ms); zero_window (by); dns_answer_time "
            + "(most_ms or least_ms, name, server); dns_failed (name, rcode, server); tls_version (version, server); tls_failed (server, alert); "
            + "certificate_expired (server); http_status (status, host, least/most_count); http_response_time (most_ms or least_ms, host); "
            + "traffic (host, least/most_count of packets, least/most_octets); protocol_present (name); host_present (host)."
    )]
    [AllowedValues(
        "reset",
        "connection_refused",
        "no_answer",
        "retransmissions",
        "packet_loss",
        "rtt",
        "zero_window",
        "dns_answer_time",
        "dns_failed",
        "tls_version",
        "tls_failed",
        "certificate_expired",
        "http_status",
        "http_response_time",
        "traffic",
        "protocol_present",
        "host_present"
    )]
    public required string Kind { get; init; }

    /// <summary>The end that did it.</summary>
    [Description("The end that did it: address or address:port, [IPv6]:port.")]
    public string? By { get; init; }

    /// <summary>The other end.</summary>
    [Description("The end that it was done to.")]
    public string? Of { get; init; }

    /// <summary>The client.</summary>
    [Description("The client: address or address:port.")]
    public string? Client { get; init; }

    /// <summary>The server.</summary>
    [Description("The server: address or address:port.")]
    public string? Server { get; init; }

    /// <summary>A host.</summary>
    [Description("Address of a host; of HTTP also the host's name as the request has it.")]
    public string? Host { get; init; }

    /// <summary>A name.</summary>
    [Description("Name asked of DNS, or Wireshark's name of a protocol.")]
    public string? Name { get; init; }

    /// <summary>A response code.</summary>
    [Description("DNS response code, such as NXDOMAIN; any failure when left out.")]
    public string? Rcode { get; init; }

    /// <summary>A version of TLS.</summary>
    [Description("Version of every TLS connection, such as 1.2.")]
    public string? Version { get; init; }

    /// <summary>An alert of TLS.</summary>
    [Description("TLS alert, such as unknown_ca or 48; any when left out.")]
    public string? Alert { get; init; }

    /// <summary>A status of HTTP.</summary>
    [Description("HTTP status or class: 404, 5xx.")]
    public string? Status { get; init; }

    /// <summary>Silence before.</summary>
    [Description("Silence of the connection right before it, at least so many seconds.")]
    [Range(0, int.MaxValue)]
    public double? AfterIdleS { get; init; }

    /// <summary>None took longer.</summary>
    [Description("Every one took at most so many milliseconds.")]
    [Range(0, int.MaxValue)]
    public double? MostMs { get; init; }

    /// <summary>One took so long.</summary>
    [Description("At least one took so many milliseconds or more.")]
    [Range(0, int.MaxValue)]
    public double? LeastMs { get; init; }

    /// <summary>Largest share.</summary>
    [Description("At most this share of the segments with data, percent.")]
    [Range(0, 100)]
    public double? MostPercent { get; init; }

    /// <summary>Smallest share.</summary>
    [Description("At least this share of the segments with data, percent.")]
    [Range(0, 100)]
    public double? LeastPercent { get; init; }

    /// <summary>Largest number.</summary>
    [Description("At most so many.")]
    [Range(0, int.MaxValue)]
    public long? MostCount { get; init; }

    /// <summary>Smallest number.</summary>
    [Description("At least so many; one when no bound is given.")]
    [Range(0, int.MaxValue)]
    public long? LeastCount { get; init; }

    /// <summary>Most octets.</summary>
    [Description("At most so many octets on the wire.")]
    [Range(0, int.MaxValue)]
    public long? MostOctets { get; init; }

    /// <summary>Fewest octets.</summary>
    [Description("At least so many octets on the wire.")]
    [Range(0, int.MaxValue)]
    public long? LeastOctets { get; init; }
}
