namespace Sonde.Native;

/// <summary>What a socket sends.</summary>
public enum SocketKind
{
    /// <summary>Echo requests, as every user may whom the kernel lets (net.ipv4.ping_group_range).</summary>
    Echo,

    /// <summary>ICMP messages; needs CAP_NET_RAW.</summary>
    RawIcmp,

    /// <summary>UDP datagrams with a header of one's own; needs CAP_NET_RAW.</summary>
    RawUdp,

    /// <summary>TCP segments of one's own; needs CAP_NET_RAW.</summary>
    RawTcp,

    /// <summary>UDP datagrams.</summary>
    Udp,

    /// <summary>TCP connections.</summary>
    Tcp,
}

/// <summary>What a socket does about datagrams that are too large (ip(7), IP_MTU_DISCOVER).</summary>
public enum Fragmentation
{
    /// <summary>They are cut into fragments.</summary>
    Allowed = 0,

    /// <summary>They are sent whole with the bit "don't fragment", whatever the kernel knows of the path.</summary>
    Forbidden = 3,
}
