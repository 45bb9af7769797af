namespace Sonde.Engine.Tests.NameLookup;

/// <summary>An engine that asks the network as a configuration says.</summary>
internal static class NameEngine
{
    public static CaptureEngine With(
        SecurityConfig? security = null,
        ProbesConfig? probes = null,
        INameResolver? resolver = null
    ) =>
        new(
            new SondeConfig { Security = security ?? new SecurityConfig(), Probes = probes ?? new ProbesConfig() },
            PathPolicy.Unrestricted("/", null),
            resolver: resolver
        );

    public static Task<DnsLookup> Ask(DnsLookupArguments arguments, CaptureEngine? engine = null) =>
        DnsLookupQuestion.AskAsync(
            engine ?? With(),
            arguments with
            {
                Timeout = arguments.Timeout ?? 60,
            },
            new AskContext(Cancel: Xunit.TestContext.Current.CancellationToken)
        );

    public static async Task<EngineException> Fault(DnsLookupArguments arguments, CaptureEngine? engine = null) =>
        await Xunit.Assert.ThrowsAsync<EngineException>(() =>
            DnsLookupQuestion.AskAsync(engine ?? With(), arguments, new AskContext())
        );
}
