using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The busiest window of one length: the most octets that passed within it, wherever it begins.</summary>
public sealed class BurstPeak
{
    internal BurstPeak(long width) => Width = width;

    /// <summary>Length in nanoseconds.</summary>
    public long Width { get; }

    /// <summary>Octets on the wire within it.</summary>
    public long Octets { get; private set; }

    /// <summary>Frames within it.</summary>
    public long Packets { get; private set; }

    /// <summary>Time of its first frame.</summary>
    public Timestamp At { get; private set; }

    /// <summary>Number of its first frame.</summary>
    public long FirstFrame { get; private set; }

    /// <summary>Number of its last frame.</summary>
    public long LastFrame { get; private set; }

    // What lies between the window's oldest frame and the newest one.
    internal long Tail;
    internal long Sum;

    internal void Compare(long packets, Timestamp at, long firstFrame, long lastFrame)
    {
        if (Sum <= Octets)
            return;
        (Octets, Packets, At, FirstFrame, LastFrame) = (Sum, packets, at, firstFrame, lastFrame);
    }
}

/// <summary>Finds short bursts: the most octets within any 1, 10 and 100 ms, in one pass.</summary>
/// <remarks>
/// A window of length w that ends with a frame at t holds the frames later than t - w. Memory: 24 octets for each frame of
/// the last 100 ms, at most <see cref="FrameLimit"/> of them; what is dropped for it is counted. Frames up to a
/// millisecond earlier than one before them count at its time; earlier ones begin anew, and are counted.
/// </remarks>
public sealed class BurstMeter : IObserver
{
    /// <summary>Most frames kept at once.</summary>
    public const int FrameLimit = 1 << 20;

    private const long Tolerance = 1_000_000; // ns that a frame may be late, as several network cards' queues make it

    private readonly BurstPeak[] _peaks = [new(1_000_000), new(10_000_000), new(100_000_000)];
    private (long At, long Octets, long Frame)[] _ring = new (long, long, long)[256];
    private long _head; // frames ever written; the ring holds the last ones
    private long _newest;
    private bool _hasFrames;

    /// <summary>The busiest windows, shortest first.</summary>
    public IReadOnlyList<BurstPeak> Peaks => _peaks;

    /// <summary>Frames so much earlier than one before them that the windows began anew.</summary>
    public long Restarts { get; private set; }

    /// <summary>Frames dropped from windows because more than <see cref="FrameLimit"/> came within 100 ms.</summary>
    public long Dropped { get; private set; }

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        Frame frame = packet.Frame;
        if (frame.IsTimeless)
            return;
        long at = frame.At.Nanoseconds;
        if (_hasFrames && at < _newest)
        {
            if (_newest - Tolerance > at)
                Restart();
            else
                at = _newest;
        }
        _hasFrames = true;
        _newest = at;
        Write(at, frame.OriginalLength, frame.Number);
        foreach (BurstPeak peak in _peaks)
        {
            peak.Sum += frame.OriginalLength;
            while (at - Held(peak.Tail).At is var age && (age >= peak.Width || age < 0))
                Shorten(peak);
            (long first, _, long number) = Held(peak.Tail);
            peak.Compare(_head - peak.Tail, new Timestamp(first), number, frame.Number);
        }
    }

    private ref (long At, long Octets, long Frame) Held(long place) => ref _ring[place & (_ring.Length - 1)];

    private void Shorten(BurstPeak peak) => peak.Sum -= Held(peak.Tail++).Octets;

    private void Write(long at, long octets, long number)
    {
        if (_head - _peaks[^1].Tail == _ring.Length)
            MakeRoom();
        Held(_head++) = (at, octets, number);
    }

    private void MakeRoom()
    {
        if (_ring.Length == FrameLimit)
        {
            long oldest = _peaks[^1].Tail;
            Dropped++;
            foreach (BurstPeak peak in _peaks)
            {
                if (peak.Tail == oldest)
                    Shorten(peak);
            }
            return;
        }
        var larger = new (long, long, long)[_ring.Length * 2];
        for (long place = _peaks[^1].Tail; place < _head; place++)
            larger[place & (larger.Length - 1)] = Held(place);
        _ring = larger;
    }

    private void Restart()
    {
        Restarts++;
        foreach (BurstPeak peak in _peaks)
            (peak.Tail, peak.Sum) = (_head, 0);
    }
}
