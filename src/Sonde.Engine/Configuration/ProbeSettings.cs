namespace Sonde.Engine;

/// <summary>The settings of section <c>probes</c>.</summary>
public static class ProbeSettings
{
    /// <summary><c>probes.max_targets</c></summary>
    public static SettingDefinition MaxTargets { get; } =
        new()
        {
            Key = "probes.max_targets",
            Kind = SettingKind.WholeNumber,
            Meaning = "Most hosts, names or ports that one question may ask about.",
            Default = 65_536L,
            Most = 1_000_000,
        };

    /// <summary><c>probes.packets_per_second</c></summary>
    public static SettingDefinition PacketsPerSecond { get; } =
        new()
        {
            Key = "probes.packets_per_second",
            Kind = SettingKind.WholeNumber,
            Meaning = "Most packets a second that one question sends.",
            Default = 100_000L,
            Most = 10_000_000,
        };

    /// <summary><c>probes.max_seconds</c></summary>
    public static SettingDefinition MaxSeconds { get; } =
        new()
        {
            Key = "probes.max_seconds",
            Kind = SettingKind.WholeNumber,
            Meaning =
                "Longest that one question to the network may take, in seconds; what is known by then is answered.",
            Default = 300L,
            Most = 86_400,
        };

    /// <summary><c>probes.root_servers</c></summary>
    public static SettingDefinition RootServers { get; } =
        new()
        {
            Key = "probes.root_servers",
            Kind = SettingKind.TextList,
            Meaning =
                "Addresses at which traces of names begin, such as 192.0.2.1 or 192.0.2.1#5353; unset, the internet's root servers.",
            Default = Array.Empty<string>(),
        };

    /// <summary><c>probes.asn_zone</c></summary>
    public static SettingDefinition AsnZone { get; } =
        new()
        {
            Key = "probes.asn_zone",
            Kind = SettingKind.Text,
            Meaning = "DNS zone that knows which AS announces an address, in the form of Team Cymru.",
            Default = "asn.cymru.com",
        };

    /// <summary><c>probes.asn_nameserver</c></summary>
    public static SettingDefinition AsnNameserver { get; } =
        new()
        {
            Key = "probes.asn_nameserver",
            Kind = SettingKind.Text,
            Meaning = "Name server that is asked about that zone; unset, the system's.",
        };

    /// <summary><c>probes.ca_file</c></summary>
    public static SettingDefinition CaFile { get; } =
        new()
        {
            Key = "probes.ca_file",
            Kind = SettingKind.Text,
            Meaning =
                "PEM file with certificates of authorities that DNS over TLS and HTTPS trusts beside the system's.",
        };

    /// <summary><c>probes.rdap_url</c></summary>
    public static SettingDefinition RdapUrl { get; } =
        new()
        {
            Key = "probes.rdap_url",
            Kind = SettingKind.Text,
            Meaning =
                "RDAP server that is asked about everything; unset goes by IANA's registries, and by https://rdap.org where they say nothing.",
        };

    /// <summary><c>probes.rdap_bootstrap_url</c></summary>
    public static SettingDefinition RdapBootstrapUrl { get; } =
        new()
        {
            Key = "probes.rdap_bootstrap_url",
            Kind = SettingKind.Text,
            Meaning = "Where the registries of RDAP servers are (RFC 9224): dns.json, ipv4.json, ipv6.json, asn.json.",
            Default = "https://data.iana.org/rdap/",
        };

    /// <summary><c>probes.public_ip</c></summary>
    public static SettingDefinition PublicIp { get; } =
        new()
        {
            Key = "probes.public_ip",
            Kind = SettingKind.Switch,
            Meaning = "Whether services on the internet may be asked for this machine's public address.",
            Default = true,
        };

    /// <summary><c>probes.public_ip_services</c></summary>
    public static SettingDefinition PublicIpServices { get; } =
        new()
        {
            Key = "probes.public_ip_services",
            Kind = SettingKind.TextList,
            Meaning = "URLs that answer with the address they were asked from, tried in this order.",
            Default = ProbesConfig.UsualPublicIpServices,
        };
}
