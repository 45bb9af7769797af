using System.Text;

namespace Sonde.Analysis;

/// <summary>Writes the POSIX names inside bracket expressions (<c>[[:alpha:]]</c>) as ranges, which the framework understands.</summary>
internal static class PosixClasses
{
    private static readonly (string Name, string Range)[] Classes =
    [
        ("[:alnum:]", "A-Za-z0-9"),
        ("[:alpha:]", "A-Za-z"),
        ("[:ascii:]", @"\x00-\x7f"),
        ("[:blank:]", @" \t"),
        ("[:cntrl:]", @"\x00-\x1f\x7f"),
        ("[:digit:]", "0-9"),
        ("[:graph:]", @"\x21-\x7e"),
        ("[:lower:]", "a-z"),
        ("[:print:]", @"\x20-\x7e"),
        ("[:punct:]", @"\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e"),
        ("[:space:]", @"\x09-\x0d "),
        ("[:upper:]", "A-Z"),
        ("[:word:]", "A-Za-z0-9_"),
        ("[:xdigit:]", "0-9A-Fa-f"),
    ];

    public static string Replace(string pattern)
    {
        if (!pattern.Contains("[:", StringComparison.Ordinal))
            return pattern;
        var text = new StringBuilder(pattern);
        foreach ((string name, string range) in Classes)
            text.Replace(name, range);
        return text.ToString();
    }
}
