using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What ties a response to a query, the question left out.</summary>
internal readonly record struct DnsExchange(Endpoint Client, Endpoint Server, byte Transport, ushort Id)
{
    public bool Equals(DnsExchange other) =>
        Id == other.Id && Transport == other.Transport && Client.Equals(other.Client) && Server.Equals(other.Server);

    public override int GetHashCode() => HashCode.Combine(Client.GetHashCode(), Server.GetHashCode(), Transport, Id);
}

/// <summary>A question and how it went on.</summary>
internal sealed class DnsTransaction
{
    public required DnsExchange Exchange { get; init; }
    public required Endpoint Destination { get; init; }
    public required DnsService Service { get; init; }
    public required string Name { get; init; }
    public required ushort Type { get; init; }
    public required long Frame { get; init; }
    public required Timestamp At { get; init; }
    public bool IsTimeless { get; init; }
    public Timestamp Latest { get; set; }
    public LinkedListNode<DnsTransaction>? Place { get; set; }
    public bool IsAnswered { get; set; }

    /// <summary>The next question with the same ends and id.</summary>
    public DnsTransaction? Next { get; set; }

    public bool Asks(string name, ushort type) => Type == type && name.Equals(Name, StringComparison.OrdinalIgnoreCase);
}
