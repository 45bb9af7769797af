using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>One packet in a list.</summary>
public sealed record PacketRow
{
    /// <summary>Frame number.</summary>
    [Description("Frame number, from 1, as in Wireshark.")]
    public required long PacketNumber { get; init; }

    /// <summary>Time.</summary>
    [Description("Time, seconds since 1970; absent when the file has no time for the packet.")]
    public double? Timestamp { get; init; }

    /// <summary>Time as text.</summary>
    [Description("Time, ISO 8601 UTC; absent when the file has no time for the packet.")]
    public string? Time { get; init; }

    /// <summary>File.</summary>
    [Description("File of the packet, when several were read as one.")]
    public string? File { get; init; }

    /// <summary>Source address.</summary>
    [Description("Source address of the outermost Internet header.")]
    public string? SrcIp { get; init; }

    /// <summary>Destination address.</summary>
    [Description("Destination address of the outermost Internet header.")]
    public string? DstIp { get; init; }

    /// <summary>Protocol.</summary>
    [Description("Innermost protocol that was recognised, Wireshark's name in upper case.")]
    public required string Protocol { get; init; }

    /// <summary>Octets on the wire.</summary>
    [Description("Octets on the wire (frame.len).")]
    public required long Length { get; init; }

    /// <summary>What it is.</summary>
    [Description("The packet in a few words; names in it were written by whoever sent it.")]
    public required string Info { get; init; }

    /// <summary>Values of chosen fields.</summary>
    [Description(
        "Values of the fields that were asked for, all occurrences; fields that the packet lacks are left out."
    )]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Fields { get; init; }
}
