namespace Sonde.Analysis;

/// <summary>Takes the secrets out of the words of a Redis command.</summary>
internal static class RedisSecrets
{
    private const string Hidden = "***";

    public static void Redact(List<string> words)
    {
        switch (words[0].ToUpperInvariant())
        {
            case "AUTH":
                if (words.Count > 1)
                    words[^1] = Hidden;
                break;
            case "HELLO" or "MIGRATE":
                After(words, "AUTH2", 2);
                After(words, "AUTH", words[0].Equals("HELLO", StringComparison.OrdinalIgnoreCase) ? 2 : 1);
                break;
            case "CONFIG":
                for (int i = 2; i + 1 < words.Count; i++)
                {
                    if (
                        words[i].Contains("pass", StringComparison.OrdinalIgnoreCase)
                        || words[i].Equals("masterauth", StringComparison.OrdinalIgnoreCase)
                    )
                        words[i + 1] = Hidden;
                }
                break;
            case "ACL":
                for (int i = 3; i < words.Count; i++)
                {
                    if (words[i] is ['>' or '<' or '#' or '!', ..])
                        words[i] = words[i][..1] + Hidden;
                }
                break;
            default:
                break;
        }
    }

    private static void After(List<string> words, string mark, int distance)
    {
        int at = words.FindIndex(1, word => word.Equals(mark, StringComparison.OrdinalIgnoreCase));
        if (at > 0 && at + distance < words.Count)
            words[at + distance] = Hidden;
    }
}
