using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Knows what is weak in TLS. Whoever runs the detectors supplies it, since certificates are read elsewhere.</summary>
public sealed record TlsJudge
{
    /// <summary>Why a version is weak; null when it is not.</summary>
    public Func<ushort, string?> WeaknessOfVersion { get; init; } = _ => null;

    /// <summary>Why a cipher suite is weak; null when it is not.</summary>
    public Func<ushort, string?> WeaknessOfSuite { get; init; } = _ => null;

    /// <summary>What is wrong with a server's own certificate (DER) when it was sent, for the host that was asked for.</summary>
    public Func<byte[], Timestamp, string?, IReadOnlyList<string>> ProblemsOf { get; init; } = (_, _, _) => [];
}
