using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>A statement about a capture, to be judged: its kind, and the members that the kind takes.</summary>
public sealed record ClaimArguments : CaptureArguments
{
    /// <summary>What is stated.</summary>
    [Description(
        "What is stated: its members. reset: by, of, after_idle_s. connection_refused, no_answer: client, server. retransmissions, "
            + "packet_loss: client, server, counts, percents. rtt: client, server, ms. zero_window: by, of. dns_answer_time: ms, name, server. "
            + "dns_failed: name, rcode, server. tls_version: version, server. tls_failed: server, alert. certificate_expired: server. "
            + "http_status: status, host, counts. http_response_time: ms, host. traffic: host, counts (packets), octets. protocol_present: name. "
            + "host_present: host."
    )]
    public required string Kind { get; init; }

    /// <summary>The end that did it.</summary>
    [Description("Who did it: address or address:port.")]
    public string? By { get; init; }

    /// <summary>The other end.</summary>
    [Description("To whom.")]
    public string? Of { get; init; }

    /// <summary>The client.</summary>
    [Description("Address or address:port.")]
    public string? Client { get; init; }

    /// <summary>The server.</summary>
    [Description("Address or address:port.")]
    public string? Server { get; init; }

    /// <summary>A host.</summary>
    [Description("Address, or HTTP host.")]
    public string? Host { get; init; }

    /// <summary>A name.</summary>
    [Description("DNS name, or a protocol.")]
    public string? Name { get; init; }

    /// <summary>A response code.</summary>
    [Description("Such as NXDOMAIN.")]
    public string? Rcode { get; init; }

    /// <summary>A version of TLS.</summary>
    [Description("Of TLS, such as 1.2.")]
    public string? Version { get; init; }

    /// <summary>An alert of TLS.</summary>
    [Description("TLS alert: unknown_ca or 48.")]
    public string? Alert { get; init; }

    /// <summary>A status of HTTP.</summary>
    [Description("404 or 5xx.")]
    public string? Status { get; init; }

    /// <summary>Silence before.</summary>
    [Description("Silence before it, at least.")]
    public double? AfterIdleS { get; init; }

    /// <summary>None took longer.</summary>
    [Description("Each took at most this.")]
    public double? MostMs { get; init; }

    /// <summary>One took so long.</summary>
    [Description("One took at least this.")]
    public double? LeastMs { get; init; }

    /// <summary>Largest share.</summary>
    [Description("Of data segments.")]
    public double? MostPercent { get; init; }

    /// <summary>Smallest share.</summary>
    [Description("Of data segments.")]
    public double? LeastPercent { get; init; }

    /// <summary>Largest number.</summary>
    [Description("At most.")]
    public long? MostCount { get; init; }

    /// <summary>Smallest number.</summary>
    [Description("1 if no bound is given.")]
    public long? LeastCount { get; init; }

    /// <summary>Most octets.</summary>
    [Description("On the wire.")]
    public long? MostOctets { get; init; }

    /// <summary>Fewest octets.</summary>
    [Description("On the wire.")]
    public long? LeastOctets { get; init; }
}
