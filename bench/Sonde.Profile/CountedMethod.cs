namespace Sonde.Profile;

/// <summary>What several runs counted in one method.</summary>
internal sealed class CountedMethod
{
    public List<Counter> Counters { get; } = [];

    /// <summary>Sums the counts; of what was seen at a call stays what was seen more often.</summary>
    public void Add(CountedMethod other)
    {
        if (
            other.Counters.Count != Counters.Count
            || Counters.Zip(other.Counters).Any(pair => !pair.First.IsAtTheSamePlaceAs(pair.Second))
        )
            return;
        for (int i = 0; i < Counters.Count; i++)
        {
            if (!Counters[i].IsCount)
                continue;
            var more = (long)other.Counters[i].Values[0];
            bool isOfAList = i + 1 < Counters.Count && !Counters[i + 1].IsCount;
            if (isOfAList && more > (long)Counters[i].Values[0])
                Counters[i + 1] = other.Counters[i + 1];
            Counters[i].Add(more);
        }
    }
}
