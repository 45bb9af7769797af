using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Counts the frames that an interface receives by looking at each: what XDP does, for one who may only capture.</summary>
internal sealed class PacketSession : IKernelSession
{
    private const int SnapLength = 192; // the headers up to that of the transport
    private const int MostLayers = 64;
    private const int BetweenLooks = 256;
    private readonly LiveDevice _device;
    private readonly Protocols _protocols;
    private readonly LayerSpan[] _layers = new LayerSpan[MostLayers];
    private readonly KernelAmount[] _amounts = new KernelAmount[7];

    private PacketSession(LiveDevice device, Protocols protocols) => (_device, _protocols) = (device, protocols);

    /// <inheritdoc/>
    public string Method => "packet socket";

    /// <inheritdoc/>
    public IReadOnlyList<string> Places => ["AF_PACKET"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Missing =>
        [
            "Every frame is copied out of the kernel to be counted: at high rates some are lost, which events_lost counts.",
        ];

    /// <summary>Opens the interface; null when this user may not capture, or the question is another one.</summary>
    public static PacketSession? TryOpen(MonitorPlan plan, Protocols protocols)
    {
        if (plan.Operation != KernelOperation.Rate)
            return null;
        try
        {
            return new PacketSession(
                LiveDevice.Open(
                    plan.Interface!,
                    new LiveOptions
                    {
                        SnapLength = SnapLength,
                        IsPromiscuous = false,
                        Filter = "inbound",
                        BufferOctets = 16 << 20,
                    }
                ),
                protocols
            );
        }
        catch (LiveException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Poll(TimeSpan longest, Action<KernelRecord> take)
    {
        long end = Environment.TickCount64 + (long)longest.TotalMilliseconds;
        do
        {
            int read = 0;
            try
            {
                while (read < BetweenLooks && _device.TryRead(out Frame frame))
                {
                    read++;
                    Count(frame);
                }
            }
            catch (LiveException lost)
            {
                throw new KernelException(KernelFault.NoSuchDevice, lost.Message, lost);
            }
            long left = end - Environment.TickCount64;
            if (read == 0 && left > 0)
                _device.Wait(TimeSpan.FromMilliseconds(left));
        } while (Environment.TickCount64 < end);
    }

    /// <inheritdoc/>
    public KernelTables Read()
    {
        LiveCounters counters = _device.Counters();
        return new KernelTables
        {
            Counts = new KernelCounts(_amounts[0].Packets, counters.DroppedByKernel, 0),
            Rates = new KernelRates(
                _amounts[0],
                _amounts[1],
                _amounts[2],
                _amounts[3],
                _amounts[4],
                _amounts[5],
                _amounts[6]
            ),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _device.Dispose();

    // The outermost network layer decides, as it does under XDP.
    private void Count(in Frame frame)
    {
        long octets = frame.OriginalLength;
        Add(0, octets);
        int count = _protocols.Walk(
            frame.Octets,
            0,
            frame.Octets.Length,
            new NextLayer(NextSpace.LinkType, (uint)frame.LinkType),
            0,
            _layers,
            0
        );
        int at = 0;
        while (at < count && _layers[at].Reader.Name is not ("ip" or "ipv6"))
            at++;
        if (at == count)
        {
            Add(3, octets);
            return;
        }
        Add(_layers[at].Reader.Name == "ip" ? 1 : 2, octets);
        do at++;
        while (at < count && _layers[at].Reader.Name.StartsWith("ipv6.", StringComparison.Ordinal));
        Add(
            (at < count ? _layers[at].Reader.Name : "") switch
            {
                "tcp" => 4,
                "udp" => 5,
                _ => 6,
            },
            octets
        );
    }

    private void Add(int kind, long octets) =>
        _amounts[kind] = new KernelAmount(_amounts[kind].Packets + 1, _amounts[kind].Octets + octets);
}
