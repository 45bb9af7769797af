using System.Text;

namespace Sonde.Analysis;

/// <summary>The shape of a statement: its literals replaced, so that statements that differ in values only are one.</summary>
public static class StatementShape
{
    private const int Longest = 2000;

    /// <summary>The shape of a statement of SQL: literals become <c>?</c>, lists of them <c>(…)</c>, white space one space.</summary>
    public static string OfSql(string statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var shape = new StringBuilder();
        int at = 0;
        while (at < statement.Length && shape.Length < Longest)
        {
            char letter = statement[at];
            if (char.IsWhiteSpace(letter))
            {
                if (shape.Length > 0 && shape[^1] != ' ')
                    shape.Append(' ');
                at++;
            }
            else if (letter is '\'' || (letter is '"' && IsLiteral(shape)))
            {
                at = EndOfText(statement, at);
                shape.Append('?');
            }
            else if (char.IsAsciiDigit(letter) && !IsWithinWord(shape))
            {
                while (at < statement.Length && (char.IsAsciiLetterOrDigit(statement[at]) || statement[at] == '.'))
                    at++;
                shape.Append('?');
            }
            else
            {
                shape.Append(letter);
                at++;
            }
            Fold(shape);
        }
        return shape.ToString().TrimEnd(' ', ';');
    }

    /// <summary>The shape of a command that has words: the first one, with how many follow.</summary>
    public static string OfWords(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        int space = command.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? command.ToUpperInvariant() : command[..space].ToUpperInvariant() + " ?";
    }

    /// <summary>The shape of a document: names stay, values become <c>?</c>.</summary>
    public static string OfDocument(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var shape = new StringBuilder();
        int at = 0;
        while (at < document.Length && shape.Length < Longest)
        {
            if (document[at] != '"')
            {
                int start = at;
                while (at < document.Length && !"\"{}[],: ".Contains(document[at], StringComparison.Ordinal))
                    at++;
                shape.Append(at > start ? "?" : document[at++].ToString());
                continue;
            }
            int end = document.IndexOf('"', at + 1);
            if (end < 0)
                break;
            bool isName = end + 1 < document.Length && document[end + 1] == ':';
            shape.Append(isName ? document.AsSpan(at, end + 1 - at) : "?");
            at = end + 1;
        }
        return shape.ToString();
    }

    // After a word, double quotes may name a column; after an operator or a comma they are taken for one too: only MySQL
    // writes texts like that, mostly after an equals sign or a parenthesis.
    private static bool IsLiteral(StringBuilder shape)
    {
        int last = shape.Length - 1;
        while (last >= 0 && shape[last] == ' ')
            last--;
        return last >= 0 && shape[last] is '=' or '(';
    }

    private static bool IsWithinWord(StringBuilder shape) =>
        shape.Length > 0 && (char.IsLetterOrDigit(shape[^1]) || shape[^1] is '_' or '$' or '"' or '`');

    private static int EndOfText(string statement, int at)
    {
        char quote = statement[at++];
        while (at < statement.Length)
        {
            if (statement[at] == '\\')
                at++;
            else if (statement[at] == quote && (at + 1 >= statement.Length || statement[at + 1] != quote))
                return at + 1;
            else if (statement[at] == quote)
                at++;
            at++;
        }
        return statement.Length;
    }

    // A list of literals counts as one, however long.
    private static void Fold(StringBuilder shape)
    {
        foreach (string more in (ReadOnlySpan<string>)["?, ?", "?,?", "(?), (?)", "(?),(?)"])
        {
            if (shape.Length < more.Length || shape[^1] != more[^1])
                continue;
            bool same = true;
            for (int i = 1; i <= more.Length && same; i++)
                same = shape[^i] == more[^i];
            if (same)
                shape.Length -= more.Length - (more[0] == '(' ? 3 : 1);
        }
    }
}
