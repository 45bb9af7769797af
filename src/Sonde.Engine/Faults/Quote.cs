using System.Globalization;
using System.Text;

namespace Sonde.Engine;

/// <summary>Text from outside (arguments, names, octets from the wire) made safe to stand in our own sentences.</summary>
public static class Quote
{
    /// <summary>Longest text shown, in characters; the rest is counted.</summary>
    public const int Longest = 120;

    /// <summary>The text between single quotes, control and invisible characters escaped, cut at <see cref="Longest"/>.</summary>
    public static string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var safe = new StringBuilder(Math.Min(text.Length, Longest) + 2).Append('\'');
        int shown = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (shown >= Longest)
                return safe.Append(CultureInfo.InvariantCulture, $"…' ({text.Length} characters)").ToString();
            shown += rune.Utf16SequenceLength;
            Append(safe, rune);
        }
        return safe.Append('\'').ToString();
    }

    /// <summary>The text for a data field: without quotes, otherwise made as safe; null stays null.</summary>
    /// <param name="text">Text from outside.</param>
    /// <param name="longest">Characters kept; an ellipsis stands for the rest.</param>
    public static string? Clean(string? text, int longest = 1000)
    {
        if (text is null)
            return null;
        var safe = new StringBuilder(Math.Min(text.Length, longest));
        int shown = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (shown >= longest)
                return safe.Append('…').ToString();
            shown += rune.Utf16SequenceLength;
            if (rune.Value is '\'' or '\\')
                safe.Append(rune);
            else
                Append(safe, rune);
        }
        return safe.ToString();
    }

    private static void Append(StringBuilder safe, Rune rune)
    {
        switch (rune.Value)
        {
            case '\'' or '\\':
                safe.Append('\\').Append((char)rune.Value);
                break;
            case '\n':
                safe.Append("\\n");
                break;
            case '\r':
                safe.Append("\\r");
                break;
            case '\t':
                safe.Append("\\t");
                break;
            default:
                if (IsVisible(rune))
                    safe.Append(rune);
                else
                    safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
                break;
        }
    }

    // Format characters include the ones that reverse or hide what follows them on a terminal.
    private static bool IsVisible(Rune rune) =>
        rune.Value == ' '
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.SpaceSeparator
            );
}
