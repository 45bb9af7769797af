namespace Sonde.Capture;

/// <summary>What the frames of an interface begin with: the system's numbers (ARPHRD_) and libpcap's (DLT_).</summary>
public static class HardwareTypes
{
    /// <summary>ARPHRD_LOOPBACK.</summary>
    public const int Loopback = 772;

    /// <summary>DLT_LINUX_SLL: no link-layer header, what the system says of the frame instead.</summary>
    public const int Cooked = 113;

    /// <summary>DLT_EN10MB.</summary>
    public const int Ethernet = 1;

    /// <summary>DLT_RAW on Linux: an IP header comes first.</summary>
    public const int RawIp = 12;

    /// <summary>DLT_ value of frames with their own header; null when they are better taken without, as libpcap does.</summary>
    public static int? DataLink(int hardwareType) =>
        hardwareType switch
        {
            1 or Loopback => Ethernet,
            801 => 105, // IEEE 802.11
            802 => 119, // the same with Prism's header
            803 => 127, // the same with radiotap
            519 or 768 or 769 or 776 or 778 or 65_534 => RawIp, // tunnels, tun
            824 => 253, // netlink
            _ => null,
        };
}
