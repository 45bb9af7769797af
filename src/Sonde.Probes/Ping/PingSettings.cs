namespace Sonde.Probes;

/// <summary>How hosts are pinged.</summary>
public sealed record PingSettings
{
    /// <summary>Probes to each host, from 1.</summary>
    public required int Count { get; init; }

    /// <summary>Time between two probes to one host.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>How long an answer may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Octets of data in a probe.</summary>
    public int Size { get; init; } = 56;

    /// <summary>Time to live or hop limit of a probe.</summary>
    public int Hops { get; init; } = 64;

    /// <summary>Most hosts that are being pinged at once, from 1.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>Time between the first probes to two hosts.</summary>
    /// <remarks>A burst to hundreds of neighbours would overflow the queues for address resolution and for answers.</remarks>
    public TimeSpan Gap { get; init; } = TimeSpan.FromMilliseconds(0.1);
}
