using System.Globalization;
using Sonde.Native;

namespace Sonde.Capture;

/// <summary>Counts the frames that an interface receives, before the kernel looks at them (XDP).</summary>
internal sealed class XdpSession : IKernelSession
{
    private const uint Generic = 1 << 1; // XDP_FLAGS_SKB_MODE
    private const uint Native = 1 << 2; // XDP_FLAGS_DRV_MODE
    private const int Busy = 16; // EBUSY
    private const int Exists = 17; // EEXIST
    private readonly BpfObject _object;

    private XdpSession(BpfObject loaded, bool isNative)
    {
        _object = loaded;
        Method = isNative ? "xdp native" : "xdp generic";
    }

    /// <inheritdoc/>
    public string Method { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Places => ["xdp"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Missing => [];

    /// <summary>Attaches to an interface that has no other program.</summary>
    public static XdpSession Open(KernelRequest request)
    {
        uint other = BpfObject.XdpOf(request.Interface);
        if (other != 0)
            throw Occupied(other);
        BpfException? refused = null;
        foreach (bool isNative in (ReadOnlySpan<bool>)[true, false])
        {
            if (request.Mode == (isNative ? XdpMode.Generic : XdpMode.Native))
                continue;
            // frames in several pieces: drivers with large frames insist on it, older kernels do not know it
            foreach (string program in (ReadOnlySpan<string>)["count_whole", "count_simple"])
            {
                BpfObject? opened = null;
                try
                {
                    opened = BpfObject.Open(KernelSource.Object("rate.bpf.o"));
                    opened.Want(program);
                    opened.Load();
                    opened.AttachXdp(program, request.Interface, isNative ? Native : Generic);
                    return new XdpSession(opened, isNative);
                }
                catch (BpfException failed)
                {
                    opened?.Dispose();
                    if (failed.Error is Busy or Exists)
                        throw Occupied(BpfObject.XdpOf(request.Interface));
                    refused = failed;
                }
            }
        }
        throw refused!;
    }

    /// <inheritdoc/>
    public void Poll(TimeSpan longest, Action<KernelRecord> take) => Thread.Sleep(longest);

    /// <inheritdoc/>
    public KernelTables Read()
    {
        BpfMap amounts = _object.Map("amounts");
        return new KernelTables
        {
            Counts = new KernelCounts(Amount(0).Packets, 0, 0),
            Rates = new KernelRates(Amount(0), Amount(1), Amount(2), Amount(3), Amount(4), Amount(5), Amount(6)),
        };

        KernelAmount Amount(uint entry)
        {
            Span<ulong> counters = stackalloc ulong[2];
            amounts.ReadSums(entry, counters);
            return new KernelAmount((long)counters[0], (long)counters[1]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _object.Dispose();

    private static KernelException Occupied(uint program) =>
        new(
            KernelFault.Occupied,
            program == 0
                ? "another XDP program is attached to it"
                : string.Create(CultureInfo.InvariantCulture, $"the XDP program with id {program} is attached to it")
        );
}
