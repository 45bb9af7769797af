namespace Sonde.Analysis;

/// <summary>The protocols whose messages have the form of DNS messages.</summary>
public enum DnsService : byte
{
    /// <summary>DNS over UDP or TCP, RFC 1035.</summary>
    Dns,

    /// <summary>Multicast DNS, RFC 6762: answers carry no question and no id, so they are not paired.</summary>
    Mdns,

    /// <summary>Link-local multicast name resolution, RFC 4795: a question to everyone, an answer from whoever has the name.</summary>
    Llmnr,
}
