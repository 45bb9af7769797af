using Sonde.Wire;

namespace Sonde.Capture;

/// <summary>What an interface counted during a capture (interface statistics block); null for what it did not count.</summary>
/// <param name="At">When the counters were taken.</param>
/// <param name="Received">Frames received (isb_ifrecv).</param>
/// <param name="Dropped">Frames dropped by the interface for want of resources (isb_ifdrop).</param>
/// <param name="Accepted">Frames that the filter let through (isb_filteraccept).</param>
/// <param name="DroppedBySystem">Frames dropped by the operating system (isb_osdrop).</param>
/// <param name="Delivered">Frames delivered to the capturing program (isb_usrdeliv).</param>
public sealed record InterfaceCounters(
    Timestamp At,
    ulong? Received = null,
    ulong? Dropped = null,
    ulong? Accepted = null,
    ulong? DroppedBySystem = null,
    ulong? Delivered = null
);
