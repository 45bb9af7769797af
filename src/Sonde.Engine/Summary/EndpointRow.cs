using System.ComponentModel;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>An address, what it sent and received, and what the capture calls it.</summary>
public sealed record EndpointRow
{
    /// <summary>The address.</summary>
    [Description("The address.")]
    public required string Ip { get; init; }

    /// <summary>Names from the capture.</summary>
    [Description("Names that the capture itself gives the address, each with its source; never looked up live.")]
    public IReadOnlyList<NameRow>? Names { get; init; }

    /// <summary>Packets sent.</summary>
    [Description("Packets from the address.")]
    public required long PacketsSent { get; init; }

    /// <summary>Packets received.</summary>
    [Description("Packets to the address.")]
    public required long PacketsReceived { get; init; }

    /// <summary>Octets sent.</summary>
    [Description("Octets on the wire from the address.")]
    public required long BytesSent { get; init; }

    /// <summary>Octets received.</summary>
    [Description("Octets on the wire to the address.")]
    public required long BytesReceived { get; init; }

    internal static EndpointRow Of(Talker talker, IReadOnlyList<NameRow>? names = null) =>
        new()
        {
            Ip = talker.Address.ToString(),
            Names = names,
            PacketsSent = talker.Sent.Packets,
            PacketsReceived = talker.Received.Packets,
            BytesSent = talker.Sent.Octets,
            BytesReceived = talker.Received.Octets,
        };
}

/// <summary>A name of an address.</summary>
/// <param name="Name">The name, as the capture spells it.</param>
/// <param name="Source">Where it stands: dns, mdns, llmnr, nbns, dhcp, name_resolution_block.</param>
public sealed record NameRow(
    [property: Description("The name; written by whoever sent the packet.")] string Name,
    [property: Description("Where it stands: dns, mdns, llmnr, nbns, dhcp or name_resolution_block.")] string Source
);
