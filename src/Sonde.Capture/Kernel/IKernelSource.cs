namespace Sonde.Capture;

/// <summary>What the kernel is asked to watch.</summary>
/// <remarks>The numbers are those of the daemon's protocol.</remarks>
public enum KernelOperation
{
    /// <summary>Frames that an interface receives, by kind.</summary>
    Rate = 1,

    /// <summary>Outgoing TCP connections and what became of them.</summary>
    Connections = 2,

    /// <summary>TCP connections that end: how long they lasted and what they carried.</summary>
    Life = 3,

    /// <summary>Outgoing TCP connections that failed.</summary>
    Failures = 4,

    /// <summary>TCP segments sent again.</summary>
    Retransmissions = 5,

    /// <summary>TCP resets, sent and received.</summary>
    Resets = 6,

    /// <summary>Round-trip times of TCP connections.</summary>
    RoundTrips = 7,

    /// <summary>Octets that processes send and receive.</summary>
    Bandwidth = 8,

    /// <summary>Packets that the kernel drops.</summary>
    Drops = 9,
}

/// <summary>A watch that is asked for. Nothing in it is a program or a path, so that a daemon can take it from an ordinary user.</summary>
/// <param name="Operation">What is watched.</param>
public sealed record KernelRequest(KernelOperation Operation)
{
    /// <summary>Number of the interface; of <see cref="KernelOperation.Rate"/> only.</summary>
    public int Interface { get; init; }

    /// <summary>Where in a frame's path it is counted; of <see cref="KernelOperation.Rate"/> only.</summary>
    public XdpMode Mode { get; init; }

    /// <summary>Number of the network namespace that is meant (/proc/self/ns/net); 0 for all of them.</summary>
    public uint Namespace { get; init; }

    /// <summary>Only connections with this local or remote port; 0 for all.</summary>
    public ushort Port { get; init; }

    /// <summary>Name of the interface, by which another process makes sure that it means the same one; empty for none.</summary>
    public string InterfaceName { get; init; } = "";

    /// <summary>Number of the network namespace that asks; 0 when unknown.</summary>
    public uint Asker { get; init; }

    /// <summary>How long it will last at most; whoever watches for others ends it then.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>Where in its path a frame is counted.</summary>
public enum XdpMode
{
    /// <summary>In the driver where it can, otherwise in the kernel's common part.</summary>
    Automatic,

    /// <summary>In the driver only.</summary>
    Native,

    /// <summary>In the kernel's common part only, which disturbs no driver.</summary>
    Generic,
}

/// <summary>Opens watches: this process itself, or one that has the rights for it.</summary>
public interface IKernelSource
{
    /// <summary>Begins a watch; it ends when it is disposed of or its process ends, however that happens.</summary>
    /// <exception cref="KernelException">The kernel, the rights or the library are not there, or the interface is occupied.</exception>
    IKernelSession Open(KernelRequest request);
}

/// <summary>A watch that is on. Belongs to one thread.</summary>
public interface IKernelSession : IDisposable
{
    /// <summary>How it is done: <c>xdp native</c>, <c>xdp generic</c>, <c>tracepoints</c>.</summary>
    string Method { get; }

    /// <summary>The places of the kernel that are watched: names of tracepoints.</summary>
    IReadOnlyList<string> Places { get; }

    /// <summary>What the running kernel lacks, and what is lost by it; one sentence each.</summary>
    IReadOnlyList<string> Missing { get; }

    /// <summary>Takes records as they come.</summary>
    /// <param name="longest">How long to wait for the first at most.</param>
    /// <param name="take">Gets each record.</param>
    void Poll(TimeSpan longest, Action<KernelRecord> take);

    /// <summary>What has been counted since the beginning, and what is under way.</summary>
    KernelTables Read();
}
