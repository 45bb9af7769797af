namespace Sonde.Probes;

/// <summary>Decides what is sent next and what answers mean; knows neither sockets nor clocks.</summary>
public interface IProbeStrategy
{
    /// <summary>Says what to do now.</summary>
    /// <param name="now">The time.</param>
    ProbeStep Step(TimeSpan now);

    /// <summary>Hears what became of the probe that <see cref="Step"/> wanted sent.</summary>
    void Sent(in Probe probe, Sending sending);

    /// <summary>Hears of an answer. It may come late, twice, or to a probe that nobody sent.</summary>
    void Received(ProbeReply reply);
}

/// <summary>What a strategy wants.</summary>
public readonly record struct ProbeStep
{
    private ProbeStep(bool done, TimeSpan? until, Probe? probe)
    {
        IsDone = done;
        Until = until;
        Probe = probe;
    }

    /// <summary>The measurement is over.</summary>
    public bool IsDone { get; }

    /// <summary>When to ask again, if no answer comes before.</summary>
    public TimeSpan? Until { get; }

    /// <summary>What to send now.</summary>
    public Probe? Probe { get; }

    /// <summary>The measurement is over.</summary>
    public static ProbeStep Done => new(true, null, null);

    /// <summary>Send this now.</summary>
    public static ProbeStep Send(in Probe probe) => new(false, null, probe);

    /// <summary>Wait for answers, until then at most.</summary>
    public static ProbeStep Wait(TimeSpan until) => new(false, until, null);
}
