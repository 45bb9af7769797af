namespace Sonde.Host;

/// <summary>Entries of one of the machine's tables, and what they leave out.</summary>
/// <typeparam name="T">What an entry is.</typeparam>
public sealed record HostList<T>
{
    /// <summary>Entries kept in memory at most; all of them are counted.</summary>
    public const int MostKept = 100_000;

    /// <summary>The entries that were wanted, at most <see cref="MostKept"/>.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>How many were wanted, also those that were not kept.</summary>
    public required long Total { get; init; }

    /// <summary>Entries by the name that the wish gave them, kept or not.</summary>
    public IReadOnlyDictionary<string, long> Tally { get; init; } = new Dictionary<string, long>();

    /// <summary>Where the entries come from: <c>netlink</c>, <c>netstat -rn</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What this system or this user does not get to know, one sentence each.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}
