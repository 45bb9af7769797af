using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The protocols of a capture: as Wireshark's tree, and as a flat table.</summary>
public sealed record ProtocolHierarchy : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => HierarchyJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string FilePath { get; init; }

    /// <summary>Packets.</summary>
    [Description("Packets read.")]
    public required long TotalPackets { get; init; }

    /// <summary>Octets on the wire.</summary>
    [Description("Octets on the wire.")]
    public required long TotalBytes { get; init; }

    /// <summary>The tree.</summary>
    [Description(
        "Protocol tree as Wireshark's protocol hierarchy statistics: each protocol under the one that carries it, with the "
            + "packets that reach it and their whole octets."
    )]
    public required IReadOnlyList<ProtocolNode> Tree { get; init; }

    /// <summary>The flat table.</summary>
    [Description("Flat table by short protocol names; every packet counts once.")]
    public required IReadOnlyDictionary<string, ProtocolShare> Hierarchy { get; init; }

    /// <summary>The most frequent of the flat table.</summary>
    [Description("The ten most frequent of the flat table.")]
    public required IReadOnlyList<TopProtocol> TopProtocols { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One protocol in the tree.</summary>
/// <param name="Protocol">Wireshark's name.</param>
/// <param name="Packets">Packets that reach this place.</param>
/// <param name="Bytes">Octets on the wire of these packets, whole.</param>
/// <param name="PacketPercent">Share of all packets.</param>
/// <param name="BytePercent">Share of all octets.</param>
/// <param name="Children">Protocols that it carries.</param>
public sealed record ProtocolNode(
    [property: Description("Wireshark's name.")] string Protocol,
    [property: Description("Packets that reach this place.")] long Packets,
    [property: Description("Octets on the wire of these packets, whole.")] long Bytes,
    [property: Description("Share of all packets, in percent.")] double PacketPercent,
    [property: Description("Share of all octets, in percent.")] double BytePercent,
    [property: Description("Protocols that it carries.")] IReadOnlyList<ProtocolNode> Children
);

/// <summary>One row of the flat table.</summary>
/// <param name="Packets">Packets.</param>
/// <param name="Bytes">Octets on the wire.</param>
/// <param name="PacketPercent">Share of all packets.</param>
/// <param name="BytePercent">Share of all octets.</param>
public sealed record ProtocolShare(
    [property: Description("Packets.")] long Packets,
    [property: Description("Octets on the wire.")] long Bytes,
    [property: Description("Share of all packets, in percent.")] double PacketPercent,
    [property: Description("Share of all octets, in percent.")] double BytePercent
);

/// <summary>One of the most frequent protocols.</summary>
/// <param name="Protocol">Short name.</param>
/// <param name="Packets">Packets.</param>
/// <param name="Percent">Share of all packets.</param>
public sealed record TopProtocol(
    [property: Description("Short name.")] string Protocol,
    [property: Description("Packets.")] long Packets,
    [property: Description("Share of all packets, in percent.")] double Percent
);
