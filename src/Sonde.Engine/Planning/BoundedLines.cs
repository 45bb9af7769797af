namespace Sonde.Engine;

/// <summary>Lines for an answer; those beyond a number are counted only.</summary>
internal sealed class BoundedLines(int most = PlanningPage.Usual)
{
    private readonly List<string> _lines = [];

    /// <summary>Lines that were added.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a line, or several that belong together and count as one.</summary>
    public void Add(params ReadOnlySpan<string> lines)
    {
        if (Count++ < most)
            _lines.AddRange(lines);
    }

    /// <summary>The lines, and how many more there were.</summary>
    public IReadOnlyList<string> ToList() =>
        Count <= most ? [.. _lines] : [.. _lines, $"{Count - most} more of these."];
}
