using System.Globalization;

namespace Sonde.Analysis;

/// <summary>Estimates how long a regular expression is when its counted repeats are written out.</summary>
internal static class PatternSize
{
    private const long TooLarge = 1_000_000_000;

    public static long Of(string pattern)
    {
        var outer = new Stack<long>();
        long sum = 0; // of the group at hand, its last atom left out
        long atom = 0;
        for (int at = 0; at < pattern.Length; at++)
        {
            char letter = pattern[at];
            switch (letter)
            {
                case '(':
                    outer.Push(sum + atom);
                    (sum, atom) = (0, 0);
                    break;
                case ')':
                    atom += sum + 1;
                    sum = outer.TryPop(out long before) ? before : 0;
                    break;
                case '{' when TryCount(pattern, ref at, out long count):
                    atom *= count;
                    break;
                default:
                    sum += atom;
                    atom = 1;
                    at =
                        letter == '\\' ? at + 1
                        : letter == '[' ? EndOfClass(pattern, at)
                        : at;
                    break;
            }
            if (sum > TooLarge || atom > TooLarge)
                return TooLarge;
        }
        return sum + atom + outer.Sum();
    }

    private static int EndOfClass(string pattern, int at)
    {
        int end = at + 1;
        if (end < pattern.Length && pattern[end] == '^')
            end++;
        for (end++; end < pattern.Length && pattern[end] != ']'; end++)
        {
            if (pattern[end] == '\\')
                end++;
        }
        return Math.Min(end, pattern.Length - 1);
    }

    private static bool TryCount(string pattern, ref int at, out long count)
    {
        count = 0;
        int end = pattern.IndexOf('}', at);
        if (end < 0)
            return false;
        foreach (string part in pattern[(at + 1)..end].Split(','))
        {
            if (part.Length > 9)
                count = TooLarge;
            else if (long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
                count = Math.Max(count, number);
            else if (part.Length > 0)
                return false;
        }
        count = Math.Max(count, 1);
        at = end;
        return true;
    }
}
