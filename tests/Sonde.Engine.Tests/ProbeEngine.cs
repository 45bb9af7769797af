namespace Sonde.Engine.Tests;

/// <summary>An engine for questions to the network, with names of its own.</summary>
internal static class ProbeEngine
{
    public static CaptureEngine With(
        FixedResolver? names = null,
        ProbesConfig? probes = null,
        SecurityConfig? security = null
    )
    {
        var config = new SondeConfig
        {
            Probes = probes ?? new ProbesConfig(),
            Security = security ?? new SecurityConfig(),
        };
        return new CaptureEngine(
            config,
            PathPolicy.Restricted(config.Pcap, Path.GetTempPath(), null),
            resolver: names ?? new FixedResolver()
        );
    }
}
