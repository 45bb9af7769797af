using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>The last frames of a live capture, in the memory of this process.</summary>
internal sealed class RingInMemory(CapturePlan plan, RingLimits limits, int linkType) : ILiveStore
{
    private readonly FrameRing _ring = new(new FrameRingLimits(limits.Packets, limits.Octets, limits.Age));
    private (long Frames, long Octets) _written;
    private volatile bool _isCleared;

    public string? CurrentPath => null;

    public IReadOnlyList<string> Paths => [];

    public long Octets => 0;

    public (long Frames, long Octets) Written => _written;

    public (long Frames, long Octets) Reached => _written;

    /// <summary>How it stands.</summary>
    public FrameRingState State => _ring.State;

    /// <summary>The packets were let go, so that another ring has room.</summary>
    public bool IsCleared => _isCleared;

    public bool TryWrite(in Frame frame, Func<LiveCounters> counters)
    {
        _ring.Add(frame);
        _written = (_written.Frames + 1, _written.Octets + frame.OriginalLength);
        return true;
    }

    public void Flush() { }

    public void End(LiveCounters counters) { }

    /// <summary>Gives the memory back.</summary>
    public void Clear()
    {
        _isCleared = true;
        _ring.Clear();
    }

    /// <summary>The packets that are kept now, as a pcapng file.</summary>
    /// <param name="counters">What the interface has counted so far.</param>
    /// <param name="state">How the ring stood at that moment.</param>
    public MemoryStream Copy(LiveCounters counters, out FrameRingState state)
    {
        FrameRingState before = _ring.State;
        var octets = new MemoryStream((int)Math.Min(Array.MaxLength, before.Octets + before.Frames * 40 + 8192));
        // not closed: only the buffer is handed on
        var file = new LiveFile(octets, LiveDescription.Of(plan, linkType), isPcapNg: true, LiveDescription.Section);
        Timestamp now = LiveDescription.Now();
        state = _ring.WriteTo(file, now);
        file.End(counters, now);
        file.Flush();
        octets.Position = 0;
        return octets;
    }

    // What was kept can be read after the capture has ended.
    public void Dispose() { }
}
