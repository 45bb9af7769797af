using Sonde.Broker;

namespace Sonde.Engine;

/// <summary>The table of all settings. A new setting is one entry here and one member of its section's record.</summary>
public static class Settings
{
    /// <summary>What every variable of Sonde's own begins with.</summary>
    public const string VariablePrefix = "SONDE_";

    /// <summary><c>security.allowed_targets</c></summary>
    public static SettingDefinition AllowedTargets { get; } =
        new()
        {
            Key = "security.allowed_targets",
            Kind = SettingKind.TargetList,
            Meaning = "When not empty, a target must match one entry; names private targets for capture URLs.",
            Default = Array.Empty<string>(),
            Aliases = ["NETWORK_MCP_ALLOWED_TARGETS"],
        };

    /// <summary><c>security.blocked_targets</c></summary>
    public static SettingDefinition BlockedTargets { get; } =
        new()
        {
            Key = "security.blocked_targets",
            Kind = SettingKind.TargetList,
            Meaning = "Targets that are always refused, besides the built-in ones.",
            Default = SecurityConfig.BuiltInBlockedTargets,
            Aliases = ["NETWORK_MCP_BLOCKED_TARGETS"],
            AddsToDefault = true,
        };

    /// <summary><c>security.block_private</c></summary>
    public static SettingDefinition BlockPrivate { get; } =
        new()
        {
            Key = "security.block_private",
            Kind = SettingKind.Switch,
            Meaning = "Refuse loopback, link-local, private, shared, multicast and reserved addresses as targets.",
            Default = false,
            Aliases = ["NETWORK_MCP_BLOCK_PRIVATE"],
        };

    /// <summary><c>security.block_cloud_metadata</c></summary>
    public static SettingDefinition BlockCloudMetadata { get; } =
        new()
        {
            Key = "security.block_cloud_metadata",
            Kind = SettingKind.Switch,
            Meaning = "Refuse the metadata services of cloud providers as targets of probes; capture URLs always do.",
            Default = true,
        };

    /// <summary><c>pcap.max_packets</c></summary>
    public static SettingDefinition MaxPackets { get; } =
        new()
        {
            Key = "pcap.max_packets",
            Kind = SettingKind.WholeNumber,
            Meaning = "Most packets that one question reads; unset reads every packet. Arguments can only lower it.",
            Aliases = ["NETWORK_MCP_MAX_PACKETS"],
        };

    /// <summary><c>pcap.allow_custom_filters</c></summary>
    public static SettingDefinition AllowCustomFilters { get; } =
        new()
        {
            Key = "pcap.allow_custom_filters",
            Kind = SettingKind.Switch,
            Meaning = "Whether custom filter expressions are accepted.",
            Default = true,
            Aliases = ["NETWORK_MCP_ALLOW_CUSTOM_FILTERS"],
        };

    /// <summary><c>pcap.allowed_paths</c></summary>
    public static SettingDefinition AllowedPaths { get; } =
        new()
        {
            Key = "pcap.allowed_paths",
            Kind = SettingKind.TextList,
            Meaning = "Folders below which an MCP client may have files read; an empty list allows none.",
            Aliases = ["NETWORK_MCP_PCAP_ALLOWED_PATHS"],
        };

    /// <summary><c>pcap.objects_path</c></summary>
    public static SettingDefinition ObjectsPath { get; } =
        new()
        {
            Key = "pcap.objects_path",
            Kind = SettingKind.Text,
            Meaning =
                "Folder below which an MCP client may have files written that were found in captures; unset allows none.",
        };

    /// <summary><c>pcap.blocked_filter_keywords</c></summary>
    public static SettingDefinition BlockedFilterKeywords { get; } =
        new()
        {
            Key = "pcap.blocked_filter_keywords",
            Kind = SettingKind.TextList,
            Meaning = "Words that a custom filter may not contain, besides the built-in ones.",
            Default = PcapConfig.BuiltInBlockedFilterKeywords,
            AddsToDefault = true,
        };

    /// <summary><c>pcap.max_download_octets</c></summary>
    public static SettingDefinition MaxDownloadOctets { get; } =
        new()
        {
            Key = "pcap.max_download_octets",
            Kind = SettingKind.Octets,
            Meaning = "Most octets that a capture fetched from a URL may have.",
            Default = 1L << 30,
        };

    /// <summary><c>pcap.download_timeout_seconds</c></summary>
    public static SettingDefinition DownloadTimeoutSeconds { get; } =
        new()
        {
            Key = "pcap.download_timeout_seconds",
            Kind = SettingKind.WholeNumber,
            Meaning = "Seconds that fetching a capture from a URL may take, from the first look-up to the last octet.",
            Default = 300L,
            Most = 86_400,
        };

    /// <summary><c>capture.storage_path</c></summary>
    public static SettingDefinition StoragePath { get; } =
        new()
        {
            Key = "capture.storage_path",
            Kind = SettingKind.Text,
            Meaning = "Folder in which live captures are stored.",
            Aliases = ["PCAP_STORAGE_PATH", "PCAP_STORAGE_DIR"],
        };

    /// <summary><c>capture.max_seconds</c></summary>
    public static SettingDefinition MaxCaptureSeconds { get; } =
        new()
        {
            Key = "capture.max_seconds",
            Kind = SettingKind.WholeNumber,
            Meaning = "Longest live capture, in seconds.",
            Default = 300L,
            Most = 86_400,
            Aliases = ["CAPTURE_TIMEOUT", "MAX_CAPTURE_DURATION"],
        };

    /// <summary><c>capture.max_octets</c></summary>
    public static SettingDefinition MaxCaptureOctets { get; } =
        new()
        {
            Key = "capture.max_octets",
            Kind = SettingKind.Octets,
            Meaning = "Largest file that a live capture may write.",
            Default = 100_000_000L,
            Aliases = ["MAX_CAPTURE_SIZE"],
        };

    /// <summary><c>capture.storage_octets</c></summary>
    public static SettingDefinition CaptureStorageOctets { get; } =
        new()
        {
            Key = "capture.storage_octets",
            Kind = SettingKind.Octets,
            Meaning = "Octets that all capture files in the storage folder may have together.",
            Default = 2_000_000_000L,
        };

    /// <summary><c>capture.interface</c></summary>
    public static SettingDefinition CaptureInterface { get; } =
        new()
        {
            Key = "capture.interface",
            Kind = SettingKind.Text,
            Meaning = "Network interface used when a question names none; unset takes the one of the default route.",
            Aliases = ["NET_IFACE"],
        };

    /// <summary><c>capture.daemon_socket</c></summary>
    public static SettingDefinition DaemonSocket { get; } =
        new()
        {
            Key = "capture.daemon_socket",
            Kind = SettingKind.Text,
            Meaning = "Socket of the daemon that opens what this user may not (sonde daemon); none asks no daemon.",
            Default = BrokerClient.UsualPath,
        };

    /// <summary><c>http.transport</c></summary>
    public static SettingDefinition Transport { get; } =
        new()
        {
            Key = "http.transport",
            Kind = SettingKind.Choice,
            Meaning = "How an MCP client is served.",
            Default = "stdio",
            Choices = ["stdio", "http", "sse"],
            Aliases = ["MCP_TRANSPORT"],
        };

    /// <summary><c>http.host</c></summary>
    public static SettingDefinition HttpHost { get; } =
        new()
        {
            Key = "http.host",
            Kind = SettingKind.Text,
            Meaning = "Address on which the HTTP endpoint listens.",
            Default = "127.0.0.1",
        };

    /// <summary><c>http.port</c></summary>
    public static SettingDefinition HttpPort { get; } =
        new()
        {
            Key = "http.port",
            Kind = SettingKind.WholeNumber,
            Meaning = "TCP port on which the HTTP endpoint listens.",
            Default = 8080L,
            Most = 65_535,
            Aliases = ["MCP_PORT"],
        };

    /// <summary>Every setting, by section.</summary>
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        AllowedTargets,
        BlockedTargets,
        BlockPrivate,
        BlockCloudMetadata,
        MaxPackets,
        AllowCustomFilters,
        AllowedPaths,
        ObjectsPath,
        BlockedFilterKeywords,
        MaxDownloadOctets,
        DownloadTimeoutSeconds,
        ProbeSettings.MaxTargets,
        ProbeSettings.PacketsPerSecond,
        ProbeSettings.MaxSeconds,
        ProbeSettings.RootServers,
        ProbeSettings.AsnZone,
        ProbeSettings.AsnNameserver,
        ProbeSettings.CaFile,
        ProbeSettings.RdapUrl,
        ProbeSettings.RdapBootstrapUrl,
        ProbeSettings.PublicIp,
        ProbeSettings.PublicIpServices,
        .. DetectionSettings.All,
        StoragePath,
        MaxCaptureSeconds,
        MaxCaptureOctets,
        CaptureStorageOctets,
        CaptureInterface,
        DaemonSocket,
        Transport,
        HttpHost,
        HttpPort,
    ];

    /// <summary>The sections a file may have.</summary>
    public static IReadOnlyList<string> Sections { get; } =
    ["security", "pcap", "probes", "detection", "capture", "http"];

    /// <summary>Variables of other programs for which Sonde has no use, since it reads packets itself.</summary>
    public static IReadOnlyList<string> VariablesWithoutEffect { get; } =
    ["TSHARK_PATH", "WIRESHARK_PATH", "ANALYSIS_TEMP_DIR"];

    /// <summary>The setting of this key, or null.</summary>
    public static SettingDefinition? Find(string key) => All.FirstOrDefault(setting => setting.Key == key);
}
