using System.Buffers;

namespace Sonde.Analysis;

/// <summary>The octets of one direction that do not make a whole message yet, and the frames that brought them.</summary>
/// <remarks>Memory: at most the limit that it was made with, lent as long as something waits: what was read from it is not valid after that.</remarks>
public sealed class OctetQueue
{
    private readonly int _limit;
    private readonly List<(long End, StreamPlace Place)> _places = []; // by position in the direction
    private byte[] _octets = [];
    private int _start;
    private int _length;
    private long _taken; // octets of the direction before the first that waits

    /// <summary>A queue that keeps at most so many octets.</summary>
    public OctetQueue(int limit) => _limit = limit;

    /// <summary>What waits.</summary>
    public ReadOnlySpan<byte> Octets => _octets.AsSpan(_start, _length);

    /// <summary>Octets that wait.</summary>
    public int Length => _length;

    /// <summary>The frame of the first octet that waits; means nothing when none does.</summary>
    public StreamPlace First => _places.Count > 0 ? _places[0].Place : default;

    /// <summary>The frame of the last octet that waits; means nothing when none does.</summary>
    public StreamPlace Last => _places.Count > 0 ? _places[^1].Place : default;

    /// <summary>Adds octets. False when that is more than the limit: nothing is added then.</summary>
    public bool TryAdd(ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (octets.Length > _limit - _length)
            return false;
        if (octets.IsEmpty)
            return true;
        if (_start + _length + octets.Length > _octets.Length)
            MakeRoom(octets.Length);
        octets.CopyTo(_octets.AsSpan(_start + _length));
        _length += octets.Length;
        _places.Add((_taken + _length, place));
        return true;
    }

    /// <summary>The frame of an octet that waits, by its place from the first.</summary>
    public StreamPlace PlaceOf(int offset)
    {
        foreach ((long end, StreamPlace place) in _places)
        {
            if (end > _taken + offset)
                return place;
        }
        return Last;
    }

    /// <summary>Drops octets from the front: they were read.</summary>
    public void Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _length);
        _start += count;
        _length -= count;
        _taken += count;
        int gone = 0;
        while (gone < _places.Count && _places[gone].End <= _taken)
            gone++;
        _places.RemoveRange(0, gone);
        if (_length > 0)
            return;
        _start = 0;
        Release();
    }

    /// <summary>Drops everything.</summary>
    public void Clear() => Take(_length);

    private void MakeRoom(int more)
    {
        int needed = _length + more;
        if (needed <= _octets.Length)
        {
            Octets.CopyTo(_octets);
        }
        else
        {
            byte[] to = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Min(_limit, _octets.Length * 2)));
            Octets.CopyTo(to);
            Release();
            _octets = to;
        }
        _start = 0;
    }

    private void Release()
    {
        if (_octets.Length > 0)
            ArrayPool<byte>.Shared.Return(_octets);
        _octets = [];
    }
}
