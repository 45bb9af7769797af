using Sonde.Wire;

namespace Sonde.Capture;

/// <summary>Frames from a network interface as they pass, whoever opened it.</summary>
/// <remarks>Belongs to one thread. Nothing is allocated per frame.</remarks>
public interface ILiveDevice : IDisposable
{
    /// <summary>The interface.</summary>
    string Name { get; }

    /// <summary>LINKTYPE_ value of its frames.</summary>
    int LinkType { get; }

    /// <summary>What was counted when the counters were read last; also of a device that is closed.</summary>
    LiveCounters Last { get; }

    /// <summary>Takes the next frame if one is there; it lives until the next call.</summary>
    /// <exception cref="LiveException">The device went down or disappeared.</exception>
    bool TryRead(out Frame frame);

    /// <summary>Waits until frames may be there.</summary>
    /// <param name="longest">How long at most.</param>
    void Wait(TimeSpan longest);

    /// <summary>What was counted since the device was opened.</summary>
    LiveCounters Counters();
}
