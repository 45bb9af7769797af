namespace Sonde.Capture;

/// <summary>What a transfer may cost at most.</summary>
/// <param name="Octets">Octets of the file.</param>
/// <param name="Time">From the first octet asked for to the last received.</param>
public sealed record TransferLimits(long Octets, TimeSpan Time)
{
    /// <summary>Where the temporary file lies; null for the system's folder.</summary>
    public string? Folder { get; init; }

    /// <summary>What measures the time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
