using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question about addresses.</summary>
public sealed record EndpointsArguments : CaptureArguments
{
    /// <summary>Addresses to return.</summary>
    [Description("Addresses to return at most.")]
    [DefaultValue(100)]
    [Range(0, 100_000)]
    public int? Limit { get; init; }

    /// <summary>Addresses to skip.</summary>
    [Description("Addresses to skip: next_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, int.MaxValue)]
    public int? Offset { get; init; }

    /// <summary>Order.</summary>
    [Description(
        "Order, largest first: bytes or packets, both ways; bytes_sent, packets_sent, bytes_received, packets_received."
    )]
    [DefaultValue("bytes")]
    [AllowedValues("bytes", "packets", "bytes_sent", "packets_sent", "bytes_received", "packets_received")]
    public string? SortBy { get; init; }
}
