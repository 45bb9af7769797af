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

    public Option<bool> Version4 { get; } = new("-4") { Description = "IPv4 addresses only." };

    public Option<bool> Version6 { get; } = new("-6") { Description = "IPv6 addresses only." };

    public IEnumerable<Symbol> All => [Timeout, Version4, Version6];

    /// <summary>The family that was asked for; null for both.</summary>
    public int? Version(ParseResult parsed) =>
        (parsed.GetValue(Version4), parsed.GetValue(Version6)) switch
        {
            (true, false) => 4,
            (false, true) => 6,
            _ => null,
        };
}
