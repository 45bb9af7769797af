using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>One frame, whole: its layers and fields, its octets, and the packets around it.</summary>
public sealed record PacketDetail : IAnswer
{
    /// <inheritdoc/>
    [Description("The frame was found.")]
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

    /// <summary>The frame as a row.</summary>
    [Description("The frame in short.")]
    public required PacketRow Packet { get; init; }

    /// <summary>Octets kept.</summary>
    [Description("Octets that the capture kept of it.")]
    public required int CapturedLength { get; init; }

    /// <summary>The layers.</summary>
    [Description("The layers, outermost first, each with its fields by Wireshark's names.")]
    public required IReadOnlyList<LayerDetail> Layers { get; init; }

    /// <summary>The octets.</summary>
    [Description("The captured octets as a hex dump, 16 to a line: offset, octets, printable characters.")]
    public IReadOnlyList<string>? Hex { get; init; }

    /// <summary>Octets left out of the dump.</summary>
    [Description("Octets that the dump leaves out because of hex_limit; absent when it is whole.")]
    public int? HexOmitted { get; init; }

    /// <summary>The packets before.</summary>
    [Description("The packets before it in the capture.")]
    public required IReadOnlyList<PacketRow> Before { get; init; }

    /// <summary>The packets after.</summary>
    [Description("The packets after it in the capture.")]
    public required IReadOnlyList<PacketRow> After { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One layer of a frame.</summary>
/// <param name="Protocol">Wireshark's name.</param>
/// <param name="Offset">First octet of the layer in its source.</param>
/// <param name="Length">Octets of header and payload.</param>
/// <param name="HeaderLength">Octets of the header.</param>
/// <param name="Status">ok, cut, too_short or malformed.</param>
/// <param name="Fields">The fields in wire order.</param>
/// <param name="Source">Where the octets are: absent for the frame, else "reassembled".</param>
public sealed record LayerDetail(
    [property: Description("Wireshark's name.")] string Protocol,
    [property: Description("First octet of the layer, from the start of the frame or of the reassembled data.")]
        int Offset,
    [property: Description("Octets of header and payload.")] int Length,
    [property: Description("Octets of the header.")] int HeaderLength,
    [property: Description(
        "ok; cut: the capture kept less than the layer claims; too_short: the header does not fit; malformed: its fields contradict each other."
    )]
        string Status,
    [property: Description("The fields in wire order.")] IReadOnlyList<FieldDetail> Fields,
    [property: Description(
        "reassembled when the layer's octets were put together from several frames; absent for the frame's own."
    )]
        string? Source = null
);

/// <summary>One field of a layer.</summary>
/// <param name="Name">Wireshark's name.</param>
/// <param name="Title">In words.</param>
/// <param name="Offset">First octet, counted like the layer's offset.</param>
/// <param name="Length">Octets.</param>
/// <param name="Value">The value as tshark -T fields prints it.</param>
/// <param name="Meaning">The standard's word for the value.</param>
/// <param name="Children">Fields below.</param>
public sealed record FieldDetail(
    [property: Description("Wireshark's name.")] string Name,
    [property: Description("The field in words.")] string Title,
    [property: Description("First octet, counted like the layer's offset.")] int Offset,
    [property: Description("Octets; 0 for values that stand nowhere in the packet.")] int Length,
    [property: Description("The value as tshark -T fields prints it; written by whoever sent the packet.")]
        string? Value = null,
    [property: Description("The standard's word for the value.")] string? Meaning = null,
    [property: Description("Fields below this one.")] IReadOnlyList<FieldDetail>? Children = null
);
