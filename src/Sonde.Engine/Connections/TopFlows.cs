using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Counts connections and keeps those with the highest rank, first ones first where it is equal.</summary>
/// <remarks>Memory: the records of at most so many connections as asked for.</remarks>
internal sealed class TopFlows(int most)
{
    private readonly List<Ranked> _top = [];

    /// <summary>Connections altogether.</summary>
    public int Count { get; private set; }

    /// <summary>Those with the highest rank, best first.</summary>
    public IEnumerable<TcpFlow> Flows => _top.Select(one => one.Flow);

    public void Add(TcpFlow flow, double rank, double then = 0)
    {
        Count++;
        int at = _top.Count;
        while (at > 0 && _top[at - 1].CompareTo(flow, rank, then) < 0)
            at--;
        if (at == most)
            return;
        _top.Insert(at, new Ranked(flow, rank, then));
        if (_top.Count > most)
            _top.RemoveAt(most);
    }

    private sealed record Ranked(TcpFlow Flow, double Rank, double Then)
    {
        public int CompareTo(TcpFlow flow, double rank, double then)
        {
            int byRank = Rank.CompareTo(rank);
            int byThen = byRank != 0 ? byRank : Then.CompareTo(then);
            return byThen != 0 ? byThen : flow.Stream.CompareTo(Flow.Stream);
        }
    }
}
