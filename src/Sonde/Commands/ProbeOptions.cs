using System.CommandLine;

namespace Sonde.Cli;

/// <summary>The options that commands about services share.</summary>
internal sealed class ProbeOptions(string seconds)
{
    public Option<double?> Timeout { get; } =
        new("--timeout", "-t")
        {
            Description = "Seconds to wait; fractions are accepted. " + seconds,
            HelpName = "SECONDS",
        };

    public VersionOptions Versions { get; } = new();

    public IEnumerable<Symbol> All => [Timeout, .. Versions.All];

    /// <summary>The family that was asked for; null for both.</summary>
    public int? Version(ParseResult parsed) => Versions.Version(parsed);
}
