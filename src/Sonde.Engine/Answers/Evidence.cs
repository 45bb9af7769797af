using System.ComponentModel;

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
}
