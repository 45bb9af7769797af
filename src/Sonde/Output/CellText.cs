using System.Globalization;
using System.Text;

namespace Sonde.Cli;

/// <summary>Writes the values of cells as text, and measures text in columns of a terminal.</summary>
internal static class CellText
{
    /// <summary>The value, cleaned.</summary>
    /// <param name="value">A string, a number, a truth value or null.</param>
    /// <param name="grouped">Whether thousands are set apart.</param>
    public static string Of(object? value, bool grouped = false) =>
        value switch
        {
            null => "",
            string text => Clean.Text(text),
            bool truth => truth ? "yes" : "no",
            double number => number.ToString("0.######", CultureInfo.InvariantCulture),
            long or int when grouped => ((IFormattable)value).ToString("#,0", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType(), "No text for this type."),
        };

    /// <summary>Columns that the text takes on a terminal.</summary>
    public static int Width(string text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
            width += Width(rune);
        return width;
    }

    private static int Width(Rune rune)
    {
        if (rune.IsAscii)
            return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            return 0;
        // East Asian Wide and Fullwidth, by block (Unicode Standard Annex 11)
        return
            rune.Value
                is (>= 0x1100 and <= 0x115f)
                    or (>= 0x2e80 and <= 0xa4cf)
                    or (>= 0xac00 and <= 0xd7a3)
                    or (>= 0xf900 and <= 0xfaff)
                    or (>= 0xfe30 and <= 0xfe6f)
                    or (>= 0xff00 and <= 0xff60)
                    or (>= 0xffe0 and <= 0xffe6)
                    or (>= 0x1f300 and <= 0x1faff)
                    or (>= 0x20000 and <= 0x3fffd)
            ? 2
            : 1;
    }
}
