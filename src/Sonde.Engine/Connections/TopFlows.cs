using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Counts connections and keeps those with the highest rank, first ones first where it is equal.</summary>
/// <remarks>Memory: the records of at most so many connections as asked for.</remarks>
internal sealed class TopFlows(int most)
{
    private readonly List<(TcpFlow Flow, double Rank, double Then)> _top = [];

    /// <summary>Connections altogether.</summary>
    public int Count { get; private set; }

    /// <summary>Those with the highest rank, best first.</summary>
    public IEnumerable<TcpFlow> Flows => _top.Select(one => one.Flow);

    public void Add(TcpFlow flow, double rank, double then = 0)
    {
        Count++;
        int at = _top.Count;
        while (at > 0 && Compare((flow, rank, then), _top[at - 1]) > 0)
            at--;
        if (at == most)
            return;
        _top.Insert(at, (flow, rank, then));
        if (_top.Count > most)
            _top.RemoveAt(most);
    }

    private static int Compare(
        in (TcpFlow Flow, double Rank, double Then) one,
        in (TcpFlow Flow, double Rank, double Then) other
    )
    {
        int byRank = one.Rank.CompareTo(other.Rank);
        int byThen = byRank != 0 ? byRank : one.Then.CompareTo(other.Then);
        return byThen != 0 ? byThen : other.Flow.Stream.CompareTo(one.Flow.Stream);
    }
}
