using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of a question about this machine with a list in its answer.</summary>
public record HostPageArguments
{
    /// <summary>Entries of a page when nothing is said.</summary>
    internal const int Usual = 100;

    /// <summary>Entries to return.</summary>
    [Description("Entries to return at most.")]
    [DefaultValue(Usual)]
    [Range(0, 10_000)]
    public int? Limit { get; init; }

    /// <summary>Entries to skip.</summary>
    [Description("Entries to skip: next_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, int.MaxValue)]
    public int? Offset { get; init; }

    internal Page<T> Cut<T>(IReadOnlyList<T> all) => Page.Of(all, Limit ?? Usual, Offset ?? 0);
}
