using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sonde.Native;

/// <summary>libpcap(3PCAP): the functions we call and no more.</summary>
internal static unsafe partial class PcapLibrary
{
    private const string Name = "pcap";

    // Debian keeps the name of an old interface; Fedora, macOS and Npcap have others.
    private static readonly string[] Files =
    [
        "libpcap.so.1",
        "libpcap.so.0.8",
        "libpcap.so",
        "libpcap.dylib",
        "wpcap.dll",
    ];

    static PcapLibrary() => NativeLibrary.SetDllImportResolver(typeof(PcapLibrary).Assembly, Resolve);

    /// <summary><c>pcap_t *pcap_create(const char *source, char *errbuf)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_create")]
    public static partial nint Create([MarshalAs(UnmanagedType.LPUTF8Str)] string device, byte* error);

    /// <summary><c>pcap_t *pcap_open_dead(int linktype, int snaplen)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_open_dead")]
    public static partial nint OpenDead(int dataLink, int snapLength);

    /// <summary><c>int pcap_offline_filter(const struct bpf_program *, const struct pcap_pkthdr *, const u_char *)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_offline_filter")]
    public static partial int Matches(BpfProgram* program, PacketHeader* header, byte* octets);

    /// <summary><c>int pcap_set_snaplen(pcap_t *, int)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_set_snaplen")]
    public static partial int SetSnapLength(nint handle, int octets);

    /// <summary><c>int pcap_set_promisc(pcap_t *, int)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_set_promisc")]
    public static partial int SetPromiscuous(nint handle, int wanted);

    /// <summary><c>int pcap_set_timeout(pcap_t *, int)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_set_timeout")]
    public static partial int SetTimeout(nint handle, int milliseconds);

    /// <summary><c>int pcap_set_buffer_size(pcap_t *, int)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_set_buffer_size")]
    public static partial int SetBufferSize(nint handle, int octets);

    /// <summary><c>int pcap_set_tstamp_precision(pcap_t *, int)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_set_tstamp_precision")]
    public static partial int SetPrecision(nint handle, int precision);

    /// <summary><c>int pcap_get_tstamp_precision(pcap_t *)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_get_tstamp_precision")]
    public static partial int GetPrecision(nint handle);

    /// <summary><c>int pcap_activate(pcap_t *)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_activate")]
    public static partial int Activate(nint handle);

    /// <summary><c>int pcap_setnonblock(pcap_t *, int, char *)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_setnonblock")]
    public static partial int SetNonBlocking(nint handle, int wanted, byte* error);

    /// <summary><c>int pcap_get_selectable_fd(pcap_t *)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_get_selectable_fd")]
    public static partial int Selectable(nint handle);

    /// <summary><c>int pcap_datalink(pcap_t *)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_datalink")]
    public static partial int DataLink(nint handle);

    /// <summary><c>int pcap_compile(pcap_t *, struct bpf_program *, const char *, int, bpf_u_int32)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_compile")]
    public static partial int Compile(
        nint handle,
        BpfProgram* program,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string filter,
        int optimize,
        uint netmask
    );

    /// <summary><c>int pcap_setfilter(pcap_t *, struct bpf_program *)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_setfilter")]
    public static partial int SetFilter(nint handle, BpfProgram* program);

    /// <summary><c>void pcap_freecode(struct bpf_program *)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_freecode")]
    public static partial void FreeCode(BpfProgram* program);

    /// <summary><c>int pcap_next_ex(pcap_t *, struct pcap_pkthdr **, const u_char **)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_next_ex")]
    public static partial int Next(nint handle, PacketHeader** header, byte** octets);

    /// <summary><c>int pcap_stats(pcap_t *, struct pcap_stat *)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_stats")]
    public static partial int Statistics(nint handle, uint* counters);

    /// <summary><c>char *pcap_geterr(pcap_t *)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_geterr")]
    public static partial nint GetError(nint handle);

    /// <summary><c>const char *pcap_statustostr(int)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_statustostr")]
    public static partial nint StatusText(int status);

    /// <summary><c>void pcap_close(pcap_t *)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_close")]
    public static partial void Close(nint handle);

    /// <summary><c>int pcap_findalldevs(pcap_if_t **, char *)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_findalldevs")]
    public static partial int FindDevices(DeviceEntry** first, byte* error);

    /// <summary><c>void pcap_freealldevs(pcap_if_t *)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_freealldevs")]
    public static partial void FreeDevices(DeviceEntry* first);

    /// <summary><c>const char *pcap_lib_version(void)</c></summary>
    [LibraryImport(Name, EntryPoint = "pcap_lib_version")]
    public static partial nint Version();

    /// <summary><c>int poll(struct pollfd *fds, nfds_t nfds, int timeout)</c></summary>
    [LibraryImport("libc", EntryPoint = "poll")]
    public static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    /// <summary>struct bpf_program.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct BpfProgram
    {
        public uint Length;
        public nint Instructions;
    }

    /// <summary>struct pcap_pkthdr: a struct timeval and two lengths.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PacketHeader
    {
        public CLong Seconds;
        public CLong Fraction;
        public uint Captured;
        public uint Length;
    }

    /// <summary>struct pcap_if.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct DeviceEntry
    {
        public DeviceEntry* Next;
        public nint Name;
        public nint Description;
        public nint Addresses;
        public uint Flags;
    }

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Name)
            return 0;
        foreach (string file in Files)
        {
            if (NativeLibrary.TryLoad(file, assembly, path, out nint library))
                return library;
        }
        return 0;
    }

    /// <summary>Runs the resolver's registration before the first call from elsewhere.</summary>
    public static void Load() => RuntimeHelpers.RunClassConstructor(typeof(PcapLibrary).TypeHandle);
}
