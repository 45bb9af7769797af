using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Makes rows of what conversations say of themselves, with their texts made safe to show.</summary>
internal static class FactRows
{
    private const int LongestText = ConversationFacts.LongestText * 2; // escapes are longer than what they stand for

    /// <summary>The row; null where nothing was said.</summary>
    public static DetectedFacts? Of(ConversationFacts? facts)
    {
        if (facts is null || facts.IsEmpty)
            return null;
        return new DetectedFacts
        {
            Said = facts.Said.ToDictionary(
                pair => pair.Key,
                pair => (IReadOnlyList<string>)[.. pair.Value.Select(Clean)],
                StringComparer.Ordinal
            ),
            Counts = facts.Counts.ToDictionary(pair => pair.Key, pair => (IReadOnlyDictionary<string, long>)Words(pair.Value), StringComparer.Ordinal),
            Truncated = facts.IsCut ? true : null,
        };
    }

    // Two words that look alike once they are escaped count as one.
    private static Dictionary<string, long> Words(IReadOnlyList<KeyValuePair<string, long>> words)
    {
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        foreach ((string word, long count) in words)
        {
            string clean = Clean(word);
            counts[clean] = counts.GetValueOrDefault(clean) + count;
        }
        return counts;
    }

    private static string Clean(string text) => Quote.Clean(text, LongestText)!;
}
