namespace Sonde.Native;

/// <summary>libpcap refused something.</summary>
/// <param name="code">Its code (pcap(3PCAP)), negative.</param>
/// <param name="reason">What it says.</param>
public sealed class PcapException(int code, string reason) : Exception(reason)
{
    /// <summary>PCAP_ERROR: the text says what.</summary>
    public const int Other = -1;

    /// <summary>PCAP_ERROR_NO_SUCH_DEVICE.</summary>
    public const int NoSuchDevice = -5;

    /// <summary>PCAP_ERROR_PERM_DENIED.</summary>
    public const int PermissionDenied = -8;

    /// <summary>PCAP_ERROR_IFACE_NOT_UP.</summary>
    public const int NotUp = -9;

    /// <summary>PCAP_ERROR_PROMISC_PERM_DENIED.</summary>
    public const int PromiscuousDenied = -11;

    /// <summary>libpcap is not installed.</summary>
    public const int NotInstalled = -1000;

    /// <summary>Its code, negative.</summary>
    public int Code { get; } = code;
}
