using System.Text.RegularExpressions;

namespace Sonde.Analysis;

/// <summary>Takes the secrets out of statements: what follows IDENTIFIED BY, PASSWORD and the like.</summary>
public static partial class StatementSecrets
{
    private const string Hidden = "'***'";

    /// <summary>The statement with its secrets replaced by three asterisks.</summary>
    public static string Redact(string statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return
            statement.Contains("password", StringComparison.OrdinalIgnoreCase)
            || statement.Contains("identified", StringComparison.OrdinalIgnoreCase)
            ? Secret().Replace(statement, match => match.Groups[1].Value + Hidden)
            : statement;
    }

    // A keyword that announces a secret, what may stand between, and a literal, closed or cut.
    [GeneratedRegex(
        """(?i)(\b(?:identified\s+(?:with\s+\S+\s+)?(?:by|as)\s+(?:password\s+)?|password\s*(?:for\s+\S+\s*)?(?:=|\(|\bto\b)?\s*(?:password\s*\(\s*)?))N?(?:'(?:[^'\\]|''|\\.)*(?:'|$)|"(?:[^"\\]|""|\\.)*(?:"|$))""",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Secret();
}
