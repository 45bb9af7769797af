using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What passed in one second of the packets' clock.</summary>
/// <param name="Number">The second, since 1970.</param>
/// <param name="Packets">Packets.</param>
/// <param name="Octets">Octets on the wire.</param>
internal readonly record struct LiveSecond(long Number, long Packets, long Octets)
{
    public long Bits => Octets * 8;
}

/// <summary>What passes a live capture in a second. Counted by the thread that captures, so that nothing is missing.</summary>
/// <remarks>Others read what was published last; nothing is allocated per packet.</remarks>
internal sealed class LiveRates
{
    private LiveSecond _current;
    private LiveSecond _last;
    private long _mostPackets;
    private long _mostBits;
    private volatile Published _published = new(default, default, 0, 0);

    private sealed record Published(LiveSecond Current, LiveSecond Last, long MostPackets, long MostBits);

    /// <summary>The second that is being counted. For the thread that captures.</summary>
    public ref readonly LiveSecond Current => ref _current;

    /// <summary>Counts a packet. For the thread that captures.</summary>
    public void Count(in Frame frame)
    {
        long second = frame.At.Nanoseconds / Timestamp.PerSecond;
        if (second > _current.Number)
        {
            _last = _current;
            _current = new LiveSecond(second, 0, 0);
        }
        _current = new LiveSecond(_current.Number, _current.Packets + 1, _current.Octets + frame.OriginalLength);
        _mostPackets = Math.Max(_mostPackets, _current.Packets);
        _mostBits = Math.Max(_mostBits, _current.Bits);
    }

    /// <summary>Lets others see what was counted. For the thread that captures.</summary>
    public void Publish()
    {
        if (_published.Current != _current)
            _published = new Published(_current, _last, _mostPackets, _mostBits);
    }

    /// <summary>The second that was over last at a moment; without packets when none came in it.</summary>
    public LiveSecond LastWhole(Timestamp now)
    {
        long wanted = now.Nanoseconds / Timestamp.PerSecond - 1;
        Published seen = _published;
        return seen.Current.Number == wanted ? seen.Current
            : seen.Last.Number == wanted ? seen.Last
            : new LiveSecond(wanted, 0, 0);
    }

    /// <summary>The most packets and bits that a second had.</summary>
    public (long Packets, long Bits) Most => (_published.MostPackets, _published.MostBits);
}
