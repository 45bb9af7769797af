namespace Sonde.Analysis;

/// <summary>How many messages of one protocol there were.</summary>
public sealed class DnsCounts
{
    /// <summary>Frames with a message.</summary>
    public long Frames { get; internal set; }

    /// <summary>Queries.</summary>
    public long Queries { get; internal set; }

    /// <summary>Responses.</summary>
    public long Responses { get; internal set; }

    /// <summary>Messages over TCP.</summary>
    public long OverTcp { get; internal set; }

    /// <summary>Messages between IPv6 addresses.</summary>
    public long OverIpv6 { get; internal set; }

    /// <summary>Messages whose names or records could not all be read.</summary>
    public long Damaged { get; internal set; }
}

/// <summary>What one server was asked and how it answered.</summary>
public sealed class DnsServer
{
    internal DnsServer(Endpoint endpoint, DnsService service) => (Endpoint, Service) = (endpoint, service);

    /// <summary>Its address and port.</summary>
    public Endpoint Endpoint { get; }

    /// <summary>The protocol.</summary>
    public DnsService Service { get; }

    /// <summary>Queries to it, repeated ones included.</summary>
    public long Queries { get; internal set; }

    /// <summary>Responses from it, repeated ones included.</summary>
    public long Responses { get; internal set; }

    /// <summary>Queries that nobody answered, repetitions not counted.</summary>
    public long Unanswered { get; internal set; }

    /// <summary>First responses with a code other than NOERROR.</summary>
    public long Failures { get; internal set; }

    /// <summary>Queries sent again.</summary>
    public long Retransmitted { get; internal set; }

    /// <summary>Responses that say they are truncated.</summary>
    public long Truncated { get; internal set; }

    /// <summary>Times from a query to its first response.</summary>
    public DnsLatencies Latencies { get; } = new();
}
