using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question about packets that an expression over scapy's layers selects.</summary>
public sealed record CustomFilterArguments : CaptureArguments
{
    /// <summary>The expression.</summary>
    [Description(
        "Expression over scapy's layers, at most 500 characters, or a Wireshark display filter. Example: TCP in pkt and pkt[TCP].dport in (80, 443)"
    )]
    public required string FilterExpression { get; init; }

    /// <summary>Packets to return.</summary>
    [Description("Packets to return at most.")]
    [DefaultValue(100)]
    [Range(0, 100_000)]
    public int? MaxResults { get; init; }

    /// <summary>Packets to skip.</summary>
    [Description("Packets to skip: next_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, int.MaxValue)]
    public int? Offset { get; init; }
}
