using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The simple conditions on packets, all of which must hold; null and empty ones are left out.</summary>
public sealed record PacketCriteria
{
    /// <summary>Address or network of the sender, IPv4 or IPv6.</summary>
    public string? Source { get; init; }

    /// <summary>Address or network of the receiver, IPv4 or IPv6.</summary>
    public string? Destination { get; init; }

    /// <summary>Address or network of either end: IPv4, IPv6 or Ethernet.</summary>
    public string? Host { get; init; }

    /// <summary>A port of either end.</summary>
    public int? Port { get; init; }

    /// <summary>Wireshark's name of a protocol, or one of <see cref="PublishedProtocols.Names"/>, in any case.</summary>
    public string? Protocol { get; init; }

    /// <summary>The earliest time.</summary>
    public Timestamp? From { get; init; }

    /// <summary>The first time that is too late.</summary>
    public Timestamp? Until { get; init; }

    /// <summary>Octets on the wire at least.</summary>
    public long? ShortestLength { get; init; }

    /// <summary>Octets on the wire at most.</summary>
    public long? LongestLength { get; init; }
}
