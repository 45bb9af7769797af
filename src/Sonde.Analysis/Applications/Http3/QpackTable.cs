namespace Sonde.Analysis;

/// <summary>The dynamic table of one direction, RFC 9204 §3.2: fields by the number in which they were added.</summary>
/// <remarks>Memory: at most <see cref="MostOctets"/> as the RFC counts them; a larger table loses its oldest fields early.</remarks>
internal sealed class QpackTable
{
    /// <summary>Octets of fields that are kept.</summary>
    public const int MostOctets = 1 << 17;

    private const int Overhead = 32; // RFC 9204 §3.2.1

    private readonly List<(byte[] Name, byte[] Value, int Size)> _list = []; // the newest last
    private int _oldest; // index of the oldest field in the list; those before are gone
    private int _size;
    private int _most;

    /// <summary>Fields that were ever added.</summary>
    public long Inserted { get; private set; }

    /// <summary>The capacity that the sender uses; 0 before it says one.</summary>
    public int Capacity { get; private set; }

    /// <summary>The sender uses a larger table than is kept.</summary>
    public bool IsCut => Capacity > MostOctets;

    /// <summary>Octets of the table, as the RFC counts them.</summary>
    public int Size => _size;

    /// <summary>The sender uses this capacity from now on.</summary>
    public void Resize(int capacity)
    {
        (Capacity, _most) = (capacity, Math.Min(capacity, MostOctets));
        Evict(0);
    }

    /// <summary>Adds a field. One that is longer than the table empties it here, and cannot be there.</summary>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        int size = name.Length + value.Length + Overhead;
        Evict(size);
        Inserted++;
        _list.Add(size <= _most ? (name.ToArray(), value.ToArray(), size) : ([], [], 0));
        _size += _list[^1].Size;
    }

    /// <summary>Finds a field by the number in which it was added, from 0. False for one that is not there, or no longer.</summary>
    public bool TryFind(long number, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        long at = _list.Count - (Inserted - number);
        if (number < 0 || number >= Inserted || at < _oldest)
            return false;
        (byte[] foundName, byte[] foundValue, _) = _list[(int)at];
        name = foundName;
        value = foundValue;
        return foundName.Length > 0;
    }

    private void Evict(int more)
    {
        while (_oldest < _list.Count && _size + more > _most)
        {
            _size -= _list[_oldest].Size;
            _list[_oldest++] = ([], [], 0);
        }
        if (_oldest < 64 || _oldest * 2 < _list.Count)
            return;
        _list.RemoveRange(0, _oldest);
        _oldest = 0;
    }
}
