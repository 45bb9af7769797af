using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The packets that meet some conditions.</summary>
public sealed record FilteredPackets : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; no match is an answer too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => PacketsJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string FilePath { get; init; }

    /// <summary>The conditions in short.</summary>
    [Description("The conditions in short; none when all packets were meant.")]
    public required string FilterExpression { get; init; }

    /// <summary>The conditions as a display filter.</summary>
    [Description("A Wireshark display filter for the same packets; absent when all were meant.")]
    public string? DisplayFilter { get; init; }

    /// <summary>Packets read.</summary>
    [Description("Packets read.")]
    public required long TotalPacketsScanned { get; init; }

    /// <summary>Packets that match.</summary>
    [Description("Packets that meet all conditions, in the whole capture.")]
    public required long MatchingPackets { get; init; }

    /// <summary>Rows of the whole list.</summary>
    [Description("Rows of the whole list: matching packets, or values with count_by.")]
    public required long Total { get; init; }

    /// <summary>Rows in this answer.</summary>
    [Description("Rows in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The packets.</summary>
    [Description("The packets of this page; empty with count_by.")]
    public required IReadOnlyList<PacketRow> Packets { get; init; }

    /// <summary>The values.</summary>
    [Description("With count_by: the values of the field, most packets first.")]
    public IReadOnlyList<ValueCount>? Counts { get; init; }

    /// <summary>Packets without the field.</summary>
    [Description("With count_by: matching packets that lack the field.")]
    public long? WithoutField { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>What one value of a field counts.</summary>
/// <param name="Value">The value as tshark prints it.</param>
/// <param name="Packets">Packets with it.</param>
/// <param name="Octets">Octets on the wire of these packets.</param>
public sealed record ValueCount(
    [property: Description("The value as tshark -T fields prints it; written by whoever sent the packet.")]
        string Value,
    [property: Description("Packets with it.")] long Packets,
    [property: Description("Octets on the wire of these packets.")] long Octets
);
