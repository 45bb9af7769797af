using System.Net;

namespace Sonde.Engine;

/// <summary>What others say of the addresses on a path; asked for at the same time, each with a limit on its time.</summary>
/// <param name="Names">Names, by this machine's resolver.</param>
/// <param name="Origins">Autonomous systems, by the directory.</param>
internal sealed record HopFacts(ReverseNames Names, HopOrigins Origins)
{
    /// <summary>Asks about all that answered.</summary>
    public static async Task<HopFacts> FindAsync(PathRun run, PathPlan plan, ProbeGate gate, CancellationToken cancel)
    {
        IPAddress[] addresses =
        [
            .. run.Verdict.Hops.SelectMany(hop => hop.Hop.Responders).Select(one => one.Address).Distinct(),
        ];
        if (addresses.Length == 0 || cancel.IsCancellationRequested)
            return new HopFacts(ReverseNames.None, HopOrigins.None);
        Task<ReverseNames> names = plan.Names
            ? ReverseNames.FindAsync(addresses, cancel)
            : Task.FromResult(ReverseNames.None);
        Task<HopOrigins> origins = plan.Asn
            ? HopOrigins.FindAsync(gate, addresses, cancel)
            : Task.FromResult(HopOrigins.None);
        return new HopFacts(await names, await origins);
    }

    /// <summary>The coverage, with the limits that were reached.</summary>
    public ProbeCoverage Covered(ProbeCoverage coverage)
    {
        List<LimitReached> limits = [.. coverage.Limits ?? []];
        if (!Names.IsComplete)
            limits.Add(new LimitReached("name_lookup_ms", (long)ReverseNames.Patience.TotalMilliseconds));
        if (!Origins.IsComplete)
            limits.Add(new LimitReached("asn_lookup_ms", (long)HopOrigins.Patience.TotalMilliseconds));
        return limits.Count > 0 ? coverage with { Limits = limits } : coverage;
    }
}
