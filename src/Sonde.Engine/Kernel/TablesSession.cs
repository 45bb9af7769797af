using System.Diagnostics;
using Sonde.Capture;
using Sonde.Host;

namespace Sonde.Engine;

/// <summary>Watches without eBPF: looks at the kernel's tables and counters again and again, and tells what changed.</summary>
internal sealed class TablesSession : IKernelSession
{
    /// <summary>The method of rates, which knows no kinds.</summary>
    public const string InterfaceCounters = "interface counters";

    /// <summary>In the place of an error number: the tables do not say why.</summary>
    public const int ErrorUnknown = -1;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly KernelRequest _request;
    private readonly SocketChanges? _sockets;
    private readonly IReadOnlyDictionary<string, long> _counters;
    private readonly HostCounters? _interface;
    private long _looked;

    private TablesSession(KernelRequest request)
    {
        _request = request;
        _counters = Counted(request.Operation) ? NetworkCounters.Read() : new Dictionary<string, long>();
        _interface = request.Operation == KernelOperation.Rate ? CountersOf(request.Interface) : null;
        _sockets = request.Operation is KernelOperation.Rate or KernelOperation.Drops or KernelOperation.Resets
            ? null
            : new SocketChanges(request);
        _sockets?.Look(static _ => { });
        _looked = Stopwatch.GetTimestamp();
    }

    /// <inheritdoc/>
    public string Method =>
        _request.Operation switch
        {
            KernelOperation.Rate => InterfaceCounters,
            KernelOperation.Drops or KernelOperation.Resets => "kernel counters",
            _ => "socket tables",
        };

    /// <inheritdoc/>
    public IReadOnlyList<string> Places =>
        _request.Operation switch
        {
            KernelOperation.Rate => ["netlink"],
            KernelOperation.Drops => ["/proc/net/snmp", "/proc/net/netstat", "/proc/net/snmp6", "netlink"],
            KernelOperation.Resets => ["/proc/net/snmp", "/proc/net/netstat"],
            _ => ["sock_diag", "/proc"],
        };

    /// <inheritdoc/>
    public IReadOnlyList<string> Missing =>
        [
            _request.Operation switch
            {
                KernelOperation.Rate =>
                    "The counters of an interface do not tell IPv4, IPv6, TCP and UDP apart, and a driver may bring them up to date late.",
                KernelOperation.Connections =>
                    "Connections that were opened and closed again within a tenth of a second are not seen, nor is why one failed.",
                KernelOperation.Life =>
                    "Connections that lasted less than a tenth of a second are not seen; durations are exact to a tenth of a second.",
                KernelOperation.Failures =>
                    "Attempts that failed within a tenth of a second (refused ones above all) are not seen, nor is why one failed; kernel_counters counts them all.",
                KernelOperation.Retransmissions =>
                    "Retransmissions of connections that ended within a tenth of a second are not told by connection; kernel_counters counts them all.",
                KernelOperation.Resets =>
                    "Which connections were reset, and whose they are, is not known: only the kernel's counters are.",
                KernelOperation.RoundTrips =>
                    "Single round trips are not seen, only the smoothed time of each connection; connections shorter than a tenth of a second are not seen.",
                KernelOperation.Bandwidth =>
                    "Only TCP connections that live longer than a tenth of a second are counted; UDP is not.",
                _ => "Which packets were dropped, at which place and whose they are, is not known: only counters are.",
            },
            .. _request.Operation == KernelOperation.Rate
                ? (ReadOnlySpan<string>)[]
                : ["Only the network namespace of this process is seen."],
        ];

    /// <summary>Begins to look.</summary>
    public static TablesSession Open(KernelRequest request) => new(request);

    /// <inheritdoc/>
    public void Poll(TimeSpan longest, Action<KernelRecord> take)
    {
        TimeSpan left = Pause - Stopwatch.GetElapsedTime(_looked);
        Thread.Sleep(
            left > longest ? longest
            : left > TimeSpan.Zero ? left
            : TimeSpan.Zero
        );
        if (Stopwatch.GetElapsedTime(_looked) < Pause)
            return;
        _looked = Stopwatch.GetTimestamp();
        _sockets?.Look(take);
    }

    /// <inheritdoc/>
    public KernelTables Read()
    {
        Dictionary<string, long> risen = [];
        if (_counters.Count > 0)
        {
            foreach ((string name, long value) in NetworkCounters.Read())
            {
                long rise = value - _counters.GetValueOrDefault(name);
                if (rise != 0 && Belongs(name, _request.Operation))
                    risen.Add(name, rise);
            }
        }
        return new KernelTables
        {
            Counts = new KernelCounts(_sockets?.Seen ?? 0, 0, 0),
            Rates = _request.Operation == KernelOperation.Rate ? Rates() : null,
            Counters = risen,
            RoundTrips = _request.Operation == KernelOperation.RoundTrips ? _sockets!.RoundTrips() : [],
            Traffic = _request.Operation == KernelOperation.Bandwidth ? _sockets!.Traffic() : [],
            Open = _request.Operation is KernelOperation.Connections or KernelOperation.Life ? _sockets!.Open() : [],
        };
    }

    /// <inheritdoc/>
    public void Dispose() { }

    /// <summary>Whether a counter of the kernel answers an operation's question.</summary>
    internal static bool Belongs(string name, KernelOperation operation) =>
        operation switch
        {
            KernelOperation.Failures => name is "Tcp.AttemptFails" or "Tcp.ActiveOpens",
            KernelOperation.Retransmissions => name
                is "Tcp.RetransSegs"
                    or "TcpExt.TCPLostRetransmit"
                    or "TcpExt.TCPTimeouts"
                    or "TcpExt.TCPSynRetrans"
                    or "TcpExt.TCPFastRetrans",
            KernelOperation.Resets => name
                is "Tcp.OutRsts"
                    or "Tcp.EstabResets"
                    or "TcpExt.TCPAbortOnData"
                    or "TcpExt.TCPAbortOnClose"
                    or "TcpExt.TCPAbortOnTimeout",
            KernelOperation.Drops => name.Contains("Drop", StringComparison.Ordinal)
                || name.Contains("Discard", StringComparison.Ordinal)
                || name.Contains("Overflow", StringComparison.Ordinal)
                || name.Contains("Prune", StringComparison.Ordinal)
                || name.EndsWith("Errors", StringComparison.Ordinal)
                || name.EndsWith("NoPorts", StringComparison.Ordinal)
                || name.EndsWith("NoRoutes", StringComparison.Ordinal)
                || name.EndsWith("Fails", StringComparison.Ordinal),
            _ => false,
        };

    private static bool Counted(KernelOperation operation) =>
        operation
            is KernelOperation.Failures
                or KernelOperation.Retransmissions
                or KernelOperation.Resets
                or KernelOperation.Drops;

    private static HostCounters? CountersOf(int index) =>
        Machine.Ask(machine => machine.Interfaces()).Items.FirstOrDefault(one => one.Index == index)?.Counters;

    private KernelRates? Rates()
    {
        if (CountersOf(_request.Interface) is not { } now)
            throw new KernelException(KernelFault.NoSuchDevice, "the interface has gone");
        var all = new KernelAmount(
            (now.ReceivedPackets ?? 0) - (_interface?.ReceivedPackets ?? 0),
            (now.ReceivedOctets ?? 0) - (_interface?.ReceivedOctets ?? 0)
        );
        return new KernelRates(all, default, default, default, default, default, default);
    }
}
