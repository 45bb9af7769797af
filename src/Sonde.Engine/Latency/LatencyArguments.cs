using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of questions with a list of conversations and a list of single packets.</summary>
public sealed record FlowAndPacketArguments : CaptureArguments
{
    /// <summary>Packets to return.</summary>
    [Description("Single packets to return at most.")]
    [DefaultValue(100)]
    [Range(0, 10_000)]
    public int? Limit { get; init; }

    /// <summary>Packets to skip.</summary>
    [Description("Single packets to skip: next_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, int.MaxValue)]
    public int? Offset { get; init; }

    /// <summary>Flows to return.</summary>
    [Description("Flows to return at most, the worst first.")]
    [DefaultValue(20)]
    [Range(0, 10_000)]
    public int? TopN { get; init; }

    /// <summary>Flows to skip.</summary>
    [Description("Flows to skip: next_flow_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, int.MaxValue)]
    public int? FlowOffset { get; init; }
}
