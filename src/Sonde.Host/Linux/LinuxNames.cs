using System.Globalization;

namespace Sonde.Host;

/// <summary>The kernel's numbers by the names that iproute2 prints.</summary>
internal static class LinuxNames
{
    private static readonly (uint Bit, string Name)[] Links =
    [
        (0x1, "up"),
        (0x2, "broadcast"),
        (0x4, "debug"),
        (0x8, "loopback"),
        (0x10, "pointopoint"),
        (0x40, "running"),
        (0x80, "noarp"),
        (0x100, "promisc"),
        (0x200, "allmulti"),
        (0x400, "master"),
        (0x800, "slave"),
        (0x1000, "multicast"),
        (0x1_0000, "lower_up"),
        (0x2_0000, "dormant"),
        (0x4_0000, "echo"),
    ];

    private static readonly (uint Bit, string Name)[] Addresses =
    [
        (0x02, "nodad"),
        (0x04, "optimistic"),
        (0x08, "dadfailed"),
        (0x10, "home"),
        (0x20, "deprecated"),
        (0x40, "tentative"),
        (0x80, "permanent"),
        (0x100, "mngtmpaddr"),
        (0x200, "noprefixroute"),
        (0x400, "autojoin"),
        (0x800, "stable-privacy"),
    ];

    private static readonly (uint Bit, string Name)[] Routes =
    [
        (0x1, "dead"),
        (0x2, "pervasive"),
        (0x4, "onlink"),
        (0x8, "offload"),
        (0x10, "linkdown"),
        (0x20, "unresolved"),
        (0x40, "trap"),
        (0x200, "cloned"),
        (0x4000, "trap"),
    ];

    private static readonly string[] OperationalStates =
    [
        "unknown",
        "notpresent",
        "down",
        "lowerlayerdown",
        "testing",
        "dormant",
        "up",
    ];

    private static readonly string[] RouteTypes =
    [
        "unspec",
        "unicast",
        "local",
        "broadcast",
        "anycast",
        "multicast",
        "blackhole",
        "unreachable",
        "prohibit",
        "throw",
        "nat",
        "xresolve",
    ];

    /// <summary>Flags of a link.</summary>
    public static IReadOnlyList<string> OfLink(uint flags) => Set(Links, flags);

    /// <summary>Flags of an address; the first bit means another thing in each family.</summary>
    public static IReadOnlyList<string> OfAddress(uint flags, bool isIpv6) =>
        (flags & 1) == 0 ? Set(Addresses, flags) : [isIpv6 ? "temporary" : "secondary", .. Set(Addresses, flags)];

    /// <summary>Flags of a route or of one of its ways.</summary>
    public static IReadOnlyList<string> OfRoute(uint flags) => [.. Set(Routes, flags).Distinct()];

    /// <summary>State of a link (RFC 2863).</summary>
    public static string OperationalState(ulong state) =>
        state < (ulong)OperationalStates.Length ? OperationalStates[state] : Number(state);

    /// <summary>What a route does.</summary>
    public static string RouteType(byte type) => type < RouteTypes.Length ? RouteTypes[type] : Number(type);

    /// <summary>Scope of an address or route.</summary>
    public static string Scope(byte scope) =>
        scope switch
        {
            0 => "global",
            200 => "site",
            253 => "link",
            254 => "host",
            255 => "nowhere",
            _ => Number(scope),
        };

    /// <summary>Who made a route.</summary>
    public static string RouteProtocol(byte protocol) =>
        protocol switch
        {
            0 => "unspec",
            1 => "redirect",
            2 => "kernel",
            3 => "boot",
            4 => "static",
            8 => "gated",
            9 => "ra",
            10 => "mrt",
            11 => "zebra",
            12 => "bird",
            13 => "dnrouted",
            14 => "xorp",
            15 => "ntk",
            16 => "dhcp",
            18 => "keepalived",
            42 => "babel",
            186 => "bgp",
            187 => "isis",
            188 => "ospf",
            189 => "rip",
            192 => "eigrp",
            _ => Number(protocol),
        };

    /// <summary>State of a neighbour.</summary>
    public static string NeighbourState(ushort state) =>
        state switch
        {
            0x00 => "NONE",
            0x01 => "INCOMPLETE",
            0x02 => "REACHABLE",
            0x04 => "STALE",
            0x08 => "DELAY",
            0x10 => "PROBE",
            0x20 => "FAILED",
            0x40 => "NOARP",
            0x80 => "PERMANENT",
            _ => Number(state),
        };

    /// <summary>What a link is when its driver has no name for it: the number by which ARP knows its kind.</summary>
    public static string LinkType(ushort hardware) =>
        hardware switch
        {
            1 => "ethernet",
            32 => "infiniband",
            512 => "ppp",
            768 => "ipip",
            769 => "ip6tnl",
            772 => "loopback",
            776 => "sit",
            778 => "gre",
            801 or 802 or 803 => "wifi",
            823 => "ip6gre",
            824 => "netlink",
            65534 => "none",
            _ => "type " + Number(hardware),
        };

    private static List<string> Set((uint Bit, string Name)[] names, uint flags)
    {
        List<string> set = [];
        foreach ((uint bit, string name) in names)
        {
            if ((flags & bit) != 0)
                set.Add(name);
        }
        return set;
    }

    private static string Number(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
