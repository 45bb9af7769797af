using System.CommandLine;

namespace Sonde.Cli;

/// <summary>The options that the commands for pings and paths share.</summary>
internal sealed class ProbeWordOptions
{
    private readonly Option<string?> _method = new("--method")
    {
        Description = "icmp, tcp or udp.",
        HelpName = "METHOD",
    };
    private readonly Option<int?> _port = Numbers.Option("--port", "Port for tcp and udp.", 1, 65_535, "-p");
    private readonly Option<double?> _timeout = new("--timeout", "-W")
    {
        Description = "Seconds an answer may take; fractions allowed.",
        HelpName = "SECONDS",
    };
    private readonly VersionOptions _versions = new();

    public IEnumerable<Symbol> All => [_method, _port, _timeout, .. _versions.All];

    public string? Method(ParseResult parsed) => parsed.GetValue(_method);

    public int? Port(ParseResult parsed) => parsed.GetValue(_port);

    public double? Timeout(ParseResult parsed) => parsed.GetValue(_timeout);

    public int? Version(ParseResult parsed) => _versions.Version(parsed);
}
