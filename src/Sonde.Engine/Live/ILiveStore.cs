using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Where a live capture puts its frames. Belongs to the thread that captures.</summary>
internal interface ILiveStore : IDisposable
{
    /// <summary>The file that is written; null in memory.</summary>
    string? CurrentPath { get; }

    /// <summary>The files that are there, oldest first.</summary>
    IReadOnlyList<string> Paths { get; }

    /// <summary>Octets of the files that are there.</summary>
    long Octets { get; }

    /// <summary>Frames taken, also those that made room since, and their octets on the wire.</summary>
    (long Frames, long Octets) Written { get; }

    /// <summary>The same of what is kept for certain.</summary>
    (long Frames, long Octets) Reached { get; }

    /// <summary>Takes a frame; false when there is no room left for it.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="counters">What the interface counted; asked for only when it is needed.</param>
    bool TryWrite(in Frame frame, Func<LiveCounters> counters);

    /// <summary>Lets others read what was taken.</summary>
    void Flush();

    /// <summary>Nothing comes after this.</summary>
    void End(LiveCounters counters);
}
