namespace Sonde.Traffic;

/// <summary>What becomes of a segment.</summary>
internal enum Fate
{
    Arrives,
    LostBefore,
    LostBehind,
}

/// <summary>What becomes of the segments of one burst, and in which order they pass the place of capture.</summary>
internal sealed class SegmentFates
{
    private readonly Fate[] _fates;
    private readonly int[] _order;

    public SegmentFates(Dice dice, int count, int trouble)
    {
        _fates = new Fate[count];
        _order = [.. Enumerable.Range(0, count)];
        if (!dice.Happens(trouble))
            return;
        int first = dice.Between(0, count - 1);
        if (dice.Happens(450) && count > 2)
        {
            int place = Math.Min(first, count - 2);
            (_order[place], _order[place + 1]) = (_order[place + 1], _order[place]);
            return;
        }
        Fate fate = dice.Happens(600) ? Fate.LostBefore : Fate.LostBehind;
        int lost = dice.Between(1, Math.Min(3, count - first));
        for (int i = first; i < first + lost; i++)
            _fates[i] = fate;
        AnyLost = true;
    }

    public bool AnyLost { get; }
    public ReadOnlySpan<int> Order => _order;
    public Fate this[int segment] => _fates[segment];

    public bool IsOvertaken(int segment)
    {
        int place = Array.IndexOf(_order, segment);
        return place > 0 && _order[place - 1] > segment;
    }
}
