namespace Sonde.Engine;

/// <summary>Checks the page of a list that is cut while a capture is read, before its length is known.</summary>
internal static class PageCheck
{
    /// <summary>Before the reading.</summary>
    /// <exception cref="EngineException">An argument is negative.</exception>
    public static void Begin(int limit, int offset)
    {
        if (limit < 0 || offset < 0)
            throw new EngineException(
                EngineFault.InvalidArgument,
                "limit and offset count from 0.",
                "Leave them out for the first page."
            );
    }

    /// <summary>After the reading.</summary>
    /// <exception cref="EngineException">The offset lies behind the end.</exception>
    public static void End(int offset, long total)
    {
        if (offset > 0 && offset >= total)
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"Offset {offset} lies beyond the end: there are {total} entries.",
                "Use an offset below that number, or leave it out for the first page."
            );
    }
}
