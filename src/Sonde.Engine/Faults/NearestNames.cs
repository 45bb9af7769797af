using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Finds the known names that someone most likely meant.</summary>
public static class NearestNames
{
    // A typed text longer than this is no misspelt name, and the distance costs length times length.
    private const int LongestTyped = 128;

    /// <summary>The known names nearest to <paramref name="typed"/>, nearest first; empty when none is near.</summary>
    /// <param name="typed">The name as typed.</param>
    /// <param name="known">The names to choose from.</param>
    /// <param name="count">How many to give at most.</param>
    public static IReadOnlyList<string> Of(string typed, IEnumerable<string> known, int count = 3)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(known);
        if (typed.Length is 0 or > LongestTyped)
            return [];
        string folded = Fold(typed);
        return
        [
            .. known
                .Distinct(StringComparer.Ordinal)
                .Select(name => (Name: name, Cost: Cost(folded, Fold(name))))
                .Where(pair => pair.Cost is not null)
                .OrderBy(pair => pair.Cost)
                .ThenBy(pair => pair.Name, StringComparer.Ordinal)
                .Take(count)
                .Select(pair => pair.Name),
        ];
    }

    /// <summary>"Did you mean …?" for a list from <see cref="Of"/>; null for an empty one.</summary>
    public static string? Question(IReadOnlyList<string> nearest)
    {
        ArgumentNullException.ThrowIfNull(nearest);
        return nearest.Count == 0 ? null : $"Did you mean {string.Join(" or ", nearest)}?";
    }

    // Spelling styles differ (file-path, filePath, file_path) without the name being another one.
    private static string Fold(string name) =>
        string.Concat(name.Where(letter => letter is not ('_' or '-' or ' '))).ToLowerInvariant();

    // A third of the letters may be wrong; a beginning or a part of the name counts as near whatever its length.
    private static int? Cost(string typed, string name)
    {
        if (name.Length == 0 || typed.Length == 0)
            return null;
        int allowed = Math.Max(1, Math.Max(typed.Length, name.Length) / 3);
        if (Math.Abs(typed.Length - name.Length) <= allowed)
        {
            int distance = Nearest.Distance(typed, name);
            if (distance <= allowed && distance < Math.Max(typed.Length, name.Length))
                return distance;
        }
        bool part =
            typed.Length >= 3 && name.Contains(typed, StringComparison.Ordinal)
            || name.Length >= 3 && typed.Contains(name, StringComparison.Ordinal);
        return part ? allowed + Math.Abs(typed.Length - name.Length) : null;
    }
}
