using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The addresses of a capture.</summary>
public sealed record EndpointList : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => EndpointsJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string FilePath { get; init; }

    /// <summary>Addresses of the capture.</summary>
    [Description(
        "Addresses in the capture, IPv4 and IPv6, as Wireshark's endpoints: a packet in a tunnel counts for the addresses of each of its headers."
    )]
    public required int Total { get; init; }

    /// <summary>Addresses in this answer.</summary>
    [Description("Addresses in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>Packets of addresses that were not kept.</summary>
    [Description(
        "Packets of addresses beyond the limit of 500,000 that are counted nowhere here; absent when there are none."
    )]
    public long? PacketsNotCounted { get; init; }

    /// <summary>The addresses.</summary>
    [Description("The addresses, with the names that the capture itself gives them.")]
    public required IReadOnlyList<EndpointRow> Endpoints { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}
