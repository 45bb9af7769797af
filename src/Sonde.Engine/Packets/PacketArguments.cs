using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question about one frame.</summary>
public sealed record PacketArguments : CaptureArguments
{
    /// <summary>Which frame.</summary>
    [Description("Number of the frame, from 1, as other answers and Wireshark give it.")]
    [Range(1, int.MaxValue)]
    public required long Frame { get; init; }

    /// <summary>Packets around it.</summary>
    [Description("Packets to list before and after it.")]
    [DefaultValue(3)]
    [Range(0, 50)]
    public int? Context { get; init; }

    /// <summary>Octets to dump.</summary>
    [Description("Octets to show in the hex dump at most; 0 for none.")]
    [DefaultValue(512)]
    [Range(0, 65536)]
    public int? HexLimit { get; init; }
}
