using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question about the throughput of conversations.</summary>
public sealed record ThroughputArguments : CaptureArguments
{
    /// <summary>Conversations to return.</summary>
    [Description("Conversations to return at most.")]
    [DefaultValue(20)]
    [Range(0, int.MaxValue)]
    public int? TopN { get; init; }

    /// <summary>Conversations to skip.</summary>
    [Description("Conversations to skip: next_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, int.MaxValue)]
    public int? Offset { get; init; }

    /// <summary>Order.</summary>
    [Description("Order: Mbit/s or octets, both ways, largest first.")]
    [DefaultValue("mbps_total")]
    [AllowedValues("mbps_total", "bytes_total")]
    public string? SortBy { get; init; }

    /// <summary>How long a conversation must last to be ranked by rate.</summary>
    [Description(
        "With mbps_total: conversations shorter than so many seconds come after all others, since a rate over no time means little."
    )]
    [DefaultValue(0.1)]
    public double? MinDuration { get; init; }
}
