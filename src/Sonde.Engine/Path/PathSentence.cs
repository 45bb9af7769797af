using System.Globalization;
using System.Net;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>The first sentence of answers about paths.</summary>
internal static class PathSentence
{
    /// <summary>Whether the destination itself answered at this distance.</summary>
    public static bool IsDestination(PathHop hop, IPAddress destination) =>
        hop.Responders.Any(one => one.Last.Kind == ReplyKind.Answer || one.Address.Equals(destination));

    /// <summary>How far the path goes, and how long it takes.</summary>
    public static string Of(CheckedTarget target, IPAddress address, PathRun run)
    {
        string who = PingRows.Resolved(target, address) is null ? $"{address}" : $"{target.Host} ({address})";
        HopVerdict? last = run.Verdict.Hops.LastOrDefault(hop => IsDestination(hop.Hop, address));
        if (last is null)
            return $"{who} was not reached within {run.Verdict.Hops.Count} hops.";
        int number = last.Hop.Number;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{who} is {number} {(number == 1 ? "hop" : "hops")} away, {last.Hop.RoundTrips.Average():0.###} ms on average, {100 * last.Loss:0.#} % loss."
        );
    }
}
