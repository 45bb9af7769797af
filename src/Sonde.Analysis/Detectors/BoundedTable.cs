using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Sonde.Analysis;

/// <summary>State by key with a limit: beyond it a quarter is forgotten, what is worth least first, and counted.</summary>
/// <remarks>Memory: at most the limit of entries. Which ones are forgotten depends on the packets alone, not on hash codes.</remarks>
/// <param name="limit">Most entries.</param>
/// <param name="worth">What an entry is worth; the lowest go first, of equal ones the oldest.</param>
/// <param name="forgotten">Told of each entry that is forgotten, to give back what it holds of limits that entries share.</param>
internal sealed class BoundedTable<TKey, TValue>(int limit, Func<TValue, long> worth, Action<TValue>? forgotten = null)
    where TKey : notnull
    where TValue : class
{
    private readonly Dictionary<TKey, TValue> _values = [];
    private readonly List<(TKey Key, TValue Value)> _order = [];

    public int Limit => limit;

    public int Count => _values.Count;

    /// <summary>Entries that were forgotten.</summary>
    public long Forgotten { get; private set; }

    /// <summary>The entries in the order in which they were added.</summary>
    public IEnumerable<TValue> Values
    {
        get
        {
            foreach ((_, TValue value) in _order)
                yield return value;
        }
    }

    public bool TryGet(in TKey key, [NotNullWhen(true)] out TValue? value) => _values.TryGetValue(key, out value);

    public TValue GetOrAdd(in TKey key, Func<TKey, TValue> make)
    {
        if (_values.TryGetValue(key, out TValue? known))
            return known;
        if (_values.Count >= limit)
            Forget();
        TValue value = make(key);
        _values.Add(key, value);
        _order.Add((key, value));
        return value;
    }

    private void Forget()
    {
        long[] worths = [.. _order.Select(entry => worth(entry.Value))];
        long[] sorted = [.. worths];
        Array.Sort(sorted);
        int spare = Math.Max(1, limit / 4);
        long border = sorted[spare - 1];
        int write = 0;
        Span<(TKey Key, TValue Value)> entries = CollectionsMarshal.AsSpan(_order);
        for (int read = 0; read < entries.Length; read++)
        {
            if (spare > 0 && worths[read] <= border)
            {
                spare--;
                Forgotten++;
                _values.Remove(entries[read].Key);
                forgotten?.Invoke(entries[read].Value);
            }
            else
            {
                entries[write++] = entries[read];
            }
        }
        _order.RemoveRange(write, _order.Count - write);
    }
}
