using Sonde.Broker;

namespace Sonde.Engine;

/// <summary>How live captures are made; section <c>capture</c>.</summary>
public sealed record CaptureConfig
{
    /// <summary>Folder in which captures are stored; null for a folder of the program's choice.</summary>
    public string? StoragePath { get; init; }

    /// <summary>Longest capture.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Largest capture file.</summary>
    public long MaxOctets { get; init; } = 100_000_000;

    /// <summary>Octets that all capture files together may have.</summary>
    public long StorageOctets { get; init; } = 2_000_000_000;

    /// <summary>Interface used when a question names none; null for the one of the default route.</summary>
    public string? Interface { get; init; }

    /// <summary>Socket of the daemon that opens what this user may not; null for no daemon.</summary>
    public string? DaemonSocket { get; init; } = BrokerClient.UsualPath;
}
