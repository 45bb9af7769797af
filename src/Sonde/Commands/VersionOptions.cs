using System.CommandLine;

namespace Sonde.Cli;

/// <summary>The options <c>-4</c> and <c>-6</c>.</summary>
internal sealed class VersionOptions
{
    private readonly Option<bool> _four = new("-4") { Description = "IPv4 addresses only." };
    private readonly Option<bool> _six = new("-6") { Description = "IPv6 addresses only." };

    public IEnumerable<Option> All => [_four, _six];

    /// <summary>The version of IP that was asked for; null for both.</summary>
    public int? Version(ParseResult parsed) =>
        (parsed.GetValue(_four), parsed.GetValue(_six)) switch
        {
            (true, false) => 4,
            (false, true) => 6,
            _ => null,
        };
}
