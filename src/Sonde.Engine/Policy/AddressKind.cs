namespace Sonde.Engine;

/// <summary>What an address is set aside for, in the classes that the target policy tells apart.</summary>
public enum AddressKind
{
    /// <summary>Reachable across the internet.</summary>
    Global,

    /// <summary>This host: 127.0.0.0/8, ::1, and the unspecified addresses, which connect to this host.</summary>
    Loopback,

    /// <summary>The attached link only: 169.254.0.0/16, fe80::/10.</summary>
    LinkLocal,

    /// <summary>Private networks: RFC 1918, unique local fc00::/7, site-local fec0::/10.</summary>
    Private,

    /// <summary>Between a provider and its customers: 100.64.0.0/10 (RFC 6598).</summary>
    Shared,

    /// <summary>Groups of hosts: 224.0.0.0/4, ff00::/8.</summary>
    Multicast,

    /// <summary>Examples and measurements: 192.0.2.0/24, 2001:db8::/32, 198.18.0.0/15 and their like.</summary>
    Documentation,

    /// <summary>Anything else that no host on the internet has.</summary>
    Reserved,
}
