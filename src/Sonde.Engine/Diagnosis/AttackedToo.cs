using System.Globalization;

namespace Sonde.Engine;

/// <summary>Joins attacks to the failures that they bring about: who scans meets closed ports, and nobody suffers from that.</summary>
internal static class AttackedToo
{
    // What an attack leaves behind in the other subjects.
    private static readonly Dictionary<string, string[]> Marks = new(StringComparer.Ordinal)
    {
        ["port_scan"] = ["reachability", "transport"],
        ["address_sweep"] = ["reachability", "transport"],
        ["syn_flood"] = ["reachability", "transport"],
        ["icmp_flood"] = ["reachability"],
        ["brute_force"] = ["application", "transport"],
        ["web_attack"] = ["application"],
        ["dga_domain"] = ["name_resolution"],
        ["dns_tunnel"] = ["name_resolution"],
    };

    /// <summary>The causes; those that an attack of the same hosts explains say so.</summary>
    public static IEnumerable<CaptureCause> Join(IReadOnlyList<CaptureCause> causes)
    {
        CaptureCause[] attacks = [.. causes.Where(one => one.Area == "security" && Marks.ContainsKey(one.Cause))];
        foreach (CaptureCause cause in causes)
        {
            string[] explained =
            [
                .. attacks
                    .Where(attack =>
                        Marks[attack.Cause].Contains(cause.Area) && attack.Hosts.Intersect(cause.Hosts).Any()
                    )
                    .Select(attack =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{attack.Cause} of the same hosts may explain it (confidence {attack.Confidence:0.##})"
                        )
                    ),
            ];
            yield return explained.Length == 0
                ? cause
                : cause with
                {
                    SpeaksAgainst = [.. cause.SpeaksAgainst, .. explained],
                };
        }
    }
}
