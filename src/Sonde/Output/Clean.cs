using System.Globalization;
using System.Text;

namespace Sonde.Cli;

/// <summary>The one place through which text goes on its way to a terminal.</summary>
/// <remarks>
/// Names, banners and values in answers were written by whoever sent the packet. A control character among them could
/// move the cursor, colour or erase what stands there, and a format character could turn the order of what is read.
/// </remarks>
internal static class Clean
{
    /// <summary>The text with every character that a terminal would act on, or not show, written as an escape, as the engine does.</summary>
    public static string Text(string text)
    {
        int first = FirstUnsafe(text);
        if (first < 0)
            return text;
        var safe = new StringBuilder(text.Length + 16).Append(text, 0, first);
        foreach (Rune rune in text.AsSpan(first).EnumerateRunes())
            Append(safe, rune);
        return safe.ToString();
    }

    /// <summary>
    /// JSON with every character that a terminal would act on written as JSON's own escape: the same document. Control
    /// characters below a space never stand in JSON unescaped, except as white space between its parts.
    /// </summary>
    public static string Json(string json)
    {
        StringBuilder? safe = null;
        for (int i = 0; i < json.Length; i++)
        {
            char character = json[i];
            bool unsafeHere = char.IsSurrogate(character)
                ? IsUnsafe(RuneAt(json, i))
                : character is not ('\n' or '\r' or '\t') && IsUnsafe(new Rune(character));
            if (unsafeHere)
                (safe ??= new StringBuilder(json, 0, i, json.Length + 64)).Append(
                    CultureInfo.InvariantCulture,
                    $"\\u{(int)character:x4}"
                );
            else
                safe?.Append(character);
        }
        return safe?.ToString() ?? json;
    }

    private static int FirstUnsafe(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is < ' ' or > '~' && IsUnsafe(RuneAt(text, i)))
                return i;
        }
        return -1;
    }

    // The whole character, from either of its halves; the replacement character for half of one.
    private static Rune RuneAt(string text, int index)
    {
        if (char.IsLowSurrogate(text[index]) && index > 0 && char.IsHighSurrogate(text[index - 1]))
            index--;
        return Rune.TryGetRuneAt(text, index, out Rune rune) ? rune : default;
    }

    private static void Append(StringBuilder safe, Rune rune)
    {
        string? letter = rune.Value switch
        {
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => null,
        };
        if (letter is not null)
            safe.Append(letter);
        else if (IsUnsafe(rune))
            safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        else
            safe.Append(rune);
    }

    private static bool IsUnsafe(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
