using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>A question or an answer that stands out: failed, slow, unanswered, repeated, cut off or without its counterpart.</summary>
public sealed record DnsIncident
{
    /// <summary>Number of the frame that shows it.</summary>
    public required long Frame { get; init; }

    /// <summary>Time of that frame; null where the file has none.</summary>
    public required Timestamp? At { get; init; }

    /// <summary>Who asked.</summary>
    public required Endpoint Client { get; init; }

    /// <summary>Who was asked.</summary>
    public required Endpoint Server { get; init; }

    /// <summary>The protocol.</summary>
    public required DnsService Service { get; init; }

    /// <summary>Internet protocol number of the transport.</summary>
    public required byte Transport { get; init; }

    /// <summary>Id of the message.</summary>
    public required ushort Id { get; init; }

    /// <summary>Name asked, odd octets escaped; empty in a message without a question.</summary>
    public required string Name { get; init; }

    /// <summary>Type asked: <see cref="DnsTypes"/>.</summary>
    public required ushort Type { get; init; }

    /// <summary>How the answer turned out; null for a query.</summary>
    public int? ResponseCode { get; init; }

    /// <summary>Frame of the query when <see cref="Frame"/> is another one; null when it was not captured.</summary>
    public long? QueryFrame { get; init; }

    /// <summary>Nanoseconds from the query to the answer, or, unanswered, to the last packet of the capture.</summary>
    public long? Nanoseconds { get; init; }
}

/// <summary>Incidents of one kind: all counted, the first ones kept.</summary>
/// <remarks>Memory: about 200 octets each, at most <see cref="Limit"/>.</remarks>
public sealed class DnsIncidents
{
    /// <summary>Most that are kept.</summary>
    public const int Limit = 10_000;

    private readonly List<DnsIncident> _rows = [];

    /// <summary>How many there were.</summary>
    public long Count { get; private set; }

    /// <summary>The first ones.</summary>
    public IReadOnlyList<DnsIncident> Rows => _rows;

    internal bool Keeps => _rows.Count < Limit;

    internal void Add(DnsIncident? incident)
    {
        Count++;
        if (incident is not null && Keeps)
            _rows.Add(incident);
    }
}
