namespace Sonde.Engine;

/// <summary>
/// Shell patterns: <c>*</c> any run of characters, <c>?</c> any one, <c>[a-z]</c> one of a set, <c>[!a-z]</c> one
/// outside it. A bracket that is never closed stands for itself.
/// </summary>
internal static class Glob
{
    private static readonly char[] Special = ['*', '?', '['];

    /// <summary>Whether the text has characters with a special meaning.</summary>
    public static bool IsPattern(string text) => text.IndexOfAny(Special) >= 0;

    /// <summary>Whether the whole text matches. Time is at most length of pattern times length of text.</summary>
    public static bool Matches(string pattern, string text)
    {
        int at = 0;
        int position = 0;
        int star = -1;
        int starText = 0;
        while (position < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                starText = position;
            }
            else if (at < pattern.Length && MatchesOne(pattern, at, text[position], out int after))
            {
                at = after;
                position++;
            }
            else if (star >= 0)
            {
                // Only the last star need give way: earlier ones already have their shortest match.
                at = star + 1;
                position = ++starText;
            }
            else
            {
                return false;
            }
        }
        while (at < pattern.Length && pattern[at] == '*')
            at++;
        return at == pattern.Length;
    }

    private static bool MatchesOne(string pattern, int at, char letter, out int after)
    {
        after = at + 1;
        if (pattern[at] == '?')
            return true;
        if (pattern[at] != '[')
            return pattern[at] == letter;
        int first = at + 1;
        bool outside = first < pattern.Length && pattern[first] == '!';
        if (outside)
            first++;
        // A bracket right after the opening one is a member of the set.
        int close = first + 1 < pattern.Length ? pattern.IndexOf(']', first + 1) : -1;
        if (close < 0)
            return letter == '[';
        after = close + 1;
        return IsInSet(pattern.AsSpan(first, close - first), letter) != outside;
    }

    private static bool IsInSet(ReadOnlySpan<char> set, char letter)
    {
        for (int at = 0; at < set.Length; at++)
        {
            if (at + 2 < set.Length && set[at + 1] == '-')
            {
                if (letter >= set[at] && letter <= set[at + 2])
                    return true;
                at += 2;
            }
            else if (set[at] == letter)
            {
                return true;
            }
        }
        return false;
    }
}
