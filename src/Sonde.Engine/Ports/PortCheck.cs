using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Which port to check, and how.</summary>
public sealed record PortCheckArguments
{
    /// <summary>The host.</summary>
    [Description("Host name or address.")]
    public required string Target { get; init; }

    /// <summary>The port.</summary>
    [Description("Port, 1 to 65535.")]
    [Range(1, 65_535)]
    public required int Port { get; init; }

    /// <summary>The time.</summary>
    [Description(
        "Seconds to wait for the connection, and for each thing asked of the service; fractions are accepted."
    )]
    [DefaultValue(5.0)]
    public double? Timeout { get; init; }

    /// <summary>Whether to talk.</summary>
    [Description("Find out what an open port speaks: greeting, TLS, HTTP.")]
    [DefaultValue(true)]
    public bool? GrabBanner { get; init; }

    /// <summary>The transport.</summary>
    [Description("Transport protocol.")]
    [DefaultValue("tcp")]
    [AllowedValues("tcp", "udp")]
    public string? Protocol { get; init; }

    /// <summary>The family.</summary>
    [Description("4 or 6 for one family of addresses only.")]
    public int? IpVersion { get; init; }
}

/// <summary>What a port is.</summary>
public sealed record PortCheck : IAnswer
{
    /// <inheritdoc/>
    [Description("The check was made; a closed port is an answer too.")]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => PortsJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The host.</summary>
    [Description("The host as asked.")]
    public required string Target { get; init; }

    /// <summary>The port.</summary>
    [Description("The port.")]
    public required int Port { get; init; }

    /// <summary>The transport.</summary>
    [Description("tcp or udp.")]
    public required string Protocol { get; init; }

    /// <summary>Open.</summary>
    [Description("The port is open.")]
    public required bool IsOpen { get; init; }

    /// <summary>State.</summary>
    [Description(
        "open, closed (the host refuses), filtered (no answer, or an ICMP error), open_filtered (UDP without answer), error (could not be asked)."
    )]
    public required string State { get; init; }

    /// <summary>Why.</summary>
    [Description(
        "Why, in one word: connection_refused, timed_out, icmp_admin_prohibited, reset_after_handshake, no_route."
    )]
    public string? ErrorCode { get; init; }

    /// <summary>Who said so.</summary>
    [Description("Who sent the ICMP error.")]
    public string? ErrorFrom { get; init; }

    /// <summary>Time.</summary>
    [Description("Milliseconds of the TCP handshake, or until the answer to a datagram; when open only.")]
    public double? ResponseTimeMs { get; init; }

    /// <summary>The address.</summary>
    [Description("The address that the answer is about: the first open one, else the first.")]
    public required string Address { get; init; }

    /// <summary>All addresses.</summary>
    [Description("Each address of the target with what was found there.")]
    public required IReadOnlyList<PortAtAddress> Addresses { get; init; }

    /// <summary>Banner.</summary>
    [Description(
        "What the service said first, at most 200 characters, control characters escaped; of HTTP the status line and Server."
    )]
    public string? Banner { get; init; }

    /// <summary>Service.</summary>
    [Description("Most likely service: by what it said, else by the number of the port.")]
    public string? ServiceHint { get; init; }

    /// <summary>TLS.</summary>
    [Description("The handshake and the certificate, when the port speaks TLS.")]
    public ServedTls? Tls { get; init; }

    /// <summary>HTTP.</summary>
    [Description("Status of the answer to HEAD /, when the port speaks HTTP.")]
    public int? HttpStatus { get; init; }

    /// <summary>Coverage.</summary>
    [Description("What was done.")]
    public required ProbeCoverage Coverage { get; init; }
}

/// <summary>A port at one address.</summary>
public sealed record PortAtAddress
{
    /// <summary>The address.</summary>
    [Description("The address.")]
    public required string Address { get; init; }

    /// <summary>State.</summary>
    [Description("open, closed, filtered, open_filtered or error.")]
    public required string State { get; init; }

    /// <summary>Why.</summary>
    [Description("Why, in one word.")]
    public string? ErrorCode { get; init; }

    /// <summary>Who said so.</summary>
    [Description("Who sent the ICMP error.")]
    public string? ErrorFrom { get; init; }

    /// <summary>Time.</summary>
    [Description("Milliseconds until the outcome.")]
    public required double ResponseTimeMs { get; init; }
}
