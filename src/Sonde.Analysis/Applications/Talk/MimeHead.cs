using System.Text;

namespace Sonde.Analysis;

/// <summary>What the header of a mail, or of a part of one, says of its content: RFC 2045 §5, RFC 2183, names also as RFC 2231 and 2047 write them.</summary>
internal sealed record MimeHead
{
    /// <summary>The media type in small letters; text/plain where none is said.</summary>
    public string Type { get; private init; } = "text/plain";

    /// <summary>The coding in small letters; null for none.</summary>
    public string? Encoding { get; private init; }

    /// <summary>The name of the file; null without one.</summary>
    public string? Name { get; private init; }

    /// <summary>What stands between the parts of a multipart; null for others.</summary>
    public string? Boundary { get; private init; }

    /// <summary>It is to be shown as a file.</summary>
    public bool IsAttachment { get; private init; }

    /// <summary>Reads a header.</summary>
    /// <param name="octets">From its first line on.</param>
    /// <param name="body">Where the content begins.</param>
    public static MimeHead Read(ReadOnlySpan<byte> octets, out int body)
    {
        (string type, string disposition, string encoding) = ("", "", "");
        body = 0;
        string name = "";
        var value = new StringBuilder();
        while (body < octets.Length)
        {
            ReadOnlySpan<byte> rest = octets[body..];
            int end = rest.IndexOf((byte)'\n');
            string line = System.Text.Encoding.UTF8.GetString((end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r'));
            body += end < 0 ? rest.Length : end + 1;
            if (line.Length > 0 && line[0] is ' ' or '\t')
            {
                value.Append(line); // folded, RFC 5322 §2.2.3
                continue;
            }
            Take();
            if (line.Length == 0)
                break;
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            name = colon < 0 ? "" : line[..colon].Trim().ToLowerInvariant();
            value.Clear().Append(line.AsSpan(colon + 1));
        }
        Take();
        string media = type.Split(';')[0].Trim().ToLowerInvariant();
        return new MimeHead
        {
            Type = media.Length == 0 ? "text/plain" : media,
            Encoding = encoding.Trim().ToLowerInvariant() is { Length: > 0 } coding ? coding : null,
            Boundary = media.StartsWith("multipart/", StringComparison.Ordinal) ? Parameter(type, "boundary") : null,
            Name = Parameter(disposition, "filename") ?? Parameter(type, "name"),
            IsAttachment = disposition.TrimStart().StartsWith("attachment", StringComparison.OrdinalIgnoreCase),
        };

        void Take()
        {
            if (name == "content-type" && type.Length == 0)
                type = value.ToString();
            else if (name == "content-disposition" && disposition.Length == 0)
                disposition = value.ToString();
            else if (name == "content-transfer-encoding" && encoding.Length == 0)
                encoding = value.ToString();
            name = "";
        }
    }

    // A parameter of a header field; its pieces (name*0, name*1) in one, RFC 2231 §3.
    private static string? Parameter(string header, string name)
    {
        var found = new StringBuilder();
        foreach (string part in Split(header))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                continue;
            string key = part[..equals].Trim().ToLowerInvariant();
            string text = Unquoted(part[(equals + 1)..].Trim());
            if (key == name)
                return MailWords.Decode(text);
            if (!key.StartsWith(name + "*", StringComparison.Ordinal) || found.Length > 1000)
                continue;
            if (key.EndsWith('*'))
            {
                string[] pieces = text.Split('\'', 3); // character set, language, text
                text = Uri.UnescapeDataString(pieces.Length == 3 ? pieces[2] : text);
            }
            found.Append(text);
        }
        return found.Length == 0 ? null : found.ToString();
    }

    // At semicolons that stand in no quotes; the value before the first one is no parameter.
    private static IEnumerable<string> Split(string header)
    {
        int start = header.IndexOf(';', StringComparison.Ordinal) + 1;
        bool isQuoted = false;
        for (int at = start; at <= header.Length && start > 0; at++)
        {
            if (at < header.Length && header[at] == '"')
                isQuoted = !isQuoted;
            if (at < header.Length && (header[at] != ';' || isQuoted))
                continue;
            yield return header[start..at];
            start = at + 1;
        }
    }

    private static string Unquoted(string text) =>
        text.Length >= 2 && text[0] == '"' ? text.Trim('"').Replace("\\", "", StringComparison.Ordinal) : text;
}

/// <summary>Words of a mail's header in other letters than ASCII, RFC 2047.</summary>
internal static class MailWords
{
    /// <summary>The text with its encoded words decoded; what cannot be decoded stays.</summary>
    public static string Decode(string text)
    {
        var clear = new StringBuilder();
        while (text.IndexOf("=?", StringComparison.Ordinal) is var start and >= 0)
        {
            string[] parts = text[(start + 2)..].Split('?', 4);
            if (parts.Length < 4 || !parts[3].StartsWith('=') || DecodeWord(parts) is not { } word)
                break;
            clear.Append(text.AsSpan(0, start).Trim().Length == 0 ? "" : text[..start]).Append(word);
            text = parts[3][1..];
        }
        return clear.Append(text).ToString();
    }

    private static string? DecodeWord(string[] parts)
    {
        byte[] octets;
        if (parts[1] is "B" or "b")
        {
            octets = new byte[parts[2].Length];
            if (!Convert.TryFromBase64String(parts[2], octets, out int written))
                return null;
            octets = octets[..written];
        }
        else
        {
            octets = MimeFiles.FromQuoted(Encoding.UTF8.GetBytes(parts[2].Replace('_', ' '))).ToArray();
        }
        bool isLatin = parts[0].StartsWith("iso-8859-", StringComparison.OrdinalIgnoreCase);
        return (isLatin ? Encoding.Latin1 : Encoding.UTF8).GetString(octets);
    }
}
