using Sonde.Native;
using Sonde.Wire;

namespace Sonde.Capture;

/// <summary>How frames are taken from a device.</summary>
public sealed record LiveOptions
{
    /// <summary>Octets kept of each frame at most.</summary>
    public int SnapLength { get; init; } = 262_144;

    /// <summary>Frames for other hosts are wanted as well.</summary>
    public bool IsPromiscuous { get; init; } = true;

    /// <summary>Capture filter in the language of pcap-filter(7); null for every frame.</summary>
    public string? Filter { get; init; }

    /// <summary>Octets that the kernel keeps until they are read.</summary>
    public int BufferOctets { get; init; } = 64 << 20;
}

/// <summary>What a device counted since it was opened.</summary>
/// <param name="Received">Frames that passed the filter, those dropped among them.</param>
/// <param name="DroppedByKernel">Frames dropped because they were not read in time.</param>
/// <param name="DroppedByInterface">Frames that the interface or its driver dropped.</param>
public readonly record struct LiveCounters(long Received, long DroppedByKernel, long DroppedByInterface);

/// <summary>Frames from a network interface as they pass.</summary>
/// <remarks>Belongs to one thread. Nothing is allocated per frame.</remarks>
public sealed class LiveDevice : ILiveDevice
{
    private readonly PcapHandle _handle;
    private (uint Received, uint Kernel, uint Interface) _seen;

    private LiveDevice(string name, PcapHandle handle)
    {
        Name = name;
        _handle = handle;
        LinkType = LinkTypeOf(handle.LinkType);
    }

    /// <summary>The interface.</summary>
    public string Name { get; }

    /// <summary>LINKTYPE_ value of its frames.</summary>
    public int LinkType { get; }

    /// <summary>Frames taken so far.</summary>
    public long Frames { get; private set; }

    /// <summary>What was counted when the counters were read last; also of a device that is closed.</summary>
    public LiveCounters Last { get; private set; }

    /// <summary>The devices that can be named, with what the system says of them.</summary>
    /// <exception cref="LiveException">libpcap is not installed, or cannot list them.</exception>
    public static IReadOnlyList<(string Name, string? Description)> All()
    {
        try
        {
            return PcapHandle.Devices();
        }
        catch (PcapException refused)
        {
            throw Explained(refused);
        }
    }

    /// <summary>Opens a device.</summary>
    /// <exception cref="LiveException">It is not there, not up, not permitted, or the filter does not compile.</exception>
    public static LiveDevice Open(string name, LiveOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        PcapHandle? handle = null;
        try
        {
            handle = PcapHandle.Open(
                name,
                new PcapOptions(options.SnapLength, options.IsPromiscuous, options.BufferOctets)
            );
            if (options.Filter is { Length: > 0 } filter)
                SetFilter(handle, filter);
            return new LiveDevice(name, handle);
        }
        catch (Exception failed)
        {
            handle?.Dispose();
            if (failed is PcapException refused)
                throw Explained(refused);
            throw;
        }
    }

    /// <summary>Takes the next frame if one is there; it lives until the next call.</summary>
    /// <exception cref="LiveException">The device went down or disappeared.</exception>
    public bool TryRead(out Frame frame)
    {
        try
        {
            if (!_handle.TryNext(out ReadOnlySpan<byte> octets, out long at, out long originalLength))
            {
                frame = default;
                return false;
            }
            frame = LiveFrame.Of(octets, at, originalLength, LinkType, ++Frames);
            return true;
        }
        catch (PcapException lost)
        {
            throw new LiveException(LiveFault.Lost, lost.Message, lost);
        }
    }

    /// <summary>Waits until frames may be there.</summary>
    /// <param name="longest">How long at most.</param>
    public void Wait(TimeSpan longest) => _handle.Wait(longest);

    /// <summary>What was counted since the device was opened.</summary>
    public LiveCounters Counters()
    {
        if (_handle.Counters() is not var (received, kernel, link))
            return Last;
        // the system's counters have 32 bits and begin again at 0
        Last = new LiveCounters(
            Last.Received + (received - _seen.Received),
            Last.DroppedByKernel + (kernel - _seen.Kernel),
            Last.DroppedByInterface + (link - _seen.Interface)
        );
        _seen = (received, kernel, link);
        return Last;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    /// <summary>LINKTYPE_ value of a DLT_ value: the numbers of the system and those of files differ in a few (pcap-linktype(7)).</summary>
    public static int LinkTypeOf(int dataLink) =>
        dataLink switch
        {
            12 or 14 => 101, // DLT_RAW
            11 => 100, // DLT_ATM_RFC1483
            _ => dataLink,
        };

    private static void SetFilter(PcapHandle handle, string filter)
    {
        try
        {
            handle.SetFilter(filter);
        }
        catch (PcapException wrong)
        {
            throw new LiveException(LiveFault.BadFilter, wrong.Message, wrong);
        }
    }

    private static LiveException Explained(PcapException refused) =>
        new(
            refused.Code switch
            {
                PcapException.NoSuchDevice => LiveFault.NoSuchDevice,
                PcapException.PermissionDenied or PcapException.PromiscuousDenied => LiveFault.NotPermitted,
                PcapException.NotUp => LiveFault.NotUp,
                PcapException.NotInstalled => LiveFault.NotInstalled,
                _ => LiveFault.Other,
            },
            refused.Message,
            refused
        );
}
