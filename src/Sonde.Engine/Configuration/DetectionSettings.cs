namespace Sonde.Engine;

/// <summary>The settings of section <c>detection</c>: from where on threat detectors report, and lists of malicious names and addresses.</summary>
public static class DetectionSettings
{
    /// <summary><c>detection.scan_ports</c></summary>
    public static SettingDefinition ScanPorts { get; } =
        new()
        {
            Key = "detection.scan_ports",
            Kind = SettingKind.WholeNumber,
            Meaning = "Ports of one host that may be tried and hardly used; more are a port scan.",
            Default = 10L,
            Least = 1,
            Most = 65_535,
        };

    /// <summary><c>detection.scan_hosts</c></summary>
    public static SettingDefinition ScanHosts { get; } =
        new()
        {
            Key = "detection.scan_hosts",
            Kind = SettingKind.WholeNumber,
            Meaning = "Hosts that may be tried on one port and hardly used; more are a sweep.",
            Default = 5L,
            Least = 1,
            Most = 1_000_000,
        };

    /// <summary><c>detection.scan_window_seconds</c></summary>
    public static SettingDefinition ScanWindow { get; } =
        new()
        {
            Key = "detection.scan_window_seconds",
            Kind = SettingKind.WholeNumber,
            Meaning = "Attempts further apart than this do not belong to one scan, in seconds.",
            Default = 300L,
            Least = 1,
            Most = 86_400,
        };

    /// <summary><c>detection.sweep_hosts</c></summary>
    public static SettingDefinition SweepHosts { get; } =
        new()
        {
            Key = "detection.sweep_hosts",
            Kind = SettingKind.WholeNumber,
            Meaning = "Hosts that one host may call by ping, ARP or neighbor solicitation; more are a sweep.",
            Default = 20L,
            Least = 1,
            Most = 1_000_000,
        };

    /// <summary><c>detection.login_attempts</c></summary>
    public static SettingDefinition LoginAttempts { get; } =
        new()
        {
            Key = "detection.login_attempts",
            Kind = SettingKind.WholeNumber,
            Meaning = "Logins at one service by one client; more within the window are guessing.",
            Default = 10L,
            Least = 2,
            Most = 1_000_000,
        };

    /// <summary><c>detection.login_window_seconds</c></summary>
    public static SettingDefinition LoginWindow { get; } =
        new()
        {
            Key = "detection.login_window_seconds",
            Kind = SettingKind.WholeNumber,
            Meaning = "Logins further apart than this do not belong together, in seconds.",
            Default = 300L,
            Least = 1,
            Most = 86_400,
        };

    /// <summary><c>detection.syns_per_second</c></summary>
    public static SettingDefinition SynsPerSecond { get; } =
        new()
        {
            Key = "detection.syns_per_second",
            Kind = SettingKind.WholeNumber,
            Meaning = "SYNs to one port in a second, hardly any finished, from which on they are a flood.",
            Default = 100L,
            Least = 2,
            Most = 10_000_000,
        };

    /// <summary><c>detection.datagrams_per_second</c></summary>
    public static SettingDefinition DatagramsPerSecond { get; } =
        new()
        {
            Key = "detection.datagrams_per_second",
            Kind = SettingKind.WholeNumber,
            Meaning = "Unanswered datagrams to one host in a second from which on they are a flood.",
            Default = 1_000L,
            Least = 2,
            Most = 100_000_000,
        };

    /// <summary><c>detection.echoes_per_second</c></summary>
    public static SettingDefinition EchoesPerSecond { get; } =
        new()
        {
            Key = "detection.echoes_per_second",
            Kind = SettingKind.WholeNumber,
            Meaning = "Echo requests to one host in a second from which on they are a flood.",
            Default = 100L,
            Least = 2,
            Most = 100_000_000,
        };

    /// <summary><c>detection.amplified_octets</c></summary>
    public static SettingDefinition AmplifiedOctets { get; } =
        new()
        {
            Key = "detection.amplified_octets",
            Kind = SettingKind.Octets,
            Meaning = "Octets of answers that a host never asked for from which on they are an attack.",
            Default = 50_000L,
            Least = 1,
            Most = 1_125_899_906_842_624,
        };

    /// <summary><c>detection.exfiltration_octets</c></summary>
    public static SettingDefinition ExfiltrationOctets { get; } =
        new()
        {
            Key = "detection.exfiltration_octets",
            Kind = SettingKind.Octets,
            Meaning = "Octets sent to one outside service from which on data leaves the network.",
            Default = 10_000_000L,
            Least = 1,
            Most = 1_125_899_906_842_624,
        };

    /// <summary><c>detection.exfiltration_ratio</c></summary>
    public static SettingDefinition ExfiltrationRatio { get; } =
        new()
        {
            Key = "detection.exfiltration_ratio",
            Kind = SettingKind.WholeNumber,
            Meaning = "How many times more has to be sent there than comes back.",
            Default = 3L,
            Least = 1,
            Most = 1_000_000,
        };

    /// <summary><c>detection.large_transfer_octets</c></summary>
    public static SettingDefinition LargeTransferOctets { get; } =
        new()
        {
            Key = "detection.large_transfer_octets",
            Kind = SettingKind.Octets,
            Meaning = "Octets between one client and one service from which on the transfer is large.",
            Default = 100_000_000L,
            Least = 1,
            Most = 1_125_899_906_842_624,
        };

    /// <summary><c>detection.tunnel_names</c></summary>
    public static SettingDefinition TunnelNames { get; } =
        new()
        {
            Key = "detection.tunnel_names",
            Kind = SettingKind.WholeNumber,
            Meaning = "Different names below one domain from which on a tunnel in DNS is considered.",
            Default = 50L,
            Least = 2,
            Most = 1_000_000,
        };

    /// <summary><c>detection.tunnel_score</c></summary>
    public static SettingDefinition TunnelScore { get; } =
        new()
        {
            Key = "detection.tunnel_score",
            Kind = SettingKind.WholeNumber,
            Meaning = "Score from which on a domain is reported as a tunnel.",
            Default = 60L,
            Least = 1,
            Most = 100,
        };

    /// <summary><c>detection.generated_names</c></summary>
    public static SettingDefinition GeneratedNames { get; } =
        new()
        {
            Key = "detection.generated_names",
            Kind = SettingKind.WholeNumber,
            Meaning = "Different generated-looking domains of one client from which on they are reported.",
            Default = 5L,
            Least = 1,
            Most = 1_000_000,
        };

    /// <summary><c>detection.generated_score</c></summary>
    public static SettingDefinition GeneratedScore { get; } =
        new()
        {
            Key = "detection.generated_score",
            Kind = SettingKind.WholeNumber,
            Meaning = "Score from which on a name looks generated.",
            Default = 80L,
            Least = 1,
            Most = 100,
        };

    /// <summary><c>detection.beacon_connections</c></summary>
    public static SettingDefinition BeaconConnections { get; } =
        new()
        {
            Key = "detection.beacon_connections",
            Kind = SettingKind.WholeNumber,
            Meaning = "Conversations between a client and a service from which on their regularity is judged.",
            Default = 10L,
            Least = 4,
            Most = 1_000_000,
        };

    /// <summary><c>detection.beacon_score</c></summary>
    public static SettingDefinition BeaconScore { get; } =
        new()
        {
            Key = "detection.beacon_score",
            Kind = SettingKind.WholeNumber,
            Meaning = "Score from which on conversations are reported as a beacon.",
            Default = 75L,
            Least = 1,
            Most = 100,
        };

    /// <summary><c>detection.beacon_span_seconds</c></summary>
    public static SettingDefinition BeaconSpan { get; } =
        new()
        {
            Key = "detection.beacon_span_seconds",
            Kind = SettingKind.WholeNumber,
            Meaning = "Shortest time over which regularity is judged, in seconds.",
            Default = 60L,
            Least = 1,
            Most = 86_400,
        };

    /// <summary><c>detection.long_connection_seconds</c></summary>
    public static SettingDefinition LongConnection { get; } =
        new()
        {
            Key = "detection.long_connection_seconds",
            Kind = SettingKind.WholeNumber,
            Meaning = "Connections that last longer are reported, in seconds.",
            Default = 3_600L,
            Least = 1,
            Most = 31_536_000,
        };

    /// <summary><c>detection.ping_octets</c></summary>
    public static SettingDefinition PingOctets { get; } =
        new()
        {
            Key = "detection.ping_octets",
            Kind = SettingKind.WholeNumber,
            Meaning = "Octets of data in a ping from which on it is large.",
            Default = 100L,
            Least = 1,
            Most = 65_535,
        };

    /// <summary><c>detection.suspicious_ports</c></summary>
    public static SettingDefinition SuspiciousPorts { get; } =
        new()
        {
            Key = "detection.suspicious_ports",
            Kind = SettingKind.TextList,
            Meaning = "Ports of servers that are reported when they are used, besides the built-in ones.",
            Default = DetectionConfig.BuiltInSuspiciousPorts,
            AddsToDefault = true,
        };

    /// <summary><c>detection.block_lists</c></summary>
    public static SettingDefinition BlockLists { get; } =
        new()
        {
            Key = "detection.block_lists",
            Kind = SettingKind.TextList,
            Meaning = "Files with malicious names and addresses: hosts files, one entry a line, or CSV.",
            Default = Array.Empty<string>(),
        };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        ScanPorts,
        ScanHosts,
        ScanWindow,
        SweepHosts,
        LoginAttempts,
        LoginWindow,
        SynsPerSecond,
        DatagramsPerSecond,
        EchoesPerSecond,
        AmplifiedOctets,
        ExfiltrationOctets,
        ExfiltrationRatio,
        LargeTransferOctets,
        TunnelNames,
        TunnelScore,
        GeneratedNames,
        GeneratedScore,
        BeaconConnections,
        BeaconScore,
        BeaconSpan,
        LongConnection,
        PingOctets,
        SuspiciousPorts,
        BlockLists,
    ];
}
