namespace Sonde.Analysis;

/// <summary>Looks for one kind of trouble. What it found can be asked for at any moment, also while packets still come.</summary>
/// <remarks>Each states what it keeps and its limit; what was forgotten beyond it is counted.</remarks>
internal interface IDetector
{
    /// <summary>Any packet, its transport headers were shown before.</summary>
    void OnPacket(in Packet packet) { }

    /// <summary>A transport packet that was sent now: what ICMP errors quote is left out.</summary>
    void OnSight(in Sight sight) { }

    /// <summary>Adds what it found so far.</summary>
    void Report(List<ThreatFinding> findings);

    /// <summary>Limits beyond which something was forgotten.</summary>
    IEnumerable<ThreatLimit> Limits => [];
}

/// <summary>A limit of a detector that was reached.</summary>
/// <param name="Name">What is limited.</param>
/// <param name="Most">Most of it that is kept.</param>
/// <param name="Forgotten">How much was forgotten or left out.</param>
public readonly record struct ThreatLimit(string Name, long Most, long Forgotten);
