namespace Sonde.Analysis;

/// <summary>One message of the packet at hand, and what the tracker knows about it.</summary>
public readonly record struct DnsSeen
{
    /// <summary>Position of the message in <see cref="Packet.Layers"/>.</summary>
    public required int Layer { get; init; }

    /// <summary>The protocol.</summary>
    public required DnsService Service { get; init; }

    /// <summary>Who sent it.</summary>
    public required Endpoint Source { get; init; }

    /// <summary>To whom.</summary>
    public required Endpoint Destination { get; init; }

    /// <summary>Internet protocol number of the transport.</summary>
    public required byte Transport { get; init; }

    /// <summary>Name of the first question, odd octets escaped; empty without one.</summary>
    public required string Name { get; init; }

    /// <summary>Type of the first question.</summary>
    public required ushort Type { get; init; }

    /// <summary>All names and records could be read.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>How it turned out, the bits of an OPT record included; null in a query.</summary>
    public int? Code { get; init; }

    /// <summary>Nanoseconds since the query; only in the first response to one.</summary>
    public long? Latency { get; init; }

    /// <summary>Frame of the query that this answers or repeats.</summary>
    public long? CounterpartFrame { get; init; }

    /// <summary>The query was sent before and not answered.</summary>
    public bool Retransmission { get; init; }

    /// <summary>The response repeats an earlier one.</summary>
    public bool Repeated { get; init; }

    /// <summary>The response has no query.</summary>
    public bool Mismatched { get; init; }
}
