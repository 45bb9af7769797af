namespace Sonde.Analysis;

/// <summary>The unacknowledged segments of one direction, oldest first: a chain in <see cref="SentSegments"/>.</summary>
internal struct SentList
{
    /// <summary>Position of the oldest, plus one; 0 when there is none.</summary>
    public int First;

    /// <summary>Position of the newest, plus one.</summary>
    public int Last;

    /// <summary>How many.</summary>
    public int Count;
}

/// <summary>One segment that was sent and not yet acknowledged.</summary>
internal struct SentSegment
{
    public long At;
    public uint Frame;
    public uint Sequence;
    public uint Next;
    public uint Length; // of data: SYN and FIN left out
    public int Following; // position plus one

    public readonly uint End => Sequence + Length;
}

/// <summary>Memory for unacknowledged segments of all connections, in one growing array that reuses what was given back.</summary>
/// <remarks>Memory: 32 octets a segment, at most <see cref="LimitPerSide"/> for each direction; the oldest go first.</remarks>
internal sealed class SentSegments
{
    public const int LimitPerSide = 4096;

    private SentSegment[] _all = new SentSegment[256];
    private int _used;
    private int _free; // position plus one

    public ref SentSegment this[int position] => ref _all[position - 1];

    public void Add(ref SentList list, in SentSegment segment)
    {
        if (list.Count == LimitPerSide)
            RemoveFirst(ref list);
        int position = _free;
        if (position != 0)
        {
            _free = this[position].Following;
        }
        else
        {
            if (_used == _all.Length)
                Array.Resize(ref _all, _all.Length * 2);
            position = ++_used;
        }
        this[position] = segment with { Following = 0 };
        if (list.Last != 0)
            this[list.Last].Following = position;
        else
            list.First = position;
        list.Last = position;
        list.Count++;
    }

    /// <summary>Takes away every segment that an acknowledgment covers whole.</summary>
    public void Acknowledge(ref SentList list, uint acknowledgment)
    {
        int before = 0;
        for (int at = list.First; at != 0; )
        {
            int following = this[at].Following;
            if (TcpSequence.IsAfter(this[at].Next, acknowledgment))
                before = at;
            else
                Remove(ref list, before, at);
            at = following;
        }
    }

    public void Clear(ref SentList list)
    {
        if (list.Last == 0)
            return;
        this[list.Last].Following = _free;
        _free = list.First;
        list = default;
    }

    private void RemoveFirst(ref SentList list) => Remove(ref list, 0, list.First);

    private void Remove(ref SentList list, int before, int at)
    {
        int following = this[at].Following;
        if (before == 0)
            list.First = following;
        else
            this[before].Following = following;
        if (list.Last == at)
            list.Last = before;
        list.Count--;
        this[at].Following = _free;
        _free = at;
    }
}
