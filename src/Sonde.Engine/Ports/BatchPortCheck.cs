using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Which ports to check, and how.</summary>
public sealed record BatchPortCheckArguments
{
    /// <summary>The host or the block.</summary>
    [Description("Host name or address, or a block such as 10.0.0.0/28.")]
    public required string Target { get; init; }

    /// <summary>The ports.</summary>
    [Description("Ports and ranges: [22, 80, \"8000-8100\"].")]
    public required IReadOnlyList<JsonElement> Ports { get; init; }

    /// <summary>More hosts.</summary>
    [Description("More hosts or blocks beside target.")]
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>The time.</summary>
    [Description(
        "Seconds to wait for each port; fractions are accepted. Below 1, one lost packet looks like a filter."
    )]
    [DefaultValue(2.0)]
    public double? Timeout { get; init; }

    /// <summary>How many at once.</summary>
    [Description("Ports tried at once; 1000 or more for large ranges.")]
    [DefaultValue(20)]
    [Range(1, 65_535)]
    public int? MaxConcurrent { get; init; }

    /// <summary>Whether to talk.</summary>
    [Description("Find out what open ports speak.")]
    [DefaultValue(false)]
    public bool? GrabBanner { get; init; }

    /// <summary>The transport.</summary>
    [Description("Transport protocol.")]
    [DefaultValue("tcp")]
    [AllowedValues("tcp", "udp")]
    public string? Protocol { get; init; }

    /// <summary>The family.</summary>
    [Description("4 or 6 for one family of addresses only.")]
    public int? IpVersion { get; init; }

    /// <summary>Rows.</summary>
    [Description("Most rows of results; beyond it open ports come first. ranges has all ports whatever the limit.")]
    [DefaultValue(1000)]
    [Range(0, int.MaxValue)]
    public int? Limit { get; init; }
}

/// <summary>What the ports are.</summary>
public sealed record BatchPortCheck : IAnswer
{
    /// <inheritdoc/>
    [Description("The ports were tried.")]
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

    /// <summary>The transport.</summary>
    [Description("tcp or udp.")]
    public required string Protocol { get; init; }

    /// <summary>The addresses.</summary>
    [Description("The hosts with the address that was tried of each, the first that this machine has a route to.")]
    public required IReadOnlyList<SweptHost> Hosts { get; init; }

    /// <summary>Ports in all.</summary>
    [Description("Ports asked for, of all hosts together.")]
    public required int TotalPorts { get; init; }

    /// <summary>Open ones.</summary>
    [Description("Open ports.")]
    public required int OpenPorts { get; init; }

    /// <summary>Closed ones.</summary>
    [Description("Ports that the host refuses.")]
    public required int ClosedPorts { get; init; }

    /// <summary>Filtered ones.</summary>
    [Description("Ports without answer, or with an ICMP error; of UDP those without answer count as open_filtered.")]
    public required int FilteredPorts { get; init; }

    /// <summary>Unclear ones.</summary>
    [Description("UDP ports without answer.")]
    public int? OpenFilteredPorts { get; init; }

    /// <summary>Not asked.</summary>
    [Description("Ports that could not be asked, or were not before the end.")]
    public required int ErrorPorts { get; init; }

    /// <summary>All ports.</summary>
    [Description("All ports that were tried as ranges, by host and state.")]
    public required IReadOnlyList<PortRanges> Ranges { get; init; }

    /// <summary>Rows in all.</summary>
    [Description("Rows of the whole list.")]
    public required int Total { get; init; }

    /// <summary>Rows here.</summary>
    [Description("Rows in this answer.")]
    public required int Returned { get; init; }

    /// <summary>The ports.</summary>
    [Description("The ports, by host and number.")]
    public required IReadOnlyList<SweptPort> Results { get; init; }

    /// <summary>Coverage.</summary>
    [Description("What was done.")]
    public required ProbeCoverage Coverage { get; init; }
}

/// <summary>A host of a sweep.</summary>
public sealed record SweptHost
{
    /// <summary>The host.</summary>
    [Description("The host.")]
    public required string Target { get; init; }

    /// <summary>The address.</summary>
    [Description("The address that was tried; absent when there is none.")]
    public string? Address { get; init; }

    /// <summary>Others.</summary>
    [Description("Its other addresses, which were not tried.")]
    public IReadOnlyList<string>? OtherAddresses { get; init; }

    /// <summary>Open ports.</summary>
    [Description("Its open ports.")]
    public required int OpenPorts { get; init; }

    /// <summary>Why not.</summary>
    [Description("Why it was not tried.")]
    public string? Error { get; init; }
}

/// <summary>Ports of one host in one state.</summary>
/// <param name="Address">The host's address.</param>
/// <param name="State">The state.</param>
/// <param name="Count">How many.</param>
/// <param name="Ports">Which: 1-21,23,80.</param>
public sealed record PortRanges(
    [property: Description("The host's address.")] string Address,
    [property: Description("The state.")] string State,
    [property: Description("How many.")] int Count,
    [property: Description("Which: 1-21,23,80.")] string Ports
);

/// <summary>A port of a sweep.</summary>
public sealed record SweptPort
{
    /// <summary>The host.</summary>
    [Description("The host's address, when there are several hosts.")]
    public string? Address { get; init; }

    /// <summary>The port.</summary>
    [Description("The port.")]
    public required int Port { get; init; }

    /// <summary>Open.</summary>
    [Description("The port is open.")]
    public required bool IsOpen { get; init; }

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
    [Description("Milliseconds of the handshake or until the answer; when open only.")]
    public double? ResponseTimeMs { get; init; }

    /// <summary>Banner.</summary>
    [Description("What the service said first.")]
    public string? Banner { get; init; }

    /// <summary>Service.</summary>
    [Description("Most likely service.")]
    public string? ServiceHint { get; init; }

    /// <summary>TLS.</summary>
    [Description("Version of TLS, when the port speaks it and was talked to.")]
    public string? TlsVersion { get; init; }

    /// <summary>HTTP.</summary>
    [Description("Status of HTTP, when the port speaks it and was talked to.")]
    public int? HttpStatus { get; init; }
}
