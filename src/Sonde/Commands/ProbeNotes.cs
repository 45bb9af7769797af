using System.Globalization;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>Says in words what was not done of a question to the network.</summary>
internal static class ProbeNotes
{
    public static IReadOnlyList<string> Of(ProbeCoverage coverage)
    {
        List<string> notes = [];
        if (coverage.Ended is { } ended)
            notes.Add($"Not all was asked: {ended}.");
        foreach (LimitReached limit in coverage.Limits ?? [])
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"Limit reached: {limit.Name} = {limit.Value}."));
        return notes;
    }
}
