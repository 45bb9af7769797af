namespace Sonde.Probes;

/// <summary>Sends probes and receives answers.</summary>
/// <remarks>For one thread.</remarks>
public interface IProbeNetwork : IDisposable
{
    /// <summary>The time, from an arbitrary beginning.</summary>
    TimeSpan Now { get; }

    /// <summary>With what kind of socket it works, and what that one cannot see; for people.</summary>
    string Means { get; }

    /// <summary>Sends a probe.</summary>
    Sending Send(in Probe probe);

    /// <summary>Takes an answer.</summary>
    /// <param name="longest">How long to wait for one; zero to look only.</param>
    /// <returns>Null when none came.</returns>
    ProbeReply? Receive(TimeSpan longest);
}
