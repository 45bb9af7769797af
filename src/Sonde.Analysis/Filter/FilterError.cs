namespace Sonde.Analysis;

/// <summary>Why a filter was not understood, and where.</summary>
/// <param name="Message">One sentence.</param>
/// <param name="Position">The first character that is wrong, from 0.</param>
/// <param name="Length">How many characters are wrong; at least 1, also at the end of the text.</param>
/// <param name="Nearest">Names like the one that is unknown, best first; empty when it is not about a name.</param>
public sealed record FilterError(string Message, int Position, int Length, IReadOnlyList<string> Nearest)
{
    /// <summary>The filter with a mark below what is wrong, two lines; long filters are cut around it.</summary>
    public string Show(string filter)
    {
        const int Around = 60;
        int start = Math.Max(0, Position - Around);
        int end = Math.Min(filter.Length, Position + Math.Max(Length, Around));
        Span<char> line = filter.AsSpan(start, Math.Max(0, end - start)).ToArray();
        foreach (ref char letter in line)
        {
            if (char.IsControl(letter))
                letter = ' ';
        }
        int marks = Math.Clamp(Length, 1, Math.Max(1, end - Position));
        return $"{line}\n{new string(' ', Position - start)}{new string('^', marks)}";
    }
}

/// <summary>A filter that was understood, or why it was not: exactly one of them is set.</summary>
/// <param name="Condition">What the filter asks.</param>
/// <param name="Error">What is wrong with it.</param>
public sealed record FilterResult(FilterNode? Condition, FilterError? Error);
