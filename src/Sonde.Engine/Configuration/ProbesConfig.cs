namespace Sonde.Engine;

/// <summary>How much may be sent when the network is asked; section <c>probes</c>.</summary>
public sealed record ProbesConfig
{
    /// <summary>Most hosts, names or ports that one question may ask about.</summary>
    public int MaxTargets { get; init; } = 65_536;

    /// <summary>Most packets a second that one question sends.</summary>
    public int PacketsPerSecond { get; init; } = 100_000;

    /// <summary>Longest that one question may take.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Where traces of names begin; empty for the internet's root servers.</summary>
    public IReadOnlyList<string> RootServers { get; init; } = [];

    /// <summary>The zone that knows which AS announces an address.</summary>
    public string AsnZone { get; init; } = "asn.cymru.com";

    /// <summary>Who is asked about that zone; null for the system's name servers.</summary>
    public string? AsnNameserver { get; init; }

    /// <summary>Certificates of authorities to trust beside the system's; null for none.</summary>
    public string? CaFile { get; init; }

    /// <summary>RDAP server that is asked about everything; null goes by IANA's registries.</summary>
    public string? RdapUrl { get; init; }

    /// <summary>Where the registries of RDAP servers are (RFC 9224).</summary>
    public string RdapBootstrapUrl { get; init; } = "https://data.iana.org/rdap/";

    /// <summary>Whether services may be asked for this machine's public address.</summary>
    public bool PublicIp { get; init; } = true;

    /// <summary>URLs that answer with the address they were asked from.</summary>
    public IReadOnlyList<string> PublicIpServices { get; init; } = UsualPublicIpServices;

    /// <summary>The services that are asked unless others are named.</summary>
    public static IReadOnlyList<string> UsualPublicIpServices { get; } =
    ["https://api64.ipify.org", "https://ifconfig.me/ip", "https://icanhazip.com", "https://checkip.amazonaws.com"];
}
