namespace Sonde.Engine;

/// <summary>What one download may take, and the faults when it takes more.</summary>
/// <remarks>The time runs from construction to disposal.</remarks>
internal sealed class DownloadLimits : IDisposable
{
    private readonly PcapConfig _config;
    private readonly CancellationToken _asker;
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenSource _either;

    public DownloadLimits(PcapConfig config, TimeProvider clock, CancellationToken asker)
    {
        _config = config;
        _asker = asker;
        _time = new CancellationTokenSource(config.DownloadTimeout, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(asker, _time.Token);
    }

    /// <summary>Ends when the time is up or the asker gave up.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Most octets.</summary>
    public long Octets => _config.MaxDownloadOctets;

    /// <summary>Whether what was stopped was stopped by the clock and not by the asker.</summary>
    public bool IsTimeUp => _time.IsCancellationRequested && !_asker.IsCancellationRequested;

    public EngineException TooSlow() =>
        new(
            EngineFault.Timeout,
            $"The capture was not fetched within {_config.DownloadTimeout.TotalSeconds} seconds "
                + $"({Settings.DownloadTimeoutSeconds.Key}).",
            $"Download the file and give its path, or raise {Settings.DownloadTimeoutSeconds.Key}."
        );

    public EngineException TooLarge() =>
        new(
            EngineFault.LimitExceeded,
            $"The capture has more than {Octets} octets ({Settings.MaxDownloadOctets.Key}).",
            $"Download the file and give its path, or raise {Settings.MaxDownloadOctets.Key}."
        );

    public void Dispose()
    {
        _either.Dispose();
        _time.Dispose();
    }
}
