namespace Sonde.Capture;

/// <summary>The kinds of pcap, by magic number and by what stands in front of each frame.</summary>
internal enum PcapVariant
{
    /// <summary>0xa1b2c3d4, microseconds: the usual one.</summary>
    Microsecond,

    /// <summary>0xa1b23c4d, nanoseconds.</summary>
    Nanosecond,

    /// <summary>0xa1b2cd34: record headers have eight octets more (Kuznetzov's patch of libpcap).</summary>
    Modified,

    /// <summary>0xa1b2c3d4 with the record headers of <see cref="Modified"/> (Red Hat 6.1).</summary>
    RedHat,

    /// <summary>0xa1b2cd34 with four octets more (SuSE 6.3).</summary>
    Suse,

    /// <summary>0xa1b2c3d4 with four octets more in record headers (Nokia).</summary>
    Nokia,

    /// <summary>0x1c0001ab: the file header ends with the length of all records (Ixia, software).</summary>
    Ixia,

    /// <summary>0x1c0001ac: the same with nanoseconds (Ixia, hardware).</summary>
    IxiaNanosecond,
}
