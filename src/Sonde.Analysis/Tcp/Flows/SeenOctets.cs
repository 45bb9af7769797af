namespace Sonde.Analysis;

/// <summary>Which octets of one direction were captured: all up to the highest, but for gaps.</summary>
/// <remarks>Memory: 32 octets a gap, at most <see cref="GapLimit"/>; beyond that the oldest counts as filled.</remarks>
internal struct SeenOctets
{
    public const int GapLimit = 64;
    private const uint FarthestJump = 1u << 30; // more is an acknowledgment of something else

    private List<Gap>? _gaps;

    /// <summary>Something was seen.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The sequence number after the highest octet.</summary>
    public uint Next { get; private set; }

    /// <summary>Octets that the other end acknowledged and that were not captured.</summary>
    public long NotCaptured { get; private set; }

    /// <summary>Times that an acknowledgment covered octets that were not captured.</summary>
    public long Holes { get; private set; }

    public void Begin(uint next)
    {
        HasBegun = true;
        Next = next;
        _gaps?.Clear();
    }

    /// <summary>Takes data, and says how much of it is new.</summary>
    public Placement Add(uint sequence, int length, bool isFin, uint stamp, bool hasStamp)
    {
        uint end = sequence + (uint)length;
        var placement = new Placement();
        if (!HasBegun)
        {
            Begin(end);
            placement.New = length;
        }
        else if (TcpSequence.IsAfter(sequence, Next))
        {
            Open(new Gap(Next, sequence, false, stamp, hasStamp));
            placement.New = length;
            Next = end;
        }
        else
        {
            bool isBeyond = TcpSequence.IsAfter(end, Next);
            placement.New = isBeyond ? (int)(end - Next) : 0;
            Fill(sequence, isBeyond ? Next : end, ref placement);
            if (isBeyond)
                Next = end;
        }
        if (isFin && end == Next)
            Next++;
        placement.Again = length - placement.New - placement.Filled;
        return placement;
    }

    /// <summary>The other end has everything before this number.</summary>
    public void Acknowledge(uint acknowledgment)
    {
        if (!HasBegun)
            return;
        if (TcpSequence.IsAfter(acknowledgment, Next))
        {
            if (acknowledgment - Next >= FarthestJump)
                return;
            Open(new Gap(Next, acknowledgment, false, 0, false));
            Next = acknowledgment;
        }
        for (int i = 0; i < _gaps?.Count; i++)
        {
            Gap gap = _gaps[i];
            if (gap.IsAcknowledged || !TcpSequence.IsBefore(gap.From, acknowledgment))
                continue;
            Holes++;
            if (TcpSequence.IsAfter(gap.To, acknowledgment))
            {
                _gaps[i] = gap with { From = acknowledgment };
                if (_gaps.Count < GapLimit)
                    _gaps.Insert(i++, gap with { To = acknowledgment, IsAcknowledged = true });
                NotCaptured += acknowledgment - gap.From;
                continue;
            }
            _gaps[i] = gap with { IsAcknowledged = true };
            NotCaptured += gap.To - gap.From;
        }
    }

    private void Open(Gap gap)
    {
        _gaps ??= [];
        if (_gaps.Count == GapLimit)
            _gaps.RemoveAt(0);
        _gaps.Add(gap);
    }

    private void Fill(uint from, uint to, ref Placement placement)
    {
        for (int i = 0; i < _gaps?.Count; i++)
        {
            Gap gap = _gaps[i];
            uint low = TcpSequence.IsAfter(from, gap.From) ? from : gap.From;
            uint high = TcpSequence.IsBefore(to, gap.To) ? to : gap.To;
            if (!TcpSequence.IsBefore(low, high))
                continue;
            if (placement.Filled == 0)
                (placement.Stamp, placement.HasStamp) = (gap.Stamp, gap.HasStamp);
            placement.Filled += (int)(high - low);
            if (gap.IsAcknowledged)
                NotCaptured -= high - low; // it was only late
            bool isBefore = low != gap.From;
            bool isBehind = high != gap.To;
            if (!isBefore && !isBehind)
            {
                _gaps.RemoveAt(i--);
                continue;
            }
            _gaps[i] = isBefore ? gap with { To = low } : gap with { From = high };
            if (isBefore && isBehind && _gaps.Count < GapLimit)
                _gaps.Insert(++i, gap with { From = high });
        }
    }

    private readonly record struct Gap(uint From, uint To, bool IsAcknowledged, uint Stamp, bool HasStamp);
}

/// <summary>How much of a segment's data was seen before.</summary>
internal struct Placement
{
    /// <summary>Octets beyond everything before.</summary>
    public int New;

    /// <summary>Octets that fill a gap.</summary>
    public int Filled;

    /// <summary>Octets that were captured before.</summary>
    public int Again;

    /// <summary>Sender's clock in the segment that showed the gap.</summary>
    public uint Stamp;

    /// <summary>There was one.</summary>
    public bool HasStamp;
}
