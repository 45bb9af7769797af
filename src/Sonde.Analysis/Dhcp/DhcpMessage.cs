using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One DHCP or DHCPv6 message of a capture, its octets kept.</summary>
public sealed class DhcpMessage
{
    /// <summary>Number of the frame.</summary>
    public required long Frame { get; init; }

    /// <summary>When it was captured.</summary>
    public required Timestamp At { get; init; }

    /// <summary>The file has no time for it.</summary>
    public bool IsTimeless { get; init; }

    /// <summary>Who sent it.</summary>
    public required Address Source { get; init; }

    /// <summary>Who it is for.</summary>
    public required Address Destination { get; init; }

    /// <summary>UDP port of the sender.</summary>
    public required ushort SourcePort { get; init; }

    /// <summary>UDP port of the receiver.</summary>
    public required ushort DestinationPort { get; init; }

    /// <summary>It is DHCPv6 (RFC 8415).</summary>
    public required bool IsVersion6 { get; init; }

    /// <summary>The message.</summary>
    public required ReadOnlyMemory<byte> Octets { get; init; }

    /// <summary>Nanoseconds from the request that it is the first answer to; else null.</summary>
    public long? ResponseTime { get; internal set; }
}
