namespace Sonde.Broker;

/// <summary>What a message is; requests are below 64.</summary>
public enum MessageType : byte
{
    /// <summary>What can be asked here? Nothing follows.</summary>
    Describe = 1,

    /// <summary>Which interfaces are there? Nothing follows.</summary>
    Devices = 2,

    /// <summary><see cref="CaptureRequest"/>: frames of an interface, from now on.</summary>
    OpenCapture = 3,

    /// <summary><see cref="ProbeRequest"/>: a socket to measure with.</summary>
    OpenProbe = 4,

    /// <summary><see cref="KernelOrder"/>: what the kernel sees, from now on.</summary>
    Kernel = 5,

    /// <summary>Within a watch: everything until now, please; with the tables (1) or without (0).</summary>
    KernelLook = 6,

    /// <summary><see cref="DaemonFacts"/>.</summary>
    Described = 64,

    /// <summary>The interfaces.</summary>
    DeviceList = 65,

    /// <summary><see cref="CaptureGrant"/>; blocks and counters follow until either side closes.</summary>
    CaptureOpened = 66,

    /// <summary>A socket comes with it.</summary>
    ProbeOpened = 67,

    /// <summary>A block of frames as the kernel made it (packet(7), TPACKET_V3).</summary>
    Block = 68,

    /// <summary><see cref="CaptureCounters"/>, when they have changed.</summary>
    Counters = 69,

    /// <summary>The capture or the watch is over: text that says why.</summary>
    Ended = 70,

    /// <summary><see cref="KernelGrant"/>; records follow until either side closes.</summary>
    KernelOpened = 71,

    /// <summary>Records of a watch (<see cref="KernelRecordMessages"/>).</summary>
    KernelRecords = 72,

    /// <summary>A part of the tables of a watch (<see cref="KernelTableMessages"/>), which answers a look.</summary>
    KernelTables = 73,

    /// <summary><see cref="Refusal"/>.</summary>
    Refused = 127,
}

/// <summary>Why something is refused.</summary>
public enum RefusalCode : byte
{
    /// <summary>This user may not ask.</summary>
    NotAllowed = 1,

    /// <summary>The message makes no sense.</summary>
    Malformed = 2,

    /// <summary>The daemon speaks another version.</summary>
    OtherVersion = 3,

    /// <summary>A limit of the daemon is reached.</summary>
    LimitReached = 4,

    /// <summary>The daemon was not started with this operation, or the kernel lacks it.</summary>
    NotOffered = 5,

    /// <summary>There is no such interface.</summary>
    NoSuchDevice = 6,

    /// <summary>The interface is switched off.</summary>
    DeviceDown = 7,

    /// <summary>The filter is not one that the kernel may run.</summary>
    BadFilter = 8,

    /// <summary>The interface is of another type than the filter was made for.</summary>
    OtherHardware = 9,

    /// <summary>The system refused; the text says what.</summary>
    Failed = 10,

    /// <summary>The daemon has other interfaces: it runs in another network namespace.</summary>
    OtherNetwork = 11,

    /// <summary>Another program has the interface already.</summary>
    Occupied = 12,
}

/// <summary>What the daemon may be asked for, as bits.</summary>
[Flags]
public enum Offers : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Frames.</summary>
    Capture = 1,

    /// <summary>ICMP echo requests.</summary>
    Icmp = 2,

    /// <summary>UDP datagrams with ports of one's own.</summary>
    Udp = 4,

    /// <summary>TCP segments of one's own.</summary>
    Tcp = 8,

    /// <summary>Operations of the kernel's.</summary>
    Kernel = 16,
}
