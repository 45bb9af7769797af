using System.Net;

namespace Sonde.Probes;

/// <summary>How a path is traced.</summary>
public sealed record PathSettings
{
    /// <summary>The host at its end.</summary>
    public required IPAddress Destination { get; init; }

    /// <summary>Probes to each hop.</summary>
    public required int Rounds { get; init; }

    /// <summary>Farthest hop that is asked, 1 to 255.</summary>
    public int MostHops { get; init; } = 30;

    /// <summary>Flows that take turns, round by round; 1 keeps to one way.</summary>
    public int Flows { get; init; } = 1;

    /// <summary>Time between the beginnings of two rounds.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>How long an answer may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>How long to wait for answers after the last probe; null for as long as answers may be expected.</summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>Hops behind the last one that answered which are asked at all, until the destination is known.</summary>
    public int MostSilent { get; init; } = 255;

    /// <summary>Distances asked beyond the farthest answer before more has come back, from 1.</summary>
    /// <remarks>
    /// Ten are as many as most paths within a provider have, and few enough that a near destination is not asked twenty times.
    /// </remarks>
    public int Window { get; init; } = 10;

    /// <summary>A round begins when the one before it was answered: two SYNs of one flow at once get one answer.</summary>
    public bool OneRoundAtATime { get; init; }

    /// <summary>Octets of data in a probe.</summary>
    public int Size { get; init; } = 32;
}
