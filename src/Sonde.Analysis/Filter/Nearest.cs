namespace Sonde.Analysis;

/// <summary>Finds the names most like one that was mistyped.</summary>
public static class Nearest
{
    private const int LongestName = 128;

    /// <summary>The names within a reasonable number of typing errors, and those with the same parts, best first.</summary>
    public static IReadOnlyList<string> To(string name, IEnumerable<string> names, int count = 5)
    {
        if (name.Length is 0 or > LongestName)
            return [];
        int border = Math.Max(2, (name.Length + 2) / 3);
        string last = LastPart(name);
        var found = new List<(int Score, string Name)>();
        foreach (string candidate in names)
        {
            if (candidate.Length is 0 or > LongestName)
                continue;
            int distance = Distance(name, candidate);
            if (distance <= border)
                found.Add((distance * 2 + (AreAlike(name[0], candidate[0]) ? 0 : 1), candidate));
            else if (HasTheSameEnds(name, last, candidate))
                found.Add((border * 2 + candidate.Length - last.Length, candidate));
        }
        return
        [
            .. found
                .OrderBy(pair => pair.Score)
                .ThenBy(pair => pair.Name.Length)
                .ThenBy(pair => pair.Name, StringComparer.Ordinal)
                .Take(count)
                .Select(pair => pair.Name),
        ];
    }

    /// <summary>How many characters must be added, removed, changed or swapped with their neighbour, case aside.</summary>
    public static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length > LongestName || right.Length > LongestName)
            return Math.Max(left.Length, right.Length);
        Span<int> before = stackalloc int[LongestName + 1];
        Span<int> above = stackalloc int[LongestName + 1];
        Span<int> row = stackalloc int[LongestName + 1];
        for (int j = 0; j <= right.Length; j++)
            row[j] = j;
        for (int i = 1; i <= left.Length; i++)
        {
            Span<int> spare = before;
            before = above;
            above = row;
            row = spare;
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int change = AreAlike(left[i - 1], right[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + change);
                if (i > 1 && j > 1 && AreAlike(left[i - 1], right[j - 2]) && AreAlike(left[i - 2], right[j - 1]))
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
        }
        return row[right.Length];
    }

    private static bool AreAlike(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);

    private static string LastPart(string name) => name[(name.LastIndexOf('.') + 1)..];

    // http.uri -> http.request.uri: the protocol and the last part are right, what stands between is not
    private static bool HasTheSameEnds(string name, string last, string candidate)
    {
        int dot = name.IndexOf('.');
        return dot > 0
            && last.Length >= 2
            && candidate.StartsWith(name.AsSpan(0, dot + 1), StringComparison.OrdinalIgnoreCase)
            && candidate.EndsWith(last, StringComparison.OrdinalIgnoreCase);
    }
}
