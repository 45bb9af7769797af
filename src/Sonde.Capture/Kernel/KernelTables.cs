namespace Sonde.Capture;

/// <summary>Packets and their octets.</summary>
/// <param name="Packets">Packets.</param>
/// <param name="Octets">Octets.</param>
public readonly record struct KernelAmount(long Packets, long Octets);

/// <summary>Frames that an interface received, by kind; octets with the link layer's header.</summary>
/// <param name="All">All of them.</param>
/// <param name="Ipv4">Of IPv4.</param>
/// <param name="Ipv6">Of IPv6.</param>
/// <param name="NotIp">Of neither: ARP and the like.</param>
/// <param name="Tcp">IP packets with TCP.</param>
/// <param name="Udp">IP packets with UDP.</param>
/// <param name="OtherIp">IP packets with something else.</param>
public sealed record KernelRates(
    KernelAmount All,
    KernelAmount Ipv4,
    KernelAmount Ipv6,
    KernelAmount NotIp,
    KernelAmount Tcp,
    KernelAmount Udp,
    KernelAmount OtherIp
);

/// <summary>Round-trip times of one connection.</summary>
/// <param name="Party">Whose.</param>
/// <param name="Samples">Round trips measured during the watch.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="Least">The shortest of them.</param>
/// <param name="Most">The longest of them.</param>
/// <param name="Smoothed">Smoothed round-trip time (RFC 6298 §2) at the last segment.</param>
/// <param name="Variation">Its variation.</param>
/// <param name="LeastOfKernel">Shortest of the last minutes, as the kernel keeps it.</param>
/// <param name="Retransmissions">Segments sent again over the connection's life.</param>
public sealed record KernelRoundTrips(
    KernelParty Party,
    long Samples,
    TimeSpan Sum,
    TimeSpan Least,
    TimeSpan Most,
    TimeSpan Smoothed,
    TimeSpan Variation,
    TimeSpan LeastOfKernel,
    long Retransmissions
);

/// <summary>What a process sent and received by one protocol.</summary>
/// <param name="ProcessId">Process.</param>
/// <param name="Command">Its name.</param>
/// <param name="UserId">Its user.</param>
/// <param name="Cgroup">Its control group.</param>
/// <param name="Namespace">The network namespace of its first socket.</param>
/// <param name="IpVersion">4 or 6: the family of the sockets.</param>
/// <param name="Protocol">Protocol that IP carries.</param>
/// <param name="Sent">Octets of data handed to the kernel.</param>
/// <param name="Received">Octets of data taken from the kernel.</param>
/// <param name="Sends">Calls that sent.</param>
/// <param name="Receives">Calls that received.</param>
public sealed record KernelTraffic(
    int ProcessId,
    string Command,
    uint UserId,
    ulong Cgroup,
    uint Namespace,
    int IpVersion,
    int Protocol,
    long Sent,
    long Received,
    long Sends,
    long Receives
);

/// <summary>Packets that were dropped at one place for one reason.</summary>
/// <param name="Reason">The kernel's reason by its name; null when it gives none.</param>
/// <param name="Place">Function of the kernel; null when it may not be named.</param>
/// <param name="EtherType">EtherType of the packets.</param>
/// <param name="Protocol">Protocol that IP carries; 0 when it is not IP.</param>
/// <param name="Amount">How many.</param>
public sealed record KernelDrops(string? Reason, string? Place, int EtherType, int Protocol, KernelAmount Amount);

/// <summary>What was seen and what there was no room for.</summary>
/// <param name="Seen">Events that fit the request.</param>
/// <param name="RingFull">Records lost because they were not taken in time.</param>
/// <param name="MapFull">Entries that a table had no room for.</param>
public readonly record struct KernelCounts(long Seen, long RingFull, long MapFull);

/// <summary>Everything that a watch has counted.</summary>
public sealed record KernelTables
{
    /// <summary>What was seen and what was lost.</summary>
    public required KernelCounts Counts { get; init; }

    /// <summary>Of <see cref="KernelOperation.Rate"/>.</summary>
    public KernelRates? Rates { get; init; }

    /// <summary>Of <see cref="KernelOperation.RoundTrips"/>.</summary>
    public IReadOnlyList<KernelRoundTrips> RoundTrips { get; init; } = [];

    /// <summary>Round trips by powers of two of microseconds: entry n counts those from 2ⁿ to 2ⁿ⁺¹ − 1.</summary>
    public IReadOnlyList<long> Histogram { get; init; } = [];

    /// <summary>Of <see cref="KernelOperation.Bandwidth"/>.</summary>
    public IReadOnlyList<KernelTraffic> Traffic { get; init; } = [];

    /// <summary>Of <see cref="KernelOperation.Drops"/>.</summary>
    public IReadOnlyList<KernelDrops> Drops { get; init; } = [];

    /// <summary>Counters of the kernel that rose since the beginning, where they stand in for events.</summary>
    public IReadOnlyDictionary<string, long> Counters { get; init; } = new Dictionary<string, long>();

    /// <summary>Connections that are under way: attempts without an outcome, and those that are open.</summary>
    public IReadOnlyList<KernelOpen> Open { get; init; } = [];
}

/// <summary>A connection that began during the watch and has not ended.</summary>
/// <param name="Party">Whose; the state is that at the beginning.</param>
/// <param name="Since">When it began.</param>
/// <param name="Age">How long ago.</param>
public sealed record KernelOpen(KernelParty Party, DateTimeOffset Since, TimeSpan Age);
