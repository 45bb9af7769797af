using System.Globalization;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>Says in words what an answer of the network does not rest on.</summary>
internal static class ProbeNotes
{
    public static IReadOnlyList<string> Of(ProbeCoverage coverage)
    {
        List<string> notes = [];
        if (coverage.Ended is { } ended)
            notes.Add($"Not everything was done: {ended}.");
        foreach (LimitReached limit in coverage.Limits ?? [])
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"Limit reached: {limit.Name} = {limit.Value}."));
        if (coverage.Means is { } means)
            notes.Add(means);
        return notes;
    }
}
