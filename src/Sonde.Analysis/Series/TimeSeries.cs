using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What passed in one interval of time.</summary>
/// <param name="Index">Its place: 0 begins at the first frame; negative before it.</param>
/// <param name="Packets">Frames.</param>
/// <param name="Octets">Octets on the wire.</param>
public readonly record struct Interval(long Index, long Packets, long Octets);

/// <summary>Counts frames and octets in intervals of one length, whose borders count from the time of the first frame.</summary>
/// <remarks>
/// Borders are those of <c>tshark -z io,stat</c>, to the nanosecond. Memory: about 50 octets for each interval that holds
/// frames, at most <see cref="IntervalLimit"/> of them; beyond that every two neighbours become one, as often as is needed.
/// </remarks>
public sealed class TimeSeries : IObserver
{
    /// <summary>Most intervals with frames that are kept.</summary>
    public const int IntervalLimit = 131_072;

    private readonly int _limit;
    private Dictionary<long, (long Packets, long Octets)> _filled = [];
    private Timestamp _origin;
    private long _from; // the interval at hand: offsets from the origin, in nanoseconds
    private long _to;
    private long _packets; // what it holds and the dictionary does not yet
    private long _octets;

    /// <summary>Intervals of so many nanoseconds.</summary>
    public TimeSeries(long width, int limit = IntervalLimit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 4); // two neighbours of 0 and -1 never become one
        (AskedWidth, Width, _limit) = (width, width, limit);
    }

    /// <summary>Length that was asked for, in nanoseconds.</summary>
    public long AskedWidth { get; }

    /// <summary>Length of the intervals now, in nanoseconds: what was asked for, doubled as often as there were too many.</summary>
    public long Width { get; private set; }

    /// <summary>Time of the first frame; null before there is one.</summary>
    public Timestamp? Origin => HasFrames ? _origin : null;

    /// <summary>At least one frame with a time was seen.</summary>
    public bool HasFrames { get; private set; }

    /// <summary>Frames without a time, which are in no interval.</summary>
    public long Timeless { get; private set; }

    /// <summary>The interval of the frame seen last.</summary>
    public long Current { get; private set; }

    /// <summary>The earliest interval with frames.</summary>
    public long First { get; private set; }

    /// <summary>The latest interval with frames.</summary>
    public long Last { get; private set; }

    /// <summary>Intervals from the earliest to the latest, empty ones included.</summary>
    public long Count => HasFrames ? Last - First + 1 : 0;

    /// <inheritdoc/>
    public void OnPacket(in Packet packet) => See(packet.Frame);

    /// <summary>The intervals with frames, earliest first.</summary>
    public IReadOnlyList<Interval> Filled()
    {
        Store();
        Interval[] all = [.. _filled.Select(pair => new Interval(pair.Key, pair.Value.Packets, pair.Value.Octets))];
        Array.Sort(all, (one, other) => one.Index.CompareTo(other.Index));
        return all;
    }

    /// <summary>When an interval begins.</summary>
    public Timestamp StartOf(long index) =>
        new((long)Int128.Clamp(_origin.Nanoseconds + (Int128)index * Width, long.MinValue, long.MaxValue));

    private void See(in Frame frame)
    {
        if (frame.IsTimeless)
        {
            Timeless++;
            return;
        }
        if (!HasFrames)
        {
            HasFrames = true;
            _origin = frame.At;
            Open(0);
        }
        long offset = Offset(frame.At);
        if (offset < _from || offset >= _to)
            Move(offset);
        _packets++;
        _octets += frame.OriginalLength;
    }

    private void Move(long offset)
    {
        Store();
        Open(Floor(offset));
        while (_filled.Count >= _limit && !_filled.ContainsKey(Current))
            Merge();
    }

    private void Open(long index)
    {
        Current = index;
        First = Math.Min(First, index);
        Last = Math.Max(Last, index);
        _from = (long)Int128.Max((Int128)index * Width, long.MinValue);
        _to = (long)Int128.Min(((Int128)index + 1) * Width, long.MaxValue);
    }

    private void Store()
    {
        if (_packets == 0)
            return;
        ref (long Packets, long Octets) held = ref CollectionsMarshal.GetValueRefOrAddDefault(_filled, Current, out _);
        held = (held.Packets + _packets, held.Octets + _octets);
        (_packets, _octets) = (0, 0);
    }

    private void Merge()
    {
        var merged = new Dictionary<long, (long Packets, long Octets)>(_filled.Count);
        foreach ((long index, (long packets, long octets)) in _filled)
        {
            ref (long Packets, long Octets) held = ref CollectionsMarshal.GetValueRefOrAddDefault(
                merged,
                index >> 1,
                out _
            );
            held = (held.Packets + packets, held.Octets + octets);
        }
        _filled = merged;
        Width = Width > long.MaxValue / 2 ? long.MaxValue : Width * 2;
        (First, Last) = (First >> 1, Last >> 1);
        Open(Current >> 1);
    }

    private long Floor(long offset)
    {
        long index = Math.DivRem(offset, Width, out long rest);
        return rest < 0 ? index - 1 : index;
    }

    private long Offset(Timestamp at)
    {
        long offset = unchecked(at.Nanoseconds - _origin.Nanoseconds);
        bool isBeyond = ((at.Nanoseconds ^ _origin.Nanoseconds) & (at.Nanoseconds ^ offset)) < 0;
        return !isBeyond ? offset
            : at.Nanoseconds > 0 ? long.MaxValue - 1
            : long.MinValue;
    }
}
