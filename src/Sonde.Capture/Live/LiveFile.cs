using Sonde.Wire;

namespace Sonde.Capture;

/// <summary>A file that live frames are written to: pcapng with the interface, its filter and its counters, or plain pcap.</summary>
/// <remarks>Nothing is allocated per frame. What was flushed is readable, whatever happens to the process.</remarks>
public sealed class LiveFile : IDisposable
{
    // An enhanced packet block around the frame: header, times, lengths, padding, length again.
    private const int FrameOverhead = 36;

    private readonly WholeWrites _octets;
    private readonly PcapNgWriter? _next;
    private readonly PcapWriter? _classic;
    private readonly int _interface;

    /// <summary>Begins a file.</summary>
    /// <param name="to">Where it goes; closed with this.</param>
    /// <param name="description">The interface.</param>
    /// <param name="isPcapNg">pcapng; otherwise pcap, which has room for frames only.</param>
    /// <param name="section">Which machine and program capture.</param>
    /// <param name="comment">A remark on the whole.</param>
    public LiveFile(
        Stream to,
        InterfaceDescription description,
        bool isPcapNg,
        CaptureSection? section = null,
        string? comment = null
    )
    {
        ArgumentNullException.ThrowIfNull(description);
        _octets = new WholeWrites(to, () => Reached = (Frames, OctetsOnWire));
        if (isPcapNg)
        {
            _next = new PcapNgWriter(_octets, section, comment is null ? [] : [comment]);
            _interface = _next.Add(description);
        }
        else
            _classic = new PcapWriter(_octets, description.LinkType, description.SnapLength);
        _octets.Flush();
    }

    /// <summary>Octets of the file so far.</summary>
    public long Length => _octets.Length;

    /// <summary>Frames written.</summary>
    public long Frames { get; private set; }

    /// <summary>Octets of these frames on the wire.</summary>
    public long OctetsOnWire { get; private set; }

    /// <summary>The frames, and their octets on the wire, that have reached the file for certain.</summary>
    public (long Frames, long OctetsOnWire) Reached { get; private set; }

    /// <summary>Octets that the file would have with this frame as well.</summary>
    public long LengthWith(in Frame frame) => Length + frame.Octets.Length + FrameOverhead;

    /// <summary>Writes a frame; false when the format cannot hold it.</summary>
    public bool TryWrite(in Frame frame)
    {
        if (!(_next?.TryWrite(frame, _interface) ?? _classic!.TryWrite(frame)))
            return false;
        Frames++;
        OctetsOnWire += frame.OriginalLength;
        return true;
    }

    /// <summary>Lets others read what was written.</summary>
    public void Flush() => _octets.Flush();

    /// <summary>Writes what the interface counted; the last thing in the file.</summary>
    /// <param name="counters">Its counters.</param>
    /// <param name="at">When they were read.</param>
    public void End(LiveCounters counters, Timestamp at) =>
        _next?.Write(
            new InterfaceCounters(
                at,
                Received: (ulong)counters.Received,
                Dropped: (ulong)counters.DroppedByInterface,
                Accepted: (ulong)counters.Received,
                DroppedBySystem: (ulong)counters.DroppedByKernel,
                Delivered: (ulong)Frames
            ),
            _interface
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        _next?.Dispose();
        _classic?.Dispose();
    }
}
