using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question about conversations.</summary>
public sealed record ConversationsArguments : CaptureArguments
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
    [Description("Order: packets, bytes or duration (largest first), or start (earliest first).")]
    [DefaultValue("packets")]
    [AllowedValues("packets", "bytes", "duration", "start")]
    public string? SortBy { get; init; }

    /// <summary>Only this protocol.</summary>
    [Description("Only conversations of this protocol.")]
    [AllowedValues("TCP", "UDP", "SCTP", "ICMP", "ICMPv6", "IP")]
    public string? Protocol { get; init; }
}
