using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question about single DNS messages.</summary>
public sealed record DnsPacketsArguments : DnsArguments
{
    /// <summary>Messages to return.</summary>
    [Description("Messages to return at most.")]
    [DefaultValue(100)]
    [Range(0, 10_000)]
    public int? Limit { get; init; }

    /// <summary>Messages to skip.</summary>
    [Description("Messages to skip: next_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, int.MaxValue)]
    public int? Offset { get; init; }
}
