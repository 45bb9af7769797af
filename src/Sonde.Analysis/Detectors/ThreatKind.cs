namespace Sonde.Analysis;

/// <summary>A kind of finding.</summary>
/// <param name="Name">Its name, such as <c>port_scan</c>.</param>
/// <param name="Family">The published type it belongs to.</param>
/// <param name="Title">The kind in words.</param>
/// <param name="Technique">MITRE ATT&amp;CK id of what an attacker would do; null where there is none.</param>
/// <param name="Explanations">What else could explain it, the likeliest first.</param>
public sealed record ThreatKind(
    string Name,
    string Family,
    string Title,
    string? Technique,
    params IReadOnlyList<string> Explanations
);

/// <summary>All kinds of findings.</summary>
public static class ThreatKinds
{
    /// <summary>Families: the four types that clients of the published tool ask for.</summary>
    public static IReadOnlyList<string> Families { get; } =
    ["port_scan", "data_exfil", "malicious_dns", "unusual_pattern"];

    /// <summary>Many ports of one host tried.</summary>
    public static ThreatKind PortScan { get; } =
        new(
            "port_scan",
            "port_scan",
            "Port scan",
            "T1046",
            "a scanner of your own, an inventory or a monitoring system",
            "a client of a service that moved, trying its ports in turn"
        );

    /// <summary>One port of many hosts tried, or many hosts called by ping or ARP.</summary>
    public static ThreatKind AddressSweep { get; } =
        new(
            "address_sweep",
            "port_scan",
            "Sweep over addresses",
            "T1018",
            "monitoring or inventory of your own",
            "a client with a list of servers of which most are down (peer-to-peer, mail, name servers)"
        );

    /// <summary>Passwords tried one after the other.</summary>
    public static ThreatKind BruteForce { get; } =
        new(
            "brute_force",
            "unusual_pattern",
            "Password guessing",
            "T1110",
            "a script or a backup job that opens a connection for each step",
            "a client with an old password that tries again and again"
        );

    /// <summary>Attempts to open connections that are never finished.</summary>
    public static ThreatKind SynFlood { get; } =
        new(
            "syn_flood",
            "unusual_pattern",
            "SYN flood",
            "T1499.001",
            "a load test",
            "a popular server that is down, or a capture that sees one direction only"
        );

    /// <summary>Datagrams without an answer in great number.</summary>
    public static ThreatKind UdpFlood { get; } =
        new("udp_flood", "unusual_pattern", "UDP flood", "T1498.001", "a media stream or a backup", "a speed test");

    /// <summary>Echo requests in great number.</summary>
    public static ThreatKind IcmpFlood { get; } =
        new("icmp_flood", "unusual_pattern", "ICMP flood", "T1498.001", "ping -f by an administrator");

    /// <summary>Segments that belong to no connection, in great number.</summary>
    public static ThreatKind TcpFlood { get; } =
        new(
            "tcp_flood",
            "unusual_pattern",
            "TCP flood",
            "T1499.001",
            "the capture began in the middle of busy connections"
        );

    /// <summary>Answers to questions that the victim never asked.</summary>
    public static ThreatKind Amplification { get; } =
        new(
            "reflection_amplification",
            "unusual_pattern",
            "Reflected and amplified answers",
            "T1498.002",
            "the capture sees one direction only, so that the questions are missing"
        );

    /// <summary>DHCP asked for by ever other clients.</summary>
    public static ThreatKind DhcpStarvation { get; } =
        new(
            "dhcp_flood",
            "unusual_pattern",
            "DHCP requests of ever other clients",
            "T1499.002",
            "many machines that start at once, as after a power cut"
        );

    /// <summary>Much more sent out than fetched.</summary>
    public static ThreatKind Exfiltration { get; } =
        new(
            "data_exfiltration",
            "data_exfil",
            "Data leaves the network",
            "T1048",
            "a backup or synchronisation to the cloud",
            "an upload, a video call or a release that somebody made"
        );

    /// <summary>A great amount of data in one conversation.</summary>
    public static ThreatKind LargeTransfer { get; } =
        new("large_data_transfer", "data_exfil", "Large transfer", "T1030", "a download, an update or a backup");

    /// <summary>Data carried in names.</summary>
    public static ThreatKind DnsTunnel { get; } =
        new(
            "dns_tunnel",
            "malicious_dns",
            "Tunnel in DNS",
            "T1071.004",
            "a content network, a virus scanner or a block list that puts hashes into names",
            "service discovery with generated names"
        );

    /// <summary>Names that nobody would invent.</summary>
    public static ThreatKind Dga { get; } =
        new(
            "dga_domain",
            "malicious_dns",
            "Generated domain names",
            "T1568.002",
            "names in another language or abbreviations",
            "a browser that probes whether its resolver invents answers",
            "content networks with generated host names"
        );

    /// <summary>A name on a list of the user's.</summary>
    public static ThreatKind MaliciousName { get; } =
        new("malicious_dns", "malicious_dns", "Name on a block list", "T1071", "an entry that is out of date");

    /// <summary>An address on a list of the user's.</summary>
    public static ThreatKind MaliciousAddress { get; } =
        new(
            "malicious_address",
            "malicious_dns",
            "Address on a block list",
            "T1071",
            "an address that has another owner by now, or is shared by many sites"
        );

    /// <summary>Connections at regular times.</summary>
    public static ThreatKind Beacon { get; } =
        new(
            "beacon",
            "unusual_pattern",
            "Regular call home",
            "T1071.001",
            "an update check, telemetry or a health check",
            "mail or chat that looks for messages at intervals"
        );

    /// <summary>A connection that lasts for hours.</summary>
    public static ThreatKind LongConnection { get; } =
        new(
            "long_connection",
            "unusual_pattern",
            "Long connection",
            "T1571",
            "a VPN, a remote desktop, a database pool or a chat that stays connected"
        );

    /// <summary>A password that anybody on the way could read.</summary>
    public static ThreatKind ClearTextCredentials { get; } =
        new(
            "cleartext_credentials",
            "unusual_pattern",
            "Password in the clear",
            "T1040",
            "an anonymous login, whose password is no secret",
            "a test account on a network of one's own"
        );

    /// <summary>A version or cipher of TLS that can be broken.</summary>
    public static ThreatKind WeakTls { get; } =
        new("weak_tls", "unusual_pattern", "Weak TLS", "T1557", "an old device that knows nothing better");

    /// <summary>A certificate that proves nothing.</summary>
    public static ThreatKind BadCertificate { get; } =
        new(
            "bad_certificate",
            "unusual_pattern",
            "Certificate that proves nothing",
            "T1557",
            "an appliance or a test server with its own certificate",
            "a capture replayed at another time"
        );

    /// <summary>An address claimed by two machines in turn.</summary>
    public static ThreatKind ArpSpoofing { get; } =
        new(
            "arp_spoofing",
            "unusual_pattern",
            "Forged address resolution",
            "T1557.002",
            "a pair of servers or routers that take over from each other",
            "a machine whose network card was replaced, or with wire and radio at once"
        );

    /// <summary>Two machines with one address.</summary>
    public static ThreatKind DuplicateAddress { get; } =
        new(
            "duplicate_address",
            "unusual_pattern",
            "Address used by two machines",
            null,
            "an address that DHCP gave to another machine meanwhile",
            "a router that answers for others (proxy ARP)"
        );

    /// <summary>A DHCP server that may not belong here.</summary>
    public static ThreatKind RogueDhcp { get; } =
        new(
            "rogue_dhcp",
            "unusual_pattern",
            "Second DHCP server",
            "T1557.003",
            "two servers that share the work (failover)"
        );

    /// <summary>A router that may not belong here.</summary>
    public static ThreatKind RogueRouter { get; } =
        new(
            "rogue_router",
            "unusual_pattern",
            "Second IPv6 router",
            "T1557",
            "two routers that both belong here",
            "a machine that shares its own connection"
        );

    /// <summary>Data carried in pings.</summary>
    public static ThreatKind IcmpTunnel { get; } =
        new(
            "icmp_tunnel",
            "unusual_pattern",
            "Tunnel in ICMP",
            "T1095",
            "pings with a size of the user's choice, to find the path's MTU",
            "monitoring that puts its own data into pings"
        );

    /// <summary>A protocol on the port of another one.</summary>
    public static ThreatKind WrongPort { get; } =
        new(
            "unusual_protocol",
            "unusual_pattern",
            "Protocol on another one's port",
            "T1571",
            "a server that somebody put on that port on purpose",
            "several services behind one port"
        );

    /// <summary>A port that back doors like.</summary>
    public static ThreatKind SuspiciousPort { get; } =
        new(
            "suspicious_port",
            "unusual_pattern",
            "Port that back doors use",
            "T1571",
            "a chat server (IRC), a debugger or a test server that chose the number by chance"
        );

    /// <summary>Text that speaks to a machine that reads it.</summary>
    public static ThreatKind AiInstruction { get; } =
        new(
            "ai_instruction",
            "unusual_pattern",
            "Text that instructs an AI model",
            "T1027",
            "an article or a lesson about such attacks",
            "a program that talks to a language model in the clear"
        );

    /// <summary>A web request that tries to break in.</summary>
    public static ThreatKind WebAttack { get; } =
        new(
            "web_attack",
            "unusual_pattern",
            "Attack on a web server",
            "T1190",
            "a security scanner of your own",
            "a page about such attacks, or a form that takes code"
        );

    /// <summary>Data posted to a server that has no name.</summary>
    public static ThreatKind NumericHost { get; } =
        new(
            "numeric_host",
            "unusual_pattern",
            "Data posted to a bare address",
            "T1071.001",
            "a device or a test server that was never given a name",
            "a program that asks by address because its names do not resolve"
        );

    /// <summary>Access points or farewells without end in 802.11.</summary>
    public static ThreatKind Wireless { get; } =
        new(
            "wireless_flood",
            "unusual_pattern",
            "Flood in 802.11",
            "T1498.001",
            "a hall with many access points, each with several networks",
            "an access point that sends its stations elsewhere before it restarts"
        );

    /// <summary>Windows services run from afar.</summary>
    public static ThreatKind RemoteControl { get; } =
        new(
            "remote_service",
            "unusual_pattern",
            "Remote control of Windows services",
            "T1021.002",
            "an administrator or a deployment tool"
        );

    /// <summary>A message made to break who reads it.</summary>
    public static ThreatKind Exploit { get; } =
        new(
            "exploit_attempt",
            "unusual_pattern",
            "Message that breaks its reader",
            "T1210",
            "a test of one's own systems",
            "a program with a mistake, or a capture that was damaged"
        );

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<ThreatKind> All { get; } =
    [
        PortScan,
        AddressSweep,
        BruteForce,
        SynFlood,
        UdpFlood,
        IcmpFlood,
        TcpFlood,
        Amplification,
        DhcpStarvation,
        Exfiltration,
        LargeTransfer,
        DnsTunnel,
        Dga,
        MaliciousName,
        MaliciousAddress,
        Beacon,
        LongConnection,
        ClearTextCredentials,
        WeakTls,
        BadCertificate,
        ArpSpoofing,
        DuplicateAddress,
        RogueDhcp,
        RogueRouter,
        IcmpTunnel,
        WrongPort,
        SuspiciousPort,
        AiInstruction,
        WebAttack,
        NumericHost,
        Wireless,
        RemoteControl,
        Exploit,
    ];
}
