using System.Runtime.InteropServices;
using System.Text;

namespace Sonde.Native;

/// <summary>How a device is opened.</summary>
/// <param name="SnapLength">Octets kept of each frame at most.</param>
/// <param name="IsPromiscuous">Frames for others are wanted as well.</param>
/// <param name="BufferOctets">The kernel's buffer, in octets.</param>
public readonly record struct PcapOptions(int SnapLength, bool IsPromiscuous, int BufferOctets);

/// <summary>A device that packets are read from, by libpcap.</summary>
/// <remarks>Belongs to one thread. No call waits longer than <see cref="Wait"/> says.</remarks>
public sealed unsafe class PcapHandle : IDisposable
{
    private const int ErrorLength = 256; // PCAP_ERRBUF_SIZE
    private const int BlockMilliseconds = 50; // how long the kernel gathers frames before it hands them over
    private const int Nanoseconds = 1; // PCAP_TSTAMP_PRECISION_NANO
    private const uint UnknownNetmask = uint.MaxValue; // PCAP_NETMASK_UNKNOWN
    private const short CanRead = 1; // POLLIN

    private readonly bool _isNano;
    private readonly int _descriptor;
    private nint _handle;

    private PcapHandle(nint handle)
    {
        _handle = handle;
        _isNano = PcapLibrary.GetPrecision(handle) == Nanoseconds;
        LinkType = PcapLibrary.DataLink(handle);
        byte* error = stackalloc byte[ErrorLength];
        // where one can wait for the descriptor, reading itself never waits, and so stopping never does
        _descriptor = OperatingSystem.IsLinux() ? PcapLibrary.Selectable(handle) : -1;
        if (_descriptor >= 0 && PcapLibrary.SetNonBlocking(handle, 1, error) < 0)
            _descriptor = -1;
    }

    /// <summary>DLT_ value of the frames.</summary>
    public int LinkType { get; }

    /// <summary>libpcap is installed.</summary>
    public static bool IsInstalled
    {
        get
        {
            try
            {
                return PcapLibrary.Version() != 0;
            }
            catch (DllNotFoundException)
            {
                return false;
            }
        }
    }

    /// <summary>The devices that libpcap knows, with what it says of them.</summary>
    /// <exception cref="PcapException">It cannot list them, or is not installed.</exception>
    public static IReadOnlyList<(string Name, string? Description)> Devices()
    {
        ThrowIfNotInstalled();
        byte* error = stackalloc byte[ErrorLength];
        PcapLibrary.DeviceEntry* first;
        if (PcapLibrary.FindDevices(&first, error) < 0)
            throw new PcapException(PcapException.Other, Text((nint)error));
        List<(string, string?)> devices = [];
        for (PcapLibrary.DeviceEntry* one = first; one is not null; one = one->Next)
            devices.Add((Text(one->Name), one->Description == 0 ? null : Text(one->Description)));
        PcapLibrary.FreeDevices(first);
        return devices;
    }

    /// <summary>Opens a device.</summary>
    /// <exception cref="PcapException">No such device, not permitted, down, or not installed.</exception>
    public static PcapHandle Open(string device, PcapOptions options)
    {
        ThrowIfNotInstalled();
        byte* error = stackalloc byte[ErrorLength];
        nint handle = PcapLibrary.Create(device, error);
        if (handle == 0)
            throw new PcapException(PcapException.Other, Text((nint)error));
        // these fail for a handle that is in use only; one that does not know nanoseconds goes on with microseconds
        _ = PcapLibrary.SetSnapLength(handle, options.SnapLength);
        _ = PcapLibrary.SetPromiscuous(handle, options.IsPromiscuous ? 1 : 0);
        _ = PcapLibrary.SetTimeout(handle, BlockMilliseconds);
        _ = PcapLibrary.SetBufferSize(handle, options.BufferOctets);
        _ = PcapLibrary.SetPrecision(handle, Nanoseconds);
        int status = PcapLibrary.Activate(handle);
        if (status >= 0)
            return new PcapHandle(handle);
        string reason = Text(PcapLibrary.GetError(handle));
        if (reason.Length == 0)
            reason = Text(PcapLibrary.StatusText(status));
        PcapLibrary.Close(handle);
        throw new PcapException(status, reason);
    }

    /// <summary>Lets only those frames through that a filter (pcap-filter(7)) selects.</summary>
    /// <exception cref="PcapException">It does not compile; the text says why.</exception>
    public void SetFilter(string filter)
    {
        PcapLibrary.BpfProgram program;
        if (PcapLibrary.Compile(Open(), &program, filter, 1, UnknownNetmask) < 0)
            throw new PcapException(PcapException.Other, Text(PcapLibrary.GetError(_handle)));
        int status = PcapLibrary.SetFilter(_handle, &program);
        PcapLibrary.FreeCode(&program);
        if (status < 0)
            throw new PcapException(status, Text(PcapLibrary.GetError(_handle)));
    }

    /// <summary>Takes the next frame, if one is there; its octets live until the next call.</summary>
    /// <param name="octets">What was captured.</param>
    /// <param name="nanoseconds">When, since 1970.</param>
    /// <param name="originalLength">Octets on the wire.</param>
    /// <exception cref="PcapException">The device went down or disappeared.</exception>
    public bool TryNext(out ReadOnlySpan<byte> octets, out long nanoseconds, out long originalLength)
    {
        PcapLibrary.PacketHeader* header;
        byte* first;
        int status = PcapLibrary.Next(Open(), &header, &first);
        if (status < 0)
            throw new PcapException(status, Text(PcapLibrary.GetError(_handle)));
        if (status == 0)
        {
            octets = default;
            nanoseconds = originalLength = 0;
            return false;
        }
        octets = new ReadOnlySpan<byte>(first, (int)header->Captured);
        nanoseconds = header->Seconds.Value * 1_000_000_000L + header->Fraction.Value * (_isNano ? 1L : 1000L);
        originalLength = header->Length;
        return true;
    }

    /// <summary>Waits until frames may be there.</summary>
    /// <param name="longest">How long at most.</param>
    public void Wait(TimeSpan longest)
    {
        if (_descriptor < 0)
            return; // reading itself waits, for as long as the kernel gathers frames
        var entry = new PcapLibrary.PollEntry { Descriptor = _descriptor, Wanted = CanRead };
        _ = PcapLibrary.Poll(&entry, 1, (int)longest.TotalMilliseconds);
    }

    /// <summary>Frames that passed the filter, that the kernel dropped for want of room, and that the interface dropped; 32 bits each.</summary>
    public (uint Received, uint DroppedByKernel, uint DroppedByInterface)? Counters()
    {
        uint* counters = stackalloc uint[8]; // struct pcap_stat is longer on Windows
        return PcapLibrary.Statistics(Open(), counters) < 0 ? null : (counters[0], counters[1], counters[2]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_handle != 0)
            PcapLibrary.Close(_handle);
        _handle = 0;
    }

    private nint Open()
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        return _handle;
    }

    internal static void ThrowIfNotInstalled()
    {
        PcapLibrary.Load();
        if (!IsInstalled)
            throw new PcapException(PcapException.NotInstalled, "libpcap is not installed");
    }

    // Device descriptions come in the system's encoding; what is no UTF-8 is shown as such.
    internal static string Text(nint text)
    {
        if (text == 0)
            return "";
        ReadOnlySpan<byte> octets = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)text);
        return Encoding.UTF8.GetString(octets);
    }
}
