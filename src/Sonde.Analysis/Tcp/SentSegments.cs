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

    /// <summary>Some were sent again: the chain is not in the order of sequence numbers.</summary>
    public bool IsMixed;
}

/// <summary>One segment that was sent and not yet acknowledged.</summary>
internal struct SentSegment
{
    public long At;
    public uint Frame;
    public uint Sequence;
    public uint Next;
    public int Following; // position plus one
}

/// <summary>Memory for unacknowledged segments of all connections, in one growing array that reuses what was given back.</summary>
/// <remarks>Memory: 24 octets a segment, at most <see cref="LimitPerSide"/> for each direction; later ones are not kept.</remarks>
internal sealed class SentSegments
{
    public const int LimitPerSide = 10_000; // as many as Wireshark keeps

    private SentSegment[] _all = new SentSegment[256];
    private int _used;
    private int _free; // position plus one

    public ref SentSegment this[int position] => ref _all[position - 1];

    public void Add(ref SentList list, in SentSegment segment)
    {
        if (list.Count == LimitPerSide)
            return;
        if (list.Last != 0 && TcpSequence.IsBefore(segment.Sequence, this[list.Last].Next))
            list.IsMixed = true;
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
            if (!TcpSequence.IsAfter(this[at].Next, acknowledgment))
                Remove(ref list, before, at);
            else if (list.IsMixed)
                before = at;
            else
                return;
            at = following;
        }
        if (list.Count == 0)
            list.IsMixed = false;
    }

    /// <summary>Octets from the lowest to the highest of the chain, as far as it was not acknowledged, and of one more segment.</summary>
    public uint Span(in SentList list, uint low, uint high, uint acknowledged)
    {
        for (int at = list.First; at != 0; at = this[at].Following)
        {
            uint first = this[at].Sequence;
            bool isPart = TcpSequence.IsBefore(first, acknowledged) && TcpSequence.IsAfter(this[at].Next, acknowledged);
            if (acknowledged != 0 && isPart)
                first = acknowledged; // what was acknowledged whole before it was sent again counts
            if (TcpSequence.IsBefore(first, low))
                low = first;
            int last = list.IsMixed ? at : list.Last;
            if (TcpSequence.IsAfter(this[last].Next, high))
                high = this[last].Next;
            if (!list.IsMixed)
                break;
        }
        return high - low;
    }

    /// <summary>The oldest segment that ends at this number; 0 when there is none.</summary>
    public int Find(in SentList list, uint acknowledgment)
    {
        for (int at = list.First; at != 0; at = this[at].Following)
        {
            if (this[at].Next == acknowledgment)
                return at;
            if (!list.IsMixed && TcpSequence.IsAfter(this[at].Next, acknowledgment))
                return 0;
        }
        return 0;
    }

    public void Clear(ref SentList list)
    {
        if (list.Last == 0)
            return;
        this[list.Last].Following = _free;
        _free = list.First;
        list = default;
    }

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
