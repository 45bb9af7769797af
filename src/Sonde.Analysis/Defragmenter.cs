using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Puts the fragments of Internet datagrams together (RFC 791 §3.2, RFC 8200 §4.5).</summary>
/// <remarks>
/// Memory: at most <see cref="OpenLimit"/> datagrams are under way, each at most 64 KiB plus one fragment; the oldest
/// gives way and is counted. Buffers are reused.
/// </remarks>
internal sealed class Defragmenter
{
    public const int OpenLimit = 1024;
    private const int LargestDatagram = 65_535;

    private readonly Dictionary<Key, Datagram> _open = [];
    private readonly Queue<(Key Key, Datagram Datagram, int Use)> _order = [];
    private readonly Stack<Datagram> _spare = [];
    private Datagram? _delivered;

    /// <summary>Datagrams given up because too many were under way.</summary>
    public long GivenUp { get; private set; }

    /// <summary>What tells the fragments of one datagram from all others.</summary>
    public readonly record struct Key(Address Source, Address Destination, uint Identification, byte Protocol);

    /// <summary>Takes one fragment. Returns the datagram's data when this was the last piece that was missing.</summary>
    /// <param name="key">The datagram.</param>
    /// <param name="offset">Where the fragment's data stands, in octets.</param>
    /// <param name="more">Fragments behind it follow.</param>
    /// <param name="data">The fragment's data; copied.</param>
    /// <param name="whole">The datagram's data, valid until the next call.</param>
    public bool Add(in Key key, int offset, bool more, ReadOnlySpan<byte> data, out ReadOnlyMemory<byte> whole)
    {
        whole = default;
        if (_delivered is { } old)
        {
            _spare.Push(old);
            _delivered = null;
        }
        if (offset + data.Length > LargestDatagram)
            return false;
        ref Datagram? datagram = ref CollectionsMarshal.GetValueRefOrAddDefault(_open, key, out bool known);
        if (!known || datagram is null)
        {
            datagram = _spare.TryPop(out Datagram? spare) ? spare : new Datagram();
            datagram.Clear();
            _order.Enqueue((key, datagram, datagram.Use));
        }
        Datagram current = datagram;
        bool complete = current.Add(offset, more, data);
        if (complete)
        {
            _open.Remove(key);
            _delivered = current;
            whole = current.Data;
        }
        Trim();
        return complete;
    }

    private void Trim()
    {
        while (_order.TryPeek(out (Key Key, Datagram Datagram, int Use) oldest))
        {
            bool isOpen = oldest.Datagram.Use == oldest.Use && oldest.Datagram != _delivered;
            if (isOpen && _open.Count <= OpenLimit)
                return;
            _order.Dequeue();
            if (!isOpen || !_open.Remove(oldest.Key))
                continue;
            GivenUp++;
            _spare.Push(oldest.Datagram);
        }
    }

    private sealed class Datagram
    {
        private readonly List<(int Start, int End)> _have = [];
        private byte[] _data = new byte[4096];
        private int _total;

        /// <summary>Counts how often the buffer has been taken for another datagram.</summary>
        public int Use { get; private set; }

        public ReadOnlyMemory<byte> Data => _data.AsMemory(0, _total);

        public void Clear()
        {
            _have.Clear();
            _total = -1;
            Use++;
        }

        public bool Add(int offset, bool more, ReadOnlySpan<byte> data)
        {
            int end = offset + data.Length;
            if (end > _data.Length)
                Array.Resize(ref _data, Math.Max(end, Math.Min(LargestDatagram, _data.Length * 4)));
            if (!more && _total < 0)
                _total = end;
            if (IsNew(offset, end))
                data.CopyTo(_data.AsSpan(offset)); // what came first stays where fragments overlap exactly
            Merge(offset, end);
            return _total >= 0 && _have.Count == 1 && _have[0].Start == 0 && _have[0].End >= _total;
        }

        private bool IsNew(int start, int end)
        {
            foreach ((int from, int to) in _have)
            {
                if (from <= start && end <= to)
                    return false;
            }
            return true;
        }

        private void Merge(int start, int end)
        {
            for (int i = _have.Count - 1; i >= 0; i--)
            {
                if (_have[i].Start > end || _have[i].End < start)
                    continue;
                start = Math.Min(start, _have[i].Start);
                end = Math.Max(end, _have[i].End);
                _have.RemoveAt(i);
            }
            _have.Add((start, end));
        }
    }
}
