using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>A question to name servers.</summary>
public sealed record DnsLookupArguments
{
    /// <summary>What about.</summary>
    [Description("Name, or IPv4 or IPv6 address for its names (PTR).")]
    public required string Query { get; init; }

    /// <summary>Which records.</summary>
    [Description(
        "A, AAAA, CNAME, MX, TXT, NS, SOA, PTR, ANY, CAA, SRV, SVCB, HTTPS, DS, DNSKEY, TLSA, NAPTR, any other by name or as TYPE65."
    )]
    [DefaultValue("A")]
    public string? RecordType { get; init; }

    /// <summary>Whom.</summary>
    [Description(
        "Server: 192.0.2.53, 192.0.2.53#5353, [2001:db8::53]:53, a name, tcp://HOST, tls://HOST, https://HOST/dns-query. Default: the system's."
    )]
    public string? Nameserver { get; init; }

    /// <summary>How long.</summary>
    [Description("Seconds for all attempts together; fractions allowed.")]
    [DefaultValue(5)]
    public double? Timeout { get; init; }

    /// <summary>How often.</summary>
    [Description("Attempts after the first.")]
    [DefaultValue(2)]
    public int? Retries { get; init; }

    /// <summary>Signatures.</summary>
    [Description("Ask for signatures as well (DO).")]
    [DefaultValue(false)]
    public bool? Dnssec { get; init; }

    /// <summary>From the root.</summary>
    [Description("Ask the authorities from the root down instead; shows each zone's servers, and lame ones.")]
    [DefaultValue(false)]
    public bool? Trace { get; init; }
}

/// <summary>The same question about many names.</summary>
public sealed record BatchDnsArguments
{
    /// <summary>What about.</summary>
    [Description("Names, or addresses for their names (PTR).")]
    public required IReadOnlyList<string> Queries { get; init; }

    /// <summary>Which records.</summary>
    [Description("Record type, as in dns_lookup.")]
    [DefaultValue("A")]
    public string? RecordType { get; init; }

    /// <summary>Whom.</summary>
    [Description("Server, as in dns_lookup.")]
    public string? Nameserver { get; init; }

    /// <summary>How long.</summary>
    [Description("Seconds for all attempts of one name; fractions allowed.")]
    [DefaultValue(5)]
    public double? Timeout { get; init; }

    /// <summary>How often.</summary>
    [Description("Attempts after the first.")]
    [DefaultValue(2)]
    public int? Retries { get; init; }

    /// <summary>How many at once.</summary>
    [Description("Names under way at once, 1 to 1000.")]
    [DefaultValue(100)]
    public int? MaxConcurrent { get; init; }
}
