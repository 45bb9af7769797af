using System.Diagnostics.CodeAnalysis;
using Sonde.Native;
using Sonde.Wire;

namespace Sonde.Capture;

/// <summary>Frames from a network interface, read from the kernel's blocks where they lie. Linux.</summary>
/// <remarks>
/// Belongs to one thread. Nothing is allocated per frame. Takes what needs nothing but a packet socket; for every other
/// device, and to hear why one cannot be opened, there is <see cref="LiveDevice"/>.
/// </remarks>
public sealed class RingDevice : ILiveDevice
{
    /// <summary>The name that stands for all interfaces.</summary>
    public const string AnyDevice = "any";

    private readonly PacketRing _ring;
    private readonly FrameBlock _block;
    private readonly int _index;
    private readonly long _dropsBefore;
    private long _frames;
    private bool _hasBlock;
    private bool _isDown;

    private RingDevice(string name, int index, int linkType, PacketRing ring, FrameBlock block)
    {
        (Name, LinkType) = (name, linkType);
        (_index, _ring, _block) = (index, ring, block);
        _dropsBefore = DropsNow();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int LinkType { get; }

    /// <inheritdoc/>
    public LiveCounters Last { get; private set; }

    /// <summary>Opens a device; false when that is not permitted, or needs more than a packet socket.</summary>
    public static bool TryOpen(string name, LiveOptions options, [NotNullWhen(true)] out RingDevice? device)
    {
        ArgumentNullException.ThrowIfNull(options);
        device = null;
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
            return false;
        IReadOnlyList<PacketDevice> all = PacketDevices.All();
        PacketDevice? named = all.FirstOrDefault(one => one.Name == name);
        bool isAny = name == AnyDevice && named is null;
        int? dataLink = named is null ? null : HardwareTypes.DataLink(named.HardwareType);
        if (!isAny && (dataLink is null || !IsPlain(name, dataLink.Value)))
            return false;
        LiveFilter filter;
        try
        {
            filter = LiveFilter.Compile(dataLink, options);
        }
        catch (LiveException)
        {
            return false; // also filters that libpcap compiles only for a device that it has opened
        }
        using (filter)
        {
            int index = named?.Index ?? PacketRing.AllInterfaces;
            var how = new PacketRingOptions(options.SnapLength, options.BufferOctets, options.IsPromiscuous, isAny);
            if (
                !filter.RunsInKernel
                || PacketRing.TryOpen(index, how, filter.Kernel.Span, out PacketRing? ring) != SystemError.None
            )
                return false;
            int loopback = all.FirstOrDefault(one => one.HardwareType == HardwareTypes.Loopback)?.Index ?? 0;
            bool hasTags = isAny || dataLink == HardwareTypes.Ethernet;
            int linkType = LiveDevice.LinkTypeOf(dataLink ?? HardwareTypes.Cooked);
            device = new RingDevice(
                name,
                index,
                linkType,
                ring!,
                new FrameBlock(options.SnapLength, isAny, hasTags, loopback)
            );
            return true;
        }
    }

    /// <inheritdoc/>
    public bool TryRead(out Frame frame)
    {
        while (true)
        {
            if (
                _hasBlock
                && _block.TryNext(out ReadOnlySpan<byte> octets, out long nanoseconds, out long originalLength)
            )
            {
                frame = LiveFrame.Of(octets, nanoseconds, originalLength, LinkType, ++_frames);
                return true;
            }
            if (_hasBlock)
                _ring.Release();
            _hasBlock = _ring.TryBlock(out Memory<byte> next);
            if (!_hasBlock)
            {
                frame = default;
                return false;
            }
            _block.Begin(next);
        }
    }

    /// <inheritdoc/>
    /// <remarks>An interface that goes down is waited for: its frames come again when it is up.</remarks>
    /// <exception cref="LiveException">The device disappeared.</exception>
    public void Wait(TimeSpan longest)
    {
        int error = _ring.Wait(longest) ? _ring.TakeError() : SystemError.None;
        if (error is not (SystemError.None or SystemError.NetworkDown))
            throw new LiveException(LiveFault.Lost, $"The interface gave error {error}");
        _isDown |= error == SystemError.NetworkDown;
        if (!_isDown)
            return;
        // the system says once only that it is down or gone, and does not say that it is gone after it was down
        IReadOnlyList<PacketDevice> all = PacketDevices.All();
        if (all.Count == 0)
            return; // they cannot be listed just now
        PacketDevice? now = all.FirstOrDefault(one => one.Index == _index);
        _isDown = now is { IsUp: false };
        if (now is null)
            throw new LiveException(LiveFault.Lost, "The interface disappeared");
    }

    /// <inheritdoc/>
    public LiveCounters Counters()
    {
        (uint passed, uint dropped) = _ring.TakeCounters();
        return Last = new LiveCounters(
            Last.Received + passed,
            Last.DroppedByKernel + dropped,
            Math.Max(Last.DroppedByInterface, DropsNow() - _dropsBefore)
        );
    }

    /// <inheritdoc/>
    public void Dispose() => _ring.Dispose();

    private long DropsNow() => _index == PacketRing.AllInterfaces ? 0 : InterfaceDrops.Of(Name);

    // Ethernet, and IP with nothing before it. Ports of a switch put their own tags into Ethernet's header.
    private static bool IsPlain(string name, int dataLink) =>
        dataLink == HardwareTypes.RawIp
        || (dataLink == HardwareTypes.Ethernet && !File.Exists($"/sys/class/net/{name}/dsa/tagging"));
}
