namespace Sonde.Analysis;

/// <summary>What Wireshark says of a segment under <c>tcp.analysis</c>; a segment may have several.</summary>
[Flags]
public enum TcpVerdicts : uint
{
    /// <summary>Nothing to remark.</summary>
    None = 0,

    /// <summary>Octets below what was expected next were sent again. Also set beside the fast and the spurious kind.</summary>
    Retransmission = 1 << 0,

    /// <summary>Sent again within 20 ms of the duplicate ACKs that ask for exactly these octets.</summary>
    FastRetransmission = 1 << 1,

    /// <summary>Sent again although the other end had acknowledged all of it.</summary>
    SpuriousRetransmission = 1 << 2,

    /// <summary>Below what was expected next, but so soon after it that it was overtaken on the way.</summary>
    OutOfOrder = 1 << 3,

    /// <summary>Acknowledges once more what was acknowledged before, with no data and the same window.</summary>
    DuplicateAck = 1 << 4,

    /// <summary>Begins beyond what was expected next: something before it was not captured.</summary>
    LostSegment = 1 << 5,

    /// <summary>Acknowledges octets that were not captured.</summary>
    AckLostSegment = 1 << 6,

    /// <summary>The sender cannot take any more data.</summary>
    ZeroWindow = 1 << 7,

    /// <summary>One octet sent into a closed window, to see whether it opened.</summary>
    ZeroWindowProbe = 1 << 8,

    /// <summary>The answer to a probe: still closed.</summary>
    ZeroWindowProbeAck = 1 << 9,

    /// <summary>Fills the window of the receiver to its end.</summary>
    WindowFull = 1 << 10,

    /// <summary>Says nothing but that the window changed.</summary>
    WindowUpdate = 1 << 11,

    /// <summary>Nothing or one octet, one below what was expected next: asks whether the other end is there.</summary>
    KeepAlive = 1 << 12,

    /// <summary>The answer to a keep-alive.</summary>
    KeepAliveAck = 1 << 13,

    /// <summary>A SYN that opens another connection between the same ports.</summary>
    ReusedPorts = 1 << 14,

    /// <summary>A SYN with a TCP Fast Open cookie (RFC 7413).</summary>
    FastOpenSyn = 1 << 15,
}

/// <summary>A verdict and its name below <c>tcp.analysis</c>.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Name">Wireshark's name.</param>
public sealed record TcpVerdictName(TcpVerdicts Verdict, string Name);

/// <summary>The names of the verdicts.</summary>
public static class TcpVerdictNames
{
    /// <summary>Each verdict with its name below <c>tcp.analysis</c>.</summary>
    public static IReadOnlyList<TcpVerdictName> All { get; } =
    [
        new(TcpVerdicts.Retransmission, "retransmission"),
        new(TcpVerdicts.FastRetransmission, "fast_retransmission"),
        new(TcpVerdicts.SpuriousRetransmission, "spurious_retransmission"),
        new(TcpVerdicts.OutOfOrder, "out_of_order"),
        new(TcpVerdicts.DuplicateAck, "duplicate_ack"),
        new(TcpVerdicts.LostSegment, "lost_segment"),
        new(TcpVerdicts.AckLostSegment, "ack_lost_segment"),
        new(TcpVerdicts.ZeroWindow, "zero_window"),
        new(TcpVerdicts.ZeroWindowProbe, "zero_window_probe"),
        new(TcpVerdicts.ZeroWindowProbeAck, "zero_window_probe_ack"),
        new(TcpVerdicts.WindowFull, "window_full"),
        new(TcpVerdicts.WindowUpdate, "window_update"),
        new(TcpVerdicts.KeepAlive, "keep_alive"),
        new(TcpVerdicts.KeepAliveAck, "keep_alive_ack"),
        new(TcpVerdicts.ReusedPorts, "reused_ports"),
        new(TcpVerdicts.FastOpenSyn, "tfo_syn"),
    ];

    /// <summary>The names of the verdicts that are set.</summary>
    public static IEnumerable<string> Of(TcpVerdicts verdicts) =>
        All.Where(pair => (verdicts & pair.Verdict) != 0).Select(pair => pair.Name);
}
