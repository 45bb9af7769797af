using System.Net;

namespace Sonde.Engine;

/// <summary>The hosts of a sweep: names, addresses, blocks and ranges, each checked.</summary>
internal static class SweepTargets
{
    private const int LookUpsAtOnce = 20;

    /// <summary>A host of a sweep, or why it is none.</summary>
    public sealed record Host(string Target, IReadOnlyList<IPAddress> Addresses, string? Error)
    {
        public IPAddress? Address { get; } = Addresses.Count == 0 ? null : ProbeChoices.WithRoute(Addresses);
    }

    /// <summary>Spells out blocks and ranges and checks every host.</summary>
    /// <exception cref="EngineException">There are too many, or the only one is refused.</exception>
    public static async Task<IReadOnlyList<Host>> CheckAsync(
        ProbeGate gate,
        IReadOnlyList<string> typed,
        int portCount,
        int? version,
        CancellationToken cancel
    )
    {
        ServiceTarget.RefuseVersion(version);
        IReadOnlyList<string> all = TargetExpansion.Expand(typed, gate);
        gate.RefuseTooMany((long)all.Count * portCount, "ports of all hosts together");
        bool isOnly = all.Count == 1;
        Host?[] found = await Probes.Batch.RunAsync<string, Host>(
            all,
            LookUpsAtOnce,
            async (one, stop) =>
            {
                try
                {
                    CheckedTarget target = await ServiceTarget.CheckAsync(gate, one, version, stop);
                    return new Host(one, target.Addresses, null);
                }
                catch (EngineException refused) when (!isOnly)
                {
                    return new Host(one, [], refused.Message);
                }
            },
            null,
            cancel
        );
        return [.. found.Select((host, at) => host ?? new Host(all[at], [], "It was not looked up before the end."))];
    }
}
