using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>The options that every command has: which configuration is in force.</summary>
internal sealed class ProgramOptions
{
    private readonly Option<string?> _config = new("--config")
    {
        Description = "Configuration file to use instead of the usual places.",
        HelpName = "FILE",
        Recursive = true,
    };
    private readonly Option<string[]> _set = new("--set")
    {
        Description =
            "One setting, stronger than file and environment; may be repeated. Example: pcap.max_packets=1000",
        HelpName = "SECTION.KEY=VALUE",
        Recursive = true,
    };

    public void AddTo(Command root)
    {
        root.Options.Add(_config);
        root.Options.Add(_set);
    }

    /// <summary>Where the configuration comes from.</summary>
    /// <exception cref="EngineException">A setting is not written as such.</exception>
    public ConfigSources Sources(ParseResult parsed) =>
        ConfigSources.OfThisProcess(parsed.GetValue(_config), [.. (parsed.GetValue(_set) ?? []).Select(Flag)]);

    private static SettingFlag Flag(string text)
    {
        int sign = text.IndexOf('=', StringComparison.Ordinal);
        return sign > 0
            ? new SettingFlag("--set", text[..sign], text[(sign + 1)..])
            : throw new EngineException(
                EngineFault.InvalidArgument,
                $"--set takes SECTION.KEY=VALUE, not {Quote.Text(text)}.",
                "Example: --set pcap.max_packets=1000"
            );
    }
}
