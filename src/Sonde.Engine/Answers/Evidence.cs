using System.ComponentModel;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>What shows a finding: frames to look at, and how to select all of them.</summary>
/// <param name="Frames">Numbers of the first frames, at most <see cref="MostFrames"/>.</param>
/// <param name="FramesTotal">How many frames there are.</param>
/// <param name="DisplayFilter">A Wireshark display filter that selects them.</param>
public sealed record Evidence(
    [property: Description("Numbers of the first frames, at most 20.")] IReadOnlyList<long> Frames,
    [property: Description("How many frames there are.")] long FramesTotal,
    [property: Description("Wireshark display filter that selects these frames.")] string? DisplayFilter = null
)
{
    /// <summary>Most frames named.</summary>
    public const int MostFrames = 20;

    /// <summary>Frames with a filter that selects them: the given one, or their numbers when all of them are named.</summary>
    internal static Evidence Of(FirstFrames frames, string? filter = null) =>
        new(
            frames.Numbers,
            frames.Count,
            filter ?? (frames.Count is > 0 and <= MostFrames ? ByNumber(frames.Numbers) : null)
        );

    /// <summary>The display filter that selects frames by their numbers.</summary>
    internal static string ByNumber(IEnumerable<long> frames) => $"frame.number in {{{string.Join(", ", frames)}}}";
}
