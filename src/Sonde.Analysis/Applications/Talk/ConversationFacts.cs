using System.Text;

namespace Sonde.Analysis;

/// <summary>What the two ends of one conversation say of themselves: texts under a name, and words with how often they came.</summary>
/// <remarks>
/// The texts were written by strangers and are not yet escaped; passwords, hashes and tickets never come here. Memory: at
/// most <see cref="MostValues"/> texts of <see cref="LongestText"/> characters under each of <see cref="MostNames"/> names, and of
/// all conversations together what their <see cref="FactsBudget"/> allows.
/// </remarks>
public sealed class ConversationFacts
{
    /// <summary>Names under which something is kept.</summary>
    public const int MostNames = 24;

    /// <summary>Different texts kept under a name.</summary>
    public const int MostValues = 32;

    /// <summary>Characters kept of a text.</summary>
    public const int LongestText = 200;

    private readonly FactsBudget _budget;
    private readonly Dictionary<string, List<string>> _said = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, long>> _counts = new(StringComparer.Ordinal);

    internal ConversationFacts(FactsBudget budget) => _budget = budget;

    /// <summary>Texts by name, each once, in the order in which they came.</summary>
    public IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Said =>
        _said.Select(pair => KeyValuePair.Create(pair.Key, (IReadOnlyList<string>)pair.Value));

    /// <summary>Words by name with how often each came, the most frequent first.</summary>
    public IEnumerable<KeyValuePair<string, IReadOnlyList<KeyValuePair<string, long>>>> Counts =>
        _counts.Select(pair =>
            KeyValuePair.Create(
                pair.Key,
                (IReadOnlyList<KeyValuePair<string, long>>)
                    [.. pair.Value.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal)]
            )
        );

    /// <summary>Something was said.</summary>
    public bool IsEmpty => _said.Count == 0 && _counts.Count == 0;

    /// <summary>There was more than is kept.</summary>
    public bool IsCut { get; private set; }

    internal void Say(string name, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return;
        bool isLong = utf8.Length > LongestText * 4;
        Say(name, Encoding.UTF8.GetString(isLong ? utf8[..(LongestText * 4)] : utf8));
    }

    internal void Say(string name, string? text)
    {
        text = text?.TrimEnd('\0'); // as C programs send it
        if (string.IsNullOrEmpty(text))
            return;
        if (text.Length > LongestText)
            (text, IsCut) = (string.Concat(text.AsSpan(0, LongestText), "…"), true);
        if (!_said.TryGetValue(name, out List<string>? texts))
        {
            if (_said.Count == MostNames || !_budget.TryTake(name.Length))
            {
                IsCut = true;
                return;
            }
            _said.Add(name, texts = []);
        }
        if (texts.Contains(text))
            return;
        if (texts.Count < MostValues && _budget.TryTake(text.Length))
            texts.Add(text);
        else
            IsCut = true;
    }

    internal void Count(string name, string word)
    {
        if (word.Length > LongestText)
            (word, IsCut) = (string.Concat(word.AsSpan(0, LongestText), "…"), true);
        if (!_counts.TryGetValue(name, out Dictionary<string, long>? words))
        {
            if (_counts.Count == MostNames || !_budget.TryTake(name.Length))
            {
                IsCut = true;
                return;
            }
            _counts.Add(name, words = new Dictionary<string, long>(StringComparer.Ordinal));
        }
        if (words.TryGetValue(word, out long seen))
            words[word] = seen + 1;
        else if (words.Count < MostValues && _budget.TryTake(word.Length))
            words.Add(word, 1);
        else
            IsCut = true;
    }

    // A command word as people write it; what is none counts as "?".
    internal void CountWord(string name, ReadOnlySpan<byte> word)
    {
        const int Longest = 24;
        bool isWord = word.Length is > 0 and <= Longest && !word.ContainsAnyExceptInRange((byte)'!', (byte)'~');
        Count(name, isWord ? Encoding.ASCII.GetString(word).ToUpperInvariant() : "?");
    }
}

/// <summary>How much is kept of what all conversations of a capture say of themselves.</summary>
/// <param name="most">Characters.</param>
public sealed class FactsBudget(long most = FactsBudget.Usual)
{
    /// <summary>Characters kept where nothing else is said.</summary>
    public const long Usual = 16 << 20;

    private const int PerText = 32; // what a text costs beside its characters

    private long _left = most;

    /// <summary>There was more than is kept.</summary>
    public bool IsSpent { get; private set; }

    internal bool TryTake(int characters)
    {
        if (_left < characters + PerText)
        {
            IsSpent = true;
            return false;
        }
        _left -= characters + PerText;
        return true;
    }
}
