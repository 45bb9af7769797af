namespace Sonde.Engine;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
/// <param name="Items">The items of the page.</param>
/// <param name="Total">Items of the whole list.</param>
/// <param name="NextOffset">Where the next page begins; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, int? NextOffset);

/// <summary>Cuts lists into pages.</summary>
public static class Page
{
    /// <summary>Cuts a page out of a list.</summary>
    /// <exception cref="EngineException">The offset lies behind the end, or an argument is negative.</exception>
    public static Page<T> Of<T>(IReadOnlyList<T> all, int limit, int offset)
    {
        ThrowIfBeyond(all.Count, limit, offset);
        int end = (int)Math.Min((long)offset + limit, all.Count);
        return new Page<T>([.. all.Skip(offset).Take(end - offset)], all.Count, end < all.Count ? end : null);
    }

    /// <summary>Checks what can be checked of a page before the list is there.</summary>
    /// <exception cref="EngineException">An argument is negative.</exception>
    public static void ThrowIfNegative(int limit, int offset)
    {
        if (limit < 0 || offset < 0)
            throw new EngineException(
                EngineFault.InvalidArgument,
                "limit and offset count from 0.",
                "Leave them out for the first page."
            );
    }

    /// <summary>Checks a page of a list of which only the length is known.</summary>
    /// <exception cref="EngineException">The offset lies behind the end, or an argument is negative.</exception>
    public static void ThrowIfBeyond(long total, int limit, int offset)
    {
        ThrowIfNegative(limit, offset);
        if (offset > 0 && offset >= total)
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"Offset {offset} lies beyond the end: there are {total} entries.",
                "Use an offset below that number, or leave it out for the first page."
            );
    }
}
