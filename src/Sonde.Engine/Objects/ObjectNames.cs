using System.Globalization;
using System.Text;

namespace Sonde.Engine;

/// <summary>Makes names of files out of what a stranger wrote.</summary>
internal static class ObjectNames
{
    private const int Longest = 80;

    /// <summary>A name of letters, digits, dots, hyphens and underscores that begins with none of the last three, is never empty and means nothing to a system.</summary>
    /// <param name="target">The target of a request.</param>
    public static string Of(string? target)
    {
        string path = (target ?? "").Split('?', '#')[0];
        string last = path.TrimEnd('/');
        last = Uri.UnescapeDataString(last[(last.LastIndexOf('/') + 1)..]);
        var name = new StringBuilder();
        foreach (char letter in last)
        {
            bool isKept = char.IsAsciiLetterOrDigit(letter) || (letter is '.' or '-' or '_' && name.Length > 0);
            if (isKept)
                name.Append(letter);
            else if (name.Length > 0 && name[^1] != '_')
                name.Append('_');
        }
        string safe = name.ToString().TrimEnd('.', '_');
        if (safe.Length > Longest)
            safe = safe[..(Longest - 16)] + safe[^16..]; // the extension stays
        return safe.Length == 0 ? "object" : safe;
    }

    /// <summary>The name under which an object is written: its number makes it the only one, and nothing a device.</summary>
    public static string OfFile(int number, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:d5}-{name}");
}
