namespace Sonde.Analysis;

/// <summary>From where on detectors report. The defaults are published ones where there are any.</summary>
public sealed record DetectionThresholds
{
    /// <summary>Ports of one host that may be tried within the window; more are a scan.</summary>
    public int ScanPorts { get; init; } = 10;

    /// <summary>Hosts that may be tried on one port within the window; more are a sweep.</summary>
    public int ScanHosts { get; init; } = 5;

    /// <summary>Attempts further apart than this do not belong together.</summary>
    public TimeSpan ScanWindow { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Hosts that may be called by ping or ARP; more are a sweep.</summary>
    public int SweepHosts { get; init; } = 20;

    /// <summary>Logins at one service that may be tried or refused; more are guessing.</summary>
    public int LoginAttempts { get; init; } = 10;

    /// <summary>Attempts to log in further apart than this do not belong together.</summary>
    public TimeSpan LoginWindow { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>SYNs in one second without a handshake from which on they are a flood.</summary>
    public int SynsPerSecond { get; init; } = 100;

    /// <summary>Datagrams in one second without an answer from which on they are a flood.</summary>
    public int DatagramsPerSecond { get; init; } = 1_000;

    /// <summary>Echo requests in one second from which on they are a flood.</summary>
    public int EchoesPerSecond { get; init; } = 100;

    /// <summary>Octets of unasked answers from which on they are an attack.</summary>
    public long AmplifiedOctets { get; init; } = 50_000;

    /// <summary>Octets of data sent out of the network from which on it counts as much.</summary>
    public long ExfiltrationOctets { get; init; } = 10_000_000;

    /// <summary>How many times more is sent than received.</summary>
    public int ExfiltrationRatio { get; init; } = 3;

    /// <summary>Octets of data in one conversation from which on it is large.</summary>
    public long LargeTransferOctets { get; init; } = 100_000_000;

    /// <summary>Names below one domain from which on a tunnel is considered.</summary>
    public int TunnelNames { get; init; } = 50;

    /// <summary>Score from 0 to 100 from which on a domain is a tunnel.</summary>
    public int TunnelScore { get; init; } = 60;

    /// <summary>Different generated names of one client from which on they are reported.</summary>
    public int GeneratedNames { get; init; } = 5;

    /// <summary>Score from 0 to 100 from which on a name looks generated.</summary>
    public int GeneratedScore { get; init; } = 80;

    /// <summary>Connections between two hosts from which on their regularity is judged.</summary>
    public int BeaconConnections { get; init; } = 10;

    /// <summary>Score from 0 to 100 from which on connections are a beacon.</summary>
    public int BeaconScore { get; init; } = 75;

    /// <summary>Shortest time over which regularity is judged.</summary>
    public TimeSpan BeaconSpan { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A connection that lasts longer is reported.</summary>
    public TimeSpan LongConnection { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Octets of data in a ping from which on it is large.</summary>
    public int PingOctets { get; init; } = 100;

    /// <summary>Ports of servers that are reported when they are used.</summary>
    public IReadOnlyList<int> SuspiciousPorts { get; init; } = [1337, 31337, 4444, 5555, 6666, 6667, 12345];
}
