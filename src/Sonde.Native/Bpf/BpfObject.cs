using System.Runtime.InteropServices;

namespace Sonde.Native;

/// <summary>A compiled object with programs and maps for the kernel.</summary>
/// <remarks>
/// The kernel forgets programs, maps and links when their descriptors are closed; nothing is pinned, so nothing is left when the
/// process dies, however it dies. Belongs to one thread.
/// </remarks>
public sealed unsafe class BpfObject : IDisposable
{
    private const int Xdp = 37; // BPF_XDP
    private readonly Dictionary<string, nint> _programs = [];
    private readonly List<nint> _links = [];
    private readonly List<int> _descriptors = [];
    private nint _handle;

    private BpfObject(nint handle)
    {
        _handle = handle;
        for (nint one = BpfLibrary.NextProgram(handle, 0); one != 0; one = BpfLibrary.NextProgram(handle, one))
        {
            _programs.Add(Marshal.PtrToStringUTF8(BpfLibrary.ProgramName(one))!, one);
            _ = BpfLibrary.SetAutoload(one, 0);
        }
    }

    /// <summary>libbpf is installed.</summary>
    public static bool IsInstalled
    {
        get
        {
            try
            {
                return OperatingSystem.IsLinux() && BpfLibrary.Processors() != 0;
            }
            catch (Exception absent) when (absent is DllNotFoundException or EntryPointNotFoundException)
            {
                return false;
            }
        }
    }

    /// <summary>Opens an object; none of its programs will be loaded unless it is asked for.</summary>
    /// <exception cref="BpfException">libbpf is not installed, or cannot read the object.</exception>
    public static BpfObject Open(ReadOnlySpan<byte> octets)
    {
        if (!IsInstalled)
            throw new BpfException(BpfException.NotInstalled, "libbpf (libbpf.so.1) is not installed");
        _ = BpfLibrary.SetPrint(0); // it would write to standard error
        fixed (byte* first = octets)
        {
            nint handle = BpfLibrary.OpenObject(first, (nuint)octets.Length, 0);
            return handle == 0
                ? throw new BpfException(Marshal.GetLastPInvokeError(), "Reading the compiled programs")
                : new BpfObject(handle);
        }
    }

    /// <summary>Says that a program is to be loaded.</summary>
    public void Want(string program) => _ = BpfLibrary.SetAutoload(_programs[program], 1);

    /// <summary>Gives the read-only variables of the programs their values, before loading.</summary>
    /// <exception cref="BpfException">The length is not theirs.</exception>
    public void SetVariables(ReadOnlySpan<byte> octets)
    {
        fixed (byte* first = octets)
            ThrowIfNegative(
                BpfLibrary.SetInitialValue(Found(".rodata"), first, (nuint)octets.Length),
                "Setting variables"
            );
    }

    /// <summary>Hands the programs that are wanted, and all maps, to the kernel.</summary>
    /// <exception cref="BpfException">It refuses them.</exception>
    public void Load() => ThrowIfNegative(BpfLibrary.LoadObject(_handle), "Loading programs into the kernel");

    /// <summary>Lets a program run where its section says, until the object is disposed of.</summary>
    /// <exception cref="BpfException">The kernel has no such place, or hands over less than the program reads there.</exception>
    public void Attach(string program)
    {
        nint link = BpfLibrary.Attach(_programs[program]);
        if (link == 0)
            throw new BpfException(Marshal.GetLastPInvokeError(), $"Attaching {program}");
        _links.Add(link);
    }

    /// <summary>Lets a program see the frames that an interface receives, until the object is disposed of.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="index">The interface's number.</param>
    /// <param name="flags">XDP_FLAGS_: where in the path of a frame.</param>
    /// <exception cref="BpfException">The driver cannot, or another program is there.</exception>
    public void AttachXdp(string program, int index, uint flags)
    {
        var options = new BpfLibrary.LinkOptions { Size = (nuint)sizeof(BpfLibrary.LinkOptions), Flags = flags };
        int descriptor = BpfLibrary.CreateLink(BpfLibrary.ProgramDescriptor(_programs[program]), index, Xdp, &options);
        ThrowIfNegative(descriptor, "Attaching to the interface");
        _descriptors.Add(descriptor);
    }

    /// <summary>Number of the XDP program that an interface has already; 0 for none.</summary>
    public static uint XdpOf(int index)
    {
        uint program = 0;
        return BpfLibrary.QueryXdp(index, 0, &program) < 0 ? 0 : program;
    }

    /// <summary>A map, once the object is loaded.</summary>
    public BpfMap Map(string name) => new(BpfLibrary.MapDescriptor(Found(name)));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (nint link in _links)
            _ = BpfLibrary.DestroyLink(link);
        _links.Clear();
        foreach (int descriptor in _descriptors)
            _ = SocketLibrary.Close(descriptor);
        _descriptors.Clear();
        if (_handle != 0)
            BpfLibrary.CloseObject(_handle);
        _handle = 0;
    }

    private nint Found(string map) =>
        BpfLibrary.FindMap(_handle, map) is var found and not 0
            ? found
            : throw new ArgumentException($"No map {map}.", nameof(map));

    internal static void ThrowIfNegative(int result, string action)
    {
        if (result < 0)
            throw new BpfException(-result, action);
    }
}
