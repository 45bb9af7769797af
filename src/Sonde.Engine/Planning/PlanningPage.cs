using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Numerics;

namespace Sonde.Engine;

/// <summary>The arguments of a planning question with a list in its answer.</summary>
public record PlanningPageArguments
{
    /// <summary>Entries to return.</summary>
    [Description("Entries to return at most.")]
    [DefaultValue(PlanningPage.Usual)]
    [Range(1, PlanningPage.Most)]
    public int? Limit { get; init; }

    /// <summary>Entries to skip.</summary>
    [Description("Entries to skip: next_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, int.MaxValue)]
    public long? Offset { get; init; }
}

/// <summary>A page of a list that may be longer than any memory.</summary>
internal static class PlanningPage
{
    /// <summary>Entries of a page when nothing is said.</summary>
    public const int Usual = 256;

    /// <summary>Entries of a page at most.</summary>
    public const int Most = 4096;

    /// <summary>Texts of the caller that an answer repeats at most.</summary>
    public const int MostEchoed = 1000;

    /// <summary>The largest whole number that every JSON reader keeps exact (RFC 8259 §6).</summary>
    public const long MostExact = 1L << 53;

    /// <summary>What the arguments ask for.</summary>
    /// <exception cref="EngineException">The limit or the offset is out of range.</exception>
    public static (int Limit, long Offset) Of(PlanningPageArguments arguments)
    {
        int limit = arguments.Limit ?? Usual;
        if (limit is < 1 or > Most)
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"limit must be from 1 to {Most}; got {limit}.",
                "Ask for the next page with offset."
            );
        return (limit, Offset(arguments.Offset, "offset"));
    }

    /// <summary>Checks an offset; 0 when there is none.</summary>
    /// <exception cref="EngineException">It is out of range.</exception>
    public static long Offset(long? offset, string name) =>
        offset is < 0 or > MostExact
            ? throw new EngineException(
                EngineFault.InvalidArgument,
                $"{name} must be from 0 to {MostExact}.",
                "Leave it out for the first page."
            )
            : offset ?? 0;

    /// <summary>Cuts a page out of a list.</summary>
    /// <exception cref="EngineException">The offset lies behind the end.</exception>
    public static IReadOnlyList<T> Cut<T>(IReadOnlyList<T> all, int limit, long offset)
    {
        ThrowIfBeyond(all.Count, offset);
        return [.. all.Skip((int)offset).Take(limit)];
    }

    /// <summary>Checks the offset against the length of the list.</summary>
    /// <exception cref="EngineException">The offset lies behind the end.</exception>
    public static void ThrowIfBeyond(BigInteger total, long offset)
    {
        if (offset > 0 && offset >= total)
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"Offset {offset} lies beyond the end: there are {Text(total)} entries.",
                "Use an offset below that number, or leave it out for the first page."
            );
    }

    /// <summary>Where the next page begins; null behind the last, and where no JSON number reaches.</summary>
    public static long? Next(BigInteger total, long offset, int returned) =>
        offset + returned < total && offset + returned <= MostExact ? offset + returned : null;

    /// <summary>The number where JSON can hold it; else null, and its text has to do.</summary>
    public static long? Exact(BigInteger number) => number <= MostExact ? (long)number : null;

    /// <summary>The number as digits.</summary>
    public static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text of the caller as answers repeat it.</summary>
    public static string Echo(string? text) => Quote.Clean(text, Quote.Longest) ?? "";

    /// <summary>Texts of the caller as answers repeat them.</summary>
    public static IReadOnlyList<string> Echo(IEnumerable<string?> texts) => [.. texts.Take(MostEchoed).Select(Echo)];
}
