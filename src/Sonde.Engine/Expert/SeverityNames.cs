using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Reads severities as people type them.</summary>
internal static class SeverityNames
{
    /// <summary>The severity of a name; null for none.</summary>
    /// <exception cref="EngineException">Nothing is named so.</exception>
    public static ExpertSeverity? Of(string? typed)
    {
        if (typed is null)
            return null;
        if (typed.Equals("Warn", StringComparison.OrdinalIgnoreCase))
            return ExpertSeverity.Warning;
        foreach (ExpertSeverity severity in Enum.GetValues<ExpertSeverity>())
        {
            if (severity.ToString().Equals(typed, StringComparison.OrdinalIgnoreCase))
                return severity;
        }
        throw EngineException.UnknownName("severity", typed, ["Chat", "Note", "Warn", "Warning", "Error"]);
    }
}
