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
    private readonly Option<bool> _four = new("-4") { Description = "IPv4 addresses only." };
    private readonly Option<bool> _six = new("-6") { Description = "IPv6 addresses only." };

    public IEnumerable<Symbol> All => [_method, _port, _timeout, _four, _six];

    public string? Method(ParseResult parsed) => parsed.GetValue(_method);

    public int? Port(ParseResult parsed) => parsed.GetValue(_port);

    public double? Timeout(ParseResult parsed) => parsed.GetValue(_timeout);

    public string? Family(ParseResult parsed) =>
        parsed.GetValue(_four) ? "ipv4"
        : parsed.GetValue(_six) ? "ipv6"
        : null;
}
