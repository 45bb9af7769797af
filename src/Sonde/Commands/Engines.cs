using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>Makes the engine with the rights that a command has.</summary>
internal static class Engines
{
    /// <summary>An engine for commands that a person types: it reads whatever that person may read.</summary>
    public static CaptureEngine ForPerson(ConfigSources sources) =>
        new(
            ConfigLoader.Load(sources),
            PathPolicy.Unrestricted(sources.WorkingDirectory, sources.HomeDirectory),
            Console.OpenStandardInput
        )
        {
            KeyLog = sources.Environment.GetValueOrDefault("SSLKEYLOGFILE"),
        };

    /// <summary>An engine for programs and models: the policy on paths binds it.</summary>
    public static CaptureEngine ForProgram(ConfigSources sources)
    {
        SondeConfig config = ConfigLoader.Load(sources);
        return new CaptureEngine(
            config,
            PathPolicy.Restricted(config.Pcap, sources.WorkingDirectory, sources.HomeDirectory)
        )
        {
            KeyLog = sources.Environment.GetValueOrDefault("SSLKEYLOGFILE"),
        };
    }
}
