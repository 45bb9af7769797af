namespace Sonde.Host;

/// <summary>What is wanted of a table.</summary>
/// <typeparam name="T">What an entry is.</typeparam>
/// <param name="IsWanted">Whether an entry is kept; may see an entry twice when the table has to be read again.</param>
/// <param name="Tally">The name under which an entry is counted, kept or not; null for none.</param>
public sealed record HostWish<T>(Func<T, bool> IsWanted, Func<T, string?>? Tally = null);

/// <summary>Keeps the entries that are wanted, up to a limit, and counts all of them.</summary>
internal sealed class Keeper<T>(HostWish<T> wish)
{
    private readonly List<T> _items = [];
    private Dictionary<string, long> _tally = [];
    private long _total;

    /// <summary>Counts an entry, and keeps it if it is wanted.</summary>
    public void Offer(T item)
    {
        if (wish.Tally?.Invoke(item) is { } name)
            _tally[name] = _tally.GetValueOrDefault(name) + 1;
        if (!wish.IsWanted(item))
            return;
        _total++;
        if (_items.Count < HostList<T>.MostKept)
            _items.Add(item);
    }

    /// <summary>Where it stands.</summary>
    public KeeperMark Mark() => new(_items.Count, _total, new Dictionary<string, long>(_tally));

    /// <summary>Forgets what came after a mark.</summary>
    public void Return(KeeperMark mark)
    {
        _items.RemoveRange(mark.Count, _items.Count - mark.Count);
        _total = mark.Total;
        _tally = new Dictionary<string, long>(mark.Tally);
    }

    /// <summary>What was kept.</summary>
    public HostList<T> List(string source, IReadOnlyList<string> missing) =>
        new()
        {
            Items = _items,
            Total = _total,
            Tally = _tally,
            Source = source,
            Missing = missing,
        };
}

/// <summary>Where a <see cref="Keeper{T}"/> stood.</summary>
internal sealed record KeeperMark(int Count, long Total, Dictionary<string, long> Tally);
