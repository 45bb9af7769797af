using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>An extended error, RFC 8914.</summary>
/// <param name="Code">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Text">What the server adds.</param>
public sealed record ExtendedErrorRow(
    [property: Description("Number.")] int Code,
    [property: Description("Meaning.")] string? Name,
    [property: Description("What the server adds.")] string? Text
);

/// <summary>What a server says by EDNS, RFC 6891.</summary>
/// <param name="UdpSize">Octets of UDP that it takes.</param>
/// <param name="Nsid">Its identifier.</param>
public sealed record EdnsFacts(
    [property: Description("Octets of UDP that the server takes.")] int UdpSize,
    [property: Description("The server's identifier (NSID).")] string? Nsid
);

/// <summary>Where the time of a look-up went.</summary>
/// <param name="TotalMs">All of it.</param>
/// <param name="ConnectMs">The connection.</param>
/// <param name="TlsMs">The handshake.</param>
public sealed record LookupTimings(
    [property: Description("Milliseconds of everything, failed attempts included.")] double TotalMs,
    [property: Description("Milliseconds to connect.")] double? ConnectMs,
    [property: Description("Milliseconds of the TLS handshake; with https it counts as response time.")] double? TlsMs
);

/// <summary>One attempt.</summary>
/// <param name="Nameserver">Who was asked.</param>
/// <param name="Transport">How.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="ElapsedMs">How long it was waited for.</param>
public sealed record LookupAttempt(
    [property: Description("Server.")] string Nameserver,
    [property: Description("udp, tcp, tls or https.")] string Transport,
    [property: Description("answered, no answer, or why it failed.")] string Outcome,
    [property: Description("Milliseconds waited.")] double ElapsedMs
);

/// <summary>What came in beside answers.</summary>
/// <param name="OtherSource">From elsewhere.</param>
/// <param name="OtherId">Under another id.</param>
/// <param name="OtherQuestion">To another question.</param>
/// <param name="Malformed">No messages.</param>
/// <param name="Late">Too late or twice.</param>
public sealed record IgnoredAnswers(
    [property: Description("From an address that was not asked.")] long OtherSource,
    [property: Description("Under an id that was not used.")] long OtherId,
    [property: Description("To another question.")] long OtherQuestion,
    [property: Description("No answering message.")] long Malformed,
    [property: Description("Twice, or too late.")] long Late
);

/// <summary>What programs on this machine get for a name.</summary>
public sealed record SystemNameView
{
    /// <summary>Addresses.</summary>
    [Description(
        "Addresses that programs here get (getaddrinfo); for an address the name. Absent when that took too long."
    )]
    public IReadOnlyList<string>? Answers { get; init; }

    /// <summary>Hosts file.</summary>
    [Description("What the hosts file says, which wins over name servers as a rule.")]
    public IReadOnlyList<string>? HostsFile { get; init; }

    /// <summary>Servers.</summary>
    [Description("Name servers configured.")]
    public required IReadOnlyList<string> Nameservers { get; init; }

    /// <summary>Search list.</summary>
    [Description("Domains tried behind short names.")]
    public IReadOnlyList<string>? Search { get; init; }

    /// <summary>Names tried.</summary>
    [Description("Names that programs here try for this one, in order; only when there are several.")]
    public IReadOnlyList<string>? NamesTried { get; init; }

    /// <summary>Differs.</summary>
    [Description("Programs here get other addresses than the server gave.")]
    public bool? Differs { get; init; }
}

/// <summary>One server on the way from the root.</summary>
public sealed record TraceStepRow
{
    /// <summary>Zone.</summary>
    [Description("Zone that the server was asked for.")]
    public required string Zone { get; init; }

    /// <summary>Server.</summary>
    [Description("Name of the server; absent when only its address is known.")]
    public string? Server { get; init; }

    /// <summary>Address.</summary>
    [Description("Its address.")]
    public required string Address { get; init; }

    /// <summary>Outcome.</summary>
    [Description(
        "referral, answer, lame (no authority for the zone), no answer, a response code, or why it was not asked."
    )]
    public required string Outcome { get; init; }

    /// <summary>Response time.</summary>
    [Description("Milliseconds to its answer.")]
    public double? ResponseTimeMs { get; init; }

    /// <summary>Next zone.</summary>
    [Description("Zone that it refers to.")]
    public string? Referral { get; init; }

    /// <summary>Servers of it.</summary>
    [Description("Servers of that zone.")]
    public IReadOnlyList<string>? Servers { get; init; }

    /// <summary>On the side.</summary>
    [Description("Name of a server whose address had to be found first.")]
    public string? For { get; init; }
}
