using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>How to find the public address.</summary>
public sealed record PublicIpArguments
{
    /// <summary>The time.</summary>
    [Description("Seconds for everything; fractions are accepted.")]
    [DefaultValue(10.0)]
    public double? Timeout { get; init; }

    /// <summary>The family.</summary>
    [Description("4 or 6 for one family only.")]
    public int? IpVersion { get; init; }
}

/// <summary>The addresses under which this machine is seen on the internet.</summary>
public sealed record PublicIp : IAnswer
{
    /// <inheritdoc/>
    [Description("A service answered with an address.")]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => RegistryJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The address.</summary>
    [JsonPropertyName("public_ip")]
    [Description("The public address: the IPv4 one, else the IPv6 one.")]
    public string? PublicAddress { get; init; }

    /// <summary>Who said so.</summary>
    [Description("Host of the service that said so.")]
    public string? ServiceUsed { get; init; }

    /// <summary>IPv4.</summary>
    [Description("The public IPv4 address.")]
    public string? Ipv4 { get; init; }

    /// <summary>IPv6.</summary>
    [Description("The public IPv6 address.")]
    public string? Ipv6 { get; init; }

    /// <summary>Attempts.</summary>
    [Description("The services that were asked, with what went wrong.")]
    public required IReadOnlyList<PublicIpAttempt> Attempts { get; init; }

    /// <summary>Coverage.</summary>
    [Description("What was done.")]
    public required ProbeCoverage Coverage { get; init; }
}

/// <summary>A service that was asked.</summary>
public sealed record PublicIpAttempt
{
    /// <summary>The service.</summary>
    [Description("The service.")]
    public required string Service { get; init; }

    /// <summary>The family.</summary>
    [Description("4 or 6.")]
    public required int IpVersion { get; init; }

    /// <summary>The address.</summary>
    [Description("The address that it answered.")]
    public string? Address { get; init; }

    /// <summary>What went wrong.</summary>
    [Description("What went wrong.")]
    public string? Problem { get; init; }
}
