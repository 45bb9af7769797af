using System.Text;

namespace Sonde.Analysis;

/// <summary>Whether text begins like a statement of SQL, and its first word.</summary>
public static class SqlWords
{
    private static readonly HashSet<string> Verbs = new(
        (
            "ALTER ANALYZE BEGIN CALL CLOSE COMMIT COPY CREATE DEALLOCATE DECLARE DELETE DESC DESCRIBE DISCARD DO DROP EXEC "
            + "EXECUTE EXPLAIN FETCH GRANT INSERT KILL LISTEN LOAD LOCK MERGE NOTIFY PREPARE REINDEX RELEASE REPLACE RESET "
            + "REVOKE ROLLBACK SAVEPOINT SELECT SET SHOW START TRUNCATE UNLISTEN UNLOCK UPDATE USE VACUUM VALUES WITH"
        ).Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>The first word in upper case, comments and parentheses passed over; <c>OTHER</c> when it is no verb of SQL.</summary>
    public static string Verb(string statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ReadOnlySpan<char> rest = statement.AsSpan().TrimStart();
        for (int left = 16; left > 0; left--)
        {
            int end =
                rest.StartsWith("/*") ? rest.IndexOf("*/") + 1
                : rest.StartsWith("--") ? rest.IndexOf('\n')
                : -1;
            if (rest.StartsWith("("))
                end = 0;
            if (end < 0 || (end == 0 && !rest.StartsWith("(")))
                break;
            rest = rest[(end + 1)..].TrimStart();
        }
        int length = 0;
        while (length < rest.Length && char.IsAsciiLetter(rest[length]))
            length++;
        string word = rest[..Math.Min(length, 16)].ToString().ToUpperInvariant();
        return Verbs.Contains(word) ? word : "OTHER";
    }

    /// <summary>Octets that begin with a verb of SQL.</summary>
    public static bool Begins(ReadOnlySpan<byte> octets) =>
        Verb(Encoding.Latin1.GetString(octets[..Math.Min(octets.Length, 200)])) != "OTHER";
}
