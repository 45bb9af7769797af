using System.Text;

namespace Sonde.Cli.Tests;

/// <summary>Reads comma-separated values by RFC 4180, strictly.</summary>
internal static class Csv
{
    public static List<List<string>> Read(string text)
    {
        List<List<string>> rows = [];
        List<string> row = [];
        int at = 0;
        while (at < text.Length)
        {
            row.Add(text[at] == '"' ? Quoted(text, ref at) : Bare(text, ref at));
            if (at < text.Length && text[at] == ',')
            {
                at++;
                if (at == text.Length || text[at] == '\r')
                    row.Add("");
            }
            if (at + 1 < text.Length && text[at] == '\r' && text[at + 1] == '\n')
            {
                rows.Add(row);
                row = [];
                at += 2;
            }
        }
        return rows;
    }

    private static string Bare(string text, ref int at)
    {
        int end = text.AsSpan(at).IndexOfAny(',', '\r');
        string field = end < 0 ? text[at..] : text.Substring(at, end);
        at += field.Length;
        return field.Contains('"', StringComparison.Ordinal) ? throw new FormatException("A quote in " + field) : field;
    }

    private static string Quoted(string text, ref int at)
    {
        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
                field.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"')
                field.Append(text[++at]);
            else
                break;
        }
        at++;
        return field.ToString();
    }
}
